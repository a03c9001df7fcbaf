import { type StoredEntry, summaryOf, titleOf } from '../catalogue/entry.js';
import { sectorLabel } from '../taxonomy/index.js';
import { entryIri, type Publication, schemeIri } from './publication.js';
import { TITLE } from './words.js';
import { element, xmlText } from './xml.js';

/** One page of the feed. */
export interface FeedPage {
  entries: readonly StoredEntry[];
  /** When an entry of the catalogue changed last. */
  updatedAt: Date;
  /** Address of this page, and of the next one; absolute. */
  self: string;
  next: string | undefined;
}

/**
 * A name that outlives every address (RFC 4151): the host, and the year that stands for our use of it.
 * @param what unreserved characters of an address.
 */
export function tagOf({ site }: Publication, what: string): string {
  const { hostname } = new URL(site);
  // An address in IPv6 is no authority of a tag.
  return `tag:${hostname.startsWith('[') ? 'localhost' : hostname},2026:${what}`;
}

/** A page of new and changed entries as Atom (RFC 4287), paged as RFC 5005, section 3, has it. */
export function feedAsAtom(publication: Publication, page: FeedPage): string {
  const { site, publisher, licence } = publication;
  const text = (name: string, value: string) => element(name, {}, xmlText(value));
  const link = (rel: string, href: string, type?: string) => element('link', { rel, href, type });
  const atom = 'application/atom+xml';
  const parts = [
    text('id', tagOf(publication, 'feed')),
    text('title', TITLE.en),
    text('updated', page.updatedAt.toISOString()),
    element('author', {}, text('name', publisher ?? 'CityMatch')),
    link('self', page.self, atom),
    link('first', `${site}/feed.atom`, atom),
    page.next === undefined ? '' : link('next', page.next, atom),
    link('alternate', `${site}/open-data`, 'text/html'),
    licence === undefined ? '' : link('license', licence),
    ...page.entries.map((entry) => entryAsAtom(publication, entry)),
  ].filter((part) => part !== '');
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n${parts.join('\n')}\n</feed>\n`;
}

function entryAsAtom(publication: Publication, entry: StoredEntry): string {
  const { language, sectors, sourceUrl } = entry.body;
  const spoken = { 'xml:lang': language };
  const parts = [
    element('id', {}, xmlText(tagOf(publication, `entries/${entry.id}`))),
    element('title', spoken, xmlText(titleOf(entry))),
    element('published', {}, entry.createdAt.toISOString()),
    element('updated', {}, entry.updatedAt.toISOString()),
    element('link', { rel: 'alternate', type: 'text/html', href: entryIri(publication, entry.id) }),
    element('link', {
      rel: 'alternate',
      type: 'application/json',
      href: `${publication.site}/v1/entries/${encodeURIComponent(entry.id)}`,
    }),
    sourceUrl === null ? '' : element('link', { rel: 'via', href: new URL(sourceUrl).href }),
    ...sectors.map((id) =>
      element('category', { term: id, scheme: schemeIri(publication, 'sectors'), label: sectorLabel(id) }),
    ),
    element('summary', spoken, xmlText(summaryOf(entry))),
  ].filter((part) => part !== '');
  return `<entry>\n${parts.join('\n')}\n</entry>`;
}
