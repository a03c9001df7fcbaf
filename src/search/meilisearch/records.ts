import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { MeiliClient, Read } from './client.js';
import { bytesOf, fromStored, type IndexRecord, STORED_FIELDS } from './record.js';

/** Bytes of records kept in memory, 10 to 20 KB each: the ones used last. */
const KEPT_BYTES = 256 * 2 ** 20;
/** Records read in one request while memory is filled, and the share of the time that goes there. */
const WARM = { batch: 200, share: 1 / 4 };
/** Milliseconds for which a record that was just seen, or an index that did not change, needs no second look. */
const FRESH_MS = { seen: 1_000, unchanged: 2_000 };
/** Records read in one request. */
const BATCH = 500;

/** Which state of a record an answer of Meilisearch is about. */
export const referenceSchema = z.object({ id: z.string(), revision: z.string() });
export type Reference = z.infer<typeof referenceSchema>;

interface Kept {
  record: IndexRecord;
  /** When it was known to be so, in milliseconds. */
  seen: number;
  size: number;
}

/** Reads records of an index, and keeps those used last, told by id and revision. */
export interface Records {
  /** The records that an answer named, by id; those that went meanwhile are left out. */
  load(references: readonly Reference[], read?: Read): Promise<Map<string, IndexRecord>>;
  /** The records of these ids as they are, or were two seconds ago. */
  get(ids: readonly string[]): Promise<IndexRecord[]>;
  /** How these ids stand now. */
  references(ids: readonly string[]): Promise<Reference[]>;
  /** Tells that nothing was written to the index from one time to another, by `Date.now()`. */
  confirm(from: number, until: number): void;
  /** Forgets records that are about to be written, or were. */
  forget(ids: readonly string[]): void;
  /** Reads ahead, in the background, until memory is full or everything is there; ends early where it fails. */
  warm(signal: AbortSignal): Promise<void>;
}

interface Options {
  client: MeiliClient;
  index: string;
  /** Bytes of records kept in memory. */
  bytes?: number;
}

export function createRecords({ client, index, bytes = KEPT_BYTES }: Options): Records {
  const kept = new Map<string, Kept>();
  let held = 0;
  let unchanged = { from: Number.POSITIVE_INFINITY, until: 0 };

  async function fetchAll(ids: readonly string[], read = client.read): Promise<IndexRecord[]> {
    const records: IndexRecord[] = [];
    for (let at = 0; at < ids.length; at += BATCH) {
      const some = ids.slice(at, at + BATCH);
      const { results } = await read((meili) =>
        meili.index(index).getDocuments({ ids: some, fields: STORED_FIELDS, limit: some.length }),
      );
      records.push(...results.map(fromStored));
    }
    const seen = Date.now();
    for (const record of records) keep(record, seen);
    return records;
  }

  function keep(record: IndexRecord, seen: number): void {
    const known = kept.get(record.id);
    const size = known?.record === record ? known.size : bytesOf(record);
    drop(record.id);
    kept.set(record.id, { record, seen, size });
    held += size;
    for (const oldest of kept.keys()) {
      if (held <= bytes) return;
      drop(oldest);
    }
  }

  function drop(id: string): void {
    held -= kept.get(id)?.size ?? 0;
    kept.delete(id);
  }

  function isFresh(id: string, now: number): boolean {
    const seen = kept.get(id)?.seen ?? 0;
    if (now - seen <= FRESH_MS.seen) return true;
    return seen >= unchanged.from && now - unchanged.until <= FRESH_MS.unchanged;
  }

  async function warm(signal: AbortSignal): Promise<void> {
    for (let offset = 0; ; offset += WARM.batch) {
      const started = performance.now();
      const { results } = await client.read((meili) =>
        meili.index(index).getDocuments({ fields: ['id', 'revision'], limit: WARM.batch, offset }),
      );
      const references = results.map((one) => referenceSchema.parse(one));
      const missing = references.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
      if (results.length === 0 || signal.aborted || held * (1 + WARM.batch / (kept.size + 1)) > bytes) return;
      await fetchAll(missing);
      await pause((performance.now() - started) / WARM.share, undefined, { signal, ref: false }).catch(
        () => undefined,
      );
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

  async function load(wanted: readonly Reference[], read?: Read): Promise<Map<string, IndexRecord>> {
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
    for (const record of await fetchAll(missing, read)) loaded.set(record.id, record);
    return loaded;
  }

  return {
    load,
    references,
    async get(ids) {
      const now = Date.now();
      const unsure = [...new Set(ids)].filter((id) => !isFresh(id, now));
      const known = unsure.filter((id) => kept.has(id));
      const unknown = unsure.filter((id) => !kept.has(id));
      const [again, fetched] = await Promise.all([
        known.length === 0 ? new Map<string, IndexRecord>() : references(known).then(load),
        fetchAll(unknown),
      ]);
      const found = new Map([...again, ...fetched.map((one): [string, IndexRecord] => [one.id, one])]);
      for (const id of known) if (!found.has(id)) drop(id);
      return ids.flatMap((id) => found.get(id) ?? (unsure.includes(id) ? [] : (kept.get(id)?.record ?? [])));
    },
    confirm(from, until) {
      unchanged = { from, until };
    },
    forget(ids) {
      for (const id of ids) drop(id);
    },
    warm,
  };
}
