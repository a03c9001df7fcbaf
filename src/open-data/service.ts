import { createHash } from 'node:crypto';
import type { StoredEntry } from '../catalogue/entry.js';
import { csvHeader, csvRecord, lineOf } from '../catalogue/export.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { readKeyset, writeKeyset } from '../keyset.js';
import type { Concept } from '../taxonomy/thesaurus.js';
import { feedAsAtom } from './atom.js';
import type { OpenDataService, OpenFile, RdfFormat } from './contract.js';
import { catalogueAsDcat } from './dcat.js';
import { conceptIri, type Publication, schemeIri } from './publication.js';
import { type CatalogueState, createPublishedEntries } from './published.js';
import { type Statement, toJsonLd, toTurtle } from './rdf.js';
import { MAX_ADDRESSES, PAGES, robots, sitemap, sitemapIndex } from './sitemap.js';
import { taxonomyAsSkos } from './skos.js';

/** Entries of one page of the feed. */
const FEED_PAGE = 50;

const RDF: Record<RdfFormat, { mediaType: string; write(statements: readonly Statement[]): string }> = {
  'json-ld': { mediaType: 'application/ld+json', write: toJsonLd },
  turtle: { mediaType: 'text/turtle', write: toTurtle },
};

/** Open data out of the database and the taxonomy. */
export function createOpenData({
  db,
  publication,
  concepts,
  version,
  addressesPerFile = MAX_ADDRESSES,
}: {
  db: Database;
  publication: Publication;
  concepts: readonly Concept[];
  /** Version of the product: another one may write the same entries in another way. */
  version: string;
  addressesPerFile?: number;
}): OpenDataService {
  const published = createPublishedEntries(db);
  const base = [version, JSON.stringify(publication)].join();
  const tagOf = (...what: string[]) =>
    createHash('sha256')
      .update([base, ...what].join('\n'))
      .digest('base64url')
      .slice(0, 22);
  const skos = once(() => taxonomyAsSkos(publication, concepts));
  const written = new Map<RdfFormat, string>();

  /** A file that follows the published entries. */
  const following = async (
    name: string,
    file: (state: CatalogueState) => Pick<OpenFile, 'mediaType' | 'fileName' | 'parts'>,
  ): Promise<OpenFile> => {
    const state = await published.state();
    return { ...file(state), tag: tagOf(name, state.tag), modifiedAt: state.modifiedAt };
  };

  return {
    lines: () =>
      following('lines', () => ({
        mediaType: 'application/jsonl',
        fileName: 'citymatch-entries.jsonl',
        parts: () => texts(published.all(), lineOf),
      })),
    csv: (kind) =>
      following(`csv ${kind}`, () => ({
        mediaType: 'text/csv',
        fileName: kind === 'provider' ? 'citymatch-providers.csv' : 'citymatch-case-studies.csv',
        parts: () => texts(published.all(kind), csvRecord, csvHeader(kind)),
      })),
    async feed(cursor) {
      const after = cursor === undefined ? undefined : readKeyset(cursor);
      return following(`feed ${cursor ?? ''}`, ({ modifiedAt }) => ({
        mediaType: 'application/atom+xml',
        async *parts() {
          const found = await published.changed(after, FEED_PAGE + 1);
          const entries = found.slice(0, FEED_PAGE);
          const last = found.length > FEED_PAGE ? entries.at(-1) : undefined;
          yield feedAsAtom(publication, {
            entries,
            updatedAt: modifiedAt ?? new Date(0),
            self: feedAddress(publication, cursor),
            next: last && feedAddress(publication, writeKeyset({ at: last.updatedAt, id: last.id })),
          });
        },
      }));
    },
    async sitemap(part) {
      const state = await published.state();
      const whole = state.total + PAGES.length <= addressesPerFile;
      const parts = Math.ceil(state.total / addressesPerFile);
      if (part !== undefined && (whole || part > parts))
        throw new AppError('not-found', 'The sitemap has no such part; /sitemap.xml names them');
      const file = {
        mediaType: 'application/xml',
        tag: tagOf(`sitemap ${part ?? ''}`, state.tag),
        modifiedAt: state.modifiedAt,
      };
      if (part === undefined && !whole) {
        const index = sitemapIndex(publication, await published.partsOf(addressesPerFile));
        return { ...file, parts: () => [index] };
      }
      const pages = part === undefined || part === 0 ? PAGES : [];
      const from = part === undefined ? 0 : (part - 1) * addressesPerFile;
      return {
        ...file,
        parts: () =>
          sitemap(publication, pages, part === 0 ? nothing() : published.places(from, addressesPerFile)),
      };
    },
    robots: () =>
      Promise.resolve({ mediaType: 'text/plain', tag: tagOf('robots'), parts: () => [robots(publication)] }),
    catalog: (format) =>
      following(`catalog ${format}`, ({ modifiedAt }) => ({
        mediaType: RDF[format].mediaType,
        async *parts() {
          const languages = await published.languages();
          yield RDF[format].write(catalogueAsDcat(publication, { modifiedAt, languages }));
        },
      })),
    taxonomy(format, of) {
      const { mediaType, write } = RDF[format];
      const told =
        of === undefined ? skos() : skos().filter(({ subject }) => subject === iriOf(publication, of));
      if (told.length === 0)
        return Promise.reject(new AppError('not-found', 'The taxonomy has no such concept'));
      // The whole is half a megabyte, and never changes while the process lives.
      const text = of === undefined ? (written.get(format) ?? write(told)) : write(told);
      if (of === undefined) written.set(format, text);
      return Promise.resolve({ mediaType, tag: tagOf(text), parts: () => [text] });
    },
  };
}

function iriOf(
  publication: Publication,
  { scheme, id }: NonNullable<Parameters<OpenDataService['taxonomy']>[1]>,
): string {
  return id === undefined ? schemeIri(publication, scheme) : conceptIri(publication, scheme, id);
}

function feedAddress({ site }: Publication, cursor: string | undefined): string {
  return cursor === undefined ? `${site}/feed.atom` : `${site}/feed.atom?cursor=${cursor}`;
}

/** The texts of entries, a batch at a time. */
async function* texts(
  batches: AsyncIterable<StoredEntry[]>,
  textOf: (entry: StoredEntry) => string,
  head = '',
): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const batch of batches) yield batch.map(textOf).join('');
}

async function* nothing(): AsyncGenerator<never> {}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
