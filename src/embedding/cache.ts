import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { embeddings } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { Embedder } from './port.js';

/** Rows read in one statement, and texts embedded and written at a time: a stop in between loses no more. */
const READ_ROWS = 500;
const WRITE_ROWS = 100;

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Little-endian float32, on any machine. */
export function encodeVector(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, i) => {
    bytes.writeFloatLE(value, i * 4);
  });
  return bytes;
}

/** The inverse of `encodeVector`; undefined when the bytes are not `dimensions` numbers. */
export function decodeVector(bytes: Uint8Array, dimensions: number): Float32Array | undefined {
  if (bytes.byteLength !== dimensions * 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: dimensions }, (_, i) => view.getFloat32(i * 4, true));
}

function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}

async function readStored(db: Database, embedder: Embedder, hashes: readonly string[]) {
  const found = new Map<string, Float32Array>();
  for (const part of chunks(hashes, READ_ROWS)) {
    const rows = await db
      .select({ hash: embeddings.textHash, vector: embeddings.vector })
      .from(embeddings)
      .where(and(eq(embeddings.modelId, embedder.modelId), inArray(embeddings.textHash, part)));
    for (const { hash, vector } of rows) {
      const decoded = decodeVector(vector, embedder.dimensions);
      if (decoded) found.set(hash, decoded);
    }
  }
  return found;
}

/**
 * Embeds `texts` as batch work, each distinct text once and only when the table `embeddings` does not hold it
 * for this model; what is new is written there as it comes.
 * @returns a vector for each text, in order (equal texts share one).
 * @throws AppError `unavailable` from the embedder; what was embedded before stays stored.
 */
export async function embedWithCache(options: {
  db: Database;
  embedder: Embedder;
  texts: readonly string[];
  /** Called with the distinct texts that are done, out of all distinct ones. */
  onProgress?: (done: number, total: number) => void;
}): Promise<Float32Array[]> {
  const { db, embedder, texts, onProgress } = options;
  const hashes = texts.map(hashOf);
  const byHash = new Map(hashes.map((hash, i) => [hash, texts[i] ?? '']));
  const vectors = await readStored(db, embedder, [...byHash.keys()]);
  // By length, so that each part is of texts alike and little is spent on padding.
  const missing = [...byHash]
    .filter(([hash]) => !vectors.has(hash))
    .sort(([, a], [, b]) => b.length - a.length);
  onProgress?.(byHash.size - missing.length, byHash.size);
  for (const part of chunks(missing, WRITE_ROWS)) {
    const made = await embedder.embed(
      part.map(([, text]) => text),
      'batch',
    );
    const rows = part.map(([hash], i) => {
      const vector = made[i];
      if (vector === undefined)
        throw new AppError('unavailable', 'The embedder gave fewer vectors than texts');
      vectors.set(hash, vector);
      return { textHash: hash, modelId: embedder.modelId, vector: encodeVector(vector) };
    });
    await db
      .insert(embeddings)
      .values(rows)
      .onConflictDoUpdate({
        target: [embeddings.modelId, embeddings.textHash],
        set: { vector: sql`excluded.vector` },
      });
    onProgress?.(vectors.size, byHash.size);
  }
  return hashes.map((hash) => vectors.get(hash) ?? new Float32Array(embedder.dimensions));
}

const LONGEST_REMEMBERED = 4_000;

/**
 * The same embedder with a memory: batch work goes through the table `embeddings`, and the last `remember`
 * distinct queries are answered from memory (equal queries that wait are embedded once). Closing it closes
 * the embedder within.
 */
export function createCachedEmbedder(options: {
  db: Database;
  embedder: Embedder;
  /** Queries kept in memory; default 2,000, about 3 MB of 384 dimensions. */
  remember?: number;
}): Embedder {
  const { db, embedder, remember = 2_000 } = options;
  /** Insertion order is the order of use. */
  const queries = new Map<string, Promise<Float32Array>>();

  const embedQuery = async (text: string): Promise<Float32Array> => {
    const held = queries.get(text);
    const vector =
      held ??
      embedder.embed([text], 'query').then(([first]) => first ?? new Float32Array(embedder.dimensions));
    if (text.length <= LONGEST_REMEMBERED) {
      queries.delete(text);
      queries.set(text, vector);
      const oldest = queries.keys().next();
      if (queries.size > remember && !oldest.done) queries.delete(oldest.value);
    }
    try {
      // A copy, so that a caller who changes its vector does not change the next one's.
      return (await vector).slice();
    } catch (error) {
      if (queries.get(text) === vector) queries.delete(text);
      throw error;
    }
  };

  return {
    modelId: embedder.modelId,
    dimensions: embedder.dimensions,
    languages: embedder.languages,
    embed: (texts, priority = 'batch') =>
      priority === 'query' ? Promise.all(texts.map(embedQuery)) : embedWithCache({ db, embedder, texts }),
    close: () => embedder.close(),
  };
}
