import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { SearchDocument } from '../port.js';
import { checkVectors, fitting, type VectorKind, type Write } from '../writes.js';
import type { MeiliClient } from './client.js';
import { deleteLeftBehind, ensureIndex, nextName, setDimensions } from './lifecycle.js';
import { toStored } from './record.js';

/** Documents handed over at a time: Meilisearch is fast with many, and 30 MB of them are enough. */
const BATCH = 1_000;
/** Tasks that may wait at the server while we make the next one ready. */
const AHEAD = 3;

/** An index that is filled aside. */
export interface Rebuild {
  fill(documents: AsyncIterable<readonly SearchDocument[]>): Promise<void>;
  /** Makes writes there too that were made to the old index meanwhile. */
  replay(writes: readonly Write[]): Promise<void>;
  /** Puts it in the place of the old one, at once. */
  swap(): Promise<void>;
  /** Deletes what is not in use: before the swap the new index, after it the old one. */
  tidy(): Promise<void>;
}

/** Begins a new index beside `index`. @throws AppError `unavailable`. */
export async function beginRebuild(client: MeiliClient, index: string): Promise<Rebuild> {
  await deleteLeftBehind(client, index);
  const name = nextName(index, randomUUID().slice(0, 8));
  await ensureIndex(client, name);
  let held: VectorKind = { modelId: null, dimensions: null };
  const waiting: (() => Promise<void>)[] = [];

  async function hand(documents: readonly SearchDocument[]): Promise<void> {
    const before = held;
    held = checkVectors(documents, held);
    if (before.dimensions === null && held.dimensions !== null) {
      await setDimensions(client, name, held.dimensions);
    }
    const stored = documents.map(toStored);
    const { done } = await client.enqueue((meili) => meili.index(name).addDocuments(stored));
    waiting.push(done);
    while (waiting.length > AHEAD) await waiting.shift()?.();
  }
  async function settle(): Promise<void> {
    while (waiting.length > 0) await waiting.shift()?.();
  }

  return {
    async fill(documents) {
      let batch: SearchDocument[] = [];
      for await (const some of documents) {
        batch.push(...some);
        if (batch.length < BATCH) continue;
        await hand(batch);
        batch = [];
      }
      if (batch.length > 0) await hand(batch);
      await settle();
    },
    async replay(writes) {
      for (const write of writes) {
        if ('drop' in write) {
          await client.write((meili) => meili.index(name).deleteDocuments([...write.drop]));
        } else {
          await hand(fitting(write.put, held.modelId));
          await settle();
        }
      }
    },
    async swap() {
      await client.write((meili) => meili.swapIndexes([{ indexes: [index, name], rename: false }]));
    },
    async tidy() {
      try {
        await client.write((meili) => meili.deleteIndex(name));
      } catch (error) {
        // The next rebuild deletes it.
        if (!(error instanceof AppError)) throw error;
      }
    },
  };
}
