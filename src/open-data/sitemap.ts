import { entryIri, type Publication } from './publication.js';
import { element, xmlText } from './xml.js';

/** Most addresses of one file (sitemaps.org, protocol 0.9). */
export const MAX_ADDRESSES = 50_000;

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** Pages that are always there. */
export const PAGES = [
  '/',
  '/search',
  '/about',
  '/ranking',
  '/open-data',
  '/challenges/new',
  '/docs',
] as const;

/** An entry's address, and when it changed. */
export interface Place {
  id: string;
  updatedAt: Date;
}

/** A sitemap of pages and entries, in parts. */
export async function* sitemap(
  publication: Publication,
  pages: readonly string[],
  places: AsyncIterable<readonly Place[]>,
): AsyncGenerator<string> {
  yield `${HEAD}<urlset ${XMLNS}>\n`;
  yield pages.map((path) => address('url', `${publication.site}${path}`)).join('');
  for await (const batch of places)
    yield batch.map(({ id, updatedAt }) => address('url', entryIri(publication, id), updatedAt)).join('');
  yield '</urlset>\n';
}

/** The index of sitemaps: that of the pages, then those of the entries, with the last change in each. */
export function sitemapIndex({ site }: Publication, parts: readonly Date[]): string {
  const files = [
    address('sitemap', `${site}/sitemap-0.xml`),
    ...parts.map((updatedAt, at) => address('sitemap', `${site}/sitemap-${at + 1}.xml`, updatedAt)),
  ];
  return `${HEAD}<sitemapindex ${XMLNS}>\n${files.join('')}</sitemapindex>\n`;
}

function address(name: string, loc: string, updatedAt?: Date): string {
  const lastmod = updatedAt === undefined ? '' : element('lastmod', {}, updatedAt.toISOString());
  return `${element(name, {}, element('loc', {}, xmlText(loc)) + lastmod)}\n`;
}

/**
 * What crawlers may read (RFC 9309): all public pages and the open data. The console, what a secret link opens and
 * what only programs ask are left out; an answer to a question is no page either.
 */
export function robots({ site }: Publication): string {
  const lines = [
    'User-agent: *',
    ...['/console', '/introductions/', '/challenges/', '/confirm/', '/v1/', '/?', '/language'].map(
      (path) => `Disallow: ${path}`,
    ),
    ...['/challenges/new', '/v1/open-data/', '/v1/taxonomy'].map((path) => `Allow: ${path}`),
    '',
    `Sitemap: ${site}/sitemap.xml`,
    '',
  ];
  return lines.join('\n');
}
