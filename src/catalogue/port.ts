import type { Entry, StoredEntry } from './entry.js';

/** How many of a batch were new, changed, or as they had been. */
export interface SaveCounts {
  created: number;
  updated: number;
  unchanged: number;
}

/** What saving an entry would do. */
export interface Planned {
  id: string;
  what: 'create' | 'update' | 'unchanged';
  /** Fields that differ; empty for a new one. */
  changed: string[];
  /** Saving publishes it: it is there, but not published. */
  was?: 'draft' | 'archived';
}

/** Of a case study what its providers' lists show. */
export interface DeliveredCase {
  id: string;
  kind: 'case-study';
  title: string;
  year: number | undefined;
  /** Ids of all providers that it names. */
  providers: readonly string[];
}

/** The catalogue in the database: the only source of truth for entries. */
export interface CatalogueStore {
  /**
   * Saves entries by id, published. Rows and their outbox rows commit in one transaction; an entry whose
   * content hash is unchanged is left alone and gets no outbox row.
   */
  save(entries: readonly Entry[]): Promise<SaveCounts>;
  /** What `save` would do with each now, in the same order. Nothing is changed. */
  plan(entries: readonly Entry[]): Promise<Planned[]>;
  /** Published entries by id, in the order asked for; unknown ids are left out. */
  getMany(ids: readonly string[]): Promise<StoredEntry[]>;
  get(id: string): Promise<StoredEntry | undefined>;
  /** Every published entry in id order, in batches. */
  all(batchSize?: number): AsyncIterable<StoredEntry[]>;
  /** Content hash of every published entry, by id. */
  contentHashes(): Promise<Map<string, string>>;
  /** What the index must follow of every published entry, by id: its content, and when it was last checked. */
  revisions(): Promise<Map<string, { contentHash: string; checkedAt: Date }>>;
  /** Takes an entry out of the catalogue (status `archived`), with its outbox row. */
  archive(id: string): Promise<boolean>;
  /** Published case studies that name one of these providers, in id order. */
  deliveredBy(providerIds: readonly string[]): Promise<DeliveredCase[]>;
  count(): Promise<{ total: number; byKind: Record<'case-study' | 'provider', number> }>;
}
