import type { EntryKind } from '../catalogue/entry.js';
import type { Scheme } from './publication.js';

/** Forms of RDF that are written. */
export type RdfFormat = 'json-ld' | 'turtle';

/** A file of open data. Whether it has changed is known before any of it is made. */
export interface OpenFile {
  mediaType: string;
  /** Without quotes; the same where the content is. */
  tag: string;
  /** When its content last changed, where that is known. */
  modifiedAt?: Date | undefined;
  /** The name that it is saved under; absent: it is shown. */
  fileName?: string | undefined;
  /** Its text, in parts that are made as they are taken. */
  parts(): AsyncIterable<string> | Iterable<string>;
}

/** What everybody may take away: published entries alone, and what they are filed under. */
export interface OpenDataService {
  /** Case studies and providers as JSON Lines: what an import takes. */
  lines(): Promise<OpenFile>;
  /** One kind as CSV: what an import takes. */
  csv(kind: EntryKind): Promise<OpenFile>;
  /**
   * Atom feed of new and changed entries, page by page.
   * @throws AppError `bad-request` for a `cursor` that is none.
   */
  feed(cursor: string | undefined): Promise<OpenFile>;
  /** Sitemap, or its index where there are too many addresses; with `part`, that part. @throws AppError `not-found` */
  sitemap(part?: number): Promise<OpenFile>;
  robots(): Promise<OpenFile>;
  /** What data there is, in DCAT 3. */
  catalog(format: RdfFormat): Promise<OpenFile>;
  /** What entries are filed under, in SKOS; with a scheme or a concept, that alone. @throws AppError `not-found` */
  taxonomy(format: RdfFormat, of?: { scheme: Scheme; id?: string | undefined }): Promise<OpenFile>;
}
