import { z } from 'zod';
import type { MeiliClient } from './client.js';
import { fromStored, type IndexRecord, STORED_FIELDS } from './record.js';

/** Records kept in memory, about 15 KB each: the ones used last. */
const KEPT = 6_000;
/** Milliseconds for which a record that was just seen needs no second look. */
const FRESH_MS = 1_000;
/** Records read in one request. */
const BATCH = 500;

/** Which state of a record an answer of Meilisearch is about. */
export const referenceSchema = z.object({ id: z.string(), revision: z.string() });
export type Reference = z.infer<typeof referenceSchema>;

/** Reads records of an index, and keeps those used last, told by id and revision. */
export interface Records {
  /** The records that an answer named, by id; those that went meanwhile are left out. */
  load(references: readonly Reference[]): Promise<Map<string, IndexRecord>>;
  /** The records of these ids as they are, or were a second ago. */
  get(ids: readonly string[]): Promise<IndexRecord[]>;
  /** How these ids stand now. */
  references(ids: readonly string[]): Promise<Reference[]>;
  /** Forgets records that are about to be written, or were. */
  forget(ids: readonly string[]): void;
}

export function createRecords({ client, index }: { client: MeiliClient; index: string }): Records {
  const kept = new Map<string, { record: IndexRecord; seen: number }>();

  async function fetchAll(ids: readonly string[]): Promise<IndexRecord[]> {
    const records: IndexRecord[] = [];
    for (let at = 0; at < ids.length; at += BATCH) {
      const some = ids.slice(at, at + BATCH);
      const { results } = await client.read((meili) =>
        meili.index(index).getDocuments({ ids: some, fields: STORED_FIELDS, limit: some.length }),
      );
      records.push(...results.map(fromStored));
    }
    const seen = Date.now();
    for (const record of records) keep(record, seen);
    return records;
  }

  function keep(record: IndexRecord, seen: number): void {
    kept.delete(record.id);
    kept.set(record.id, { record, seen });
    if (kept.size <= KEPT) return;
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  }

  async function references(ids: readonly string[]): Promise<Reference[]> {
    const found: Reference[] = [];
    for (let at = 0; at < ids.length; at += BATCH) {
      const some = ids.slice(at, at + BATCH);
      const { results } = await client.read((meili) =>
        meili.index(index).getDocuments({ ids: some, fields: ['id', 'revision'], limit: some.length }),
      );
      found.push(...results.map((one) => referenceSchema.parse(one)));
    }
    return found;
  }

  async function load(wanted: readonly Reference[]): Promise<Map<string, IndexRecord>> {
    const loaded = new Map<string, IndexRecord>();
    const missing: string[] = [];
    const seen = Date.now();
    for (const { id, revision } of wanted) {
      const known = kept.get(id);
      if (known?.record.revision === revision) {
        keep(known.record, seen);
        loaded.set(id, known.record);
      } else missing.push(id);
    }
    for (const record of await fetchAll(missing)) loaded.set(record.id, record);
    return loaded;
  }

  return {
    load,
    references,
    async get(ids) {
      const now = Date.now();
      const unsure = [...new Set(ids)].filter((id) => now - (kept.get(id)?.seen ?? 0) > FRESH_MS);
      const known = unsure.filter((id) => kept.has(id));
      const unknown = unsure.filter((id) => !kept.has(id));
      const [again, fetched] = await Promise.all([
        known.length === 0 ? new Map<string, IndexRecord>() : references(known).then(load),
        fetchAll(unknown),
      ]);
      const found = new Map([...again, ...fetched.map((one): [string, IndexRecord] => [one.id, one])]);
      for (const id of known) if (!found.has(id)) kept.delete(id);
      return ids.flatMap((id) => found.get(id) ?? (unsure.includes(id) ? [] : (kept.get(id)?.record ?? [])));
    },
    forget(ids) {
      for (const id of ids) kept.delete(id);
    },
  };
}
