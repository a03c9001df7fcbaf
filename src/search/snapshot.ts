import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { IndexState } from './index-state.js';
import type { HeldDocument, PassageField } from './port.js';
import { type SavedWords, WordIndex } from './words.js';

/** Raised with every change of the format or of the text analysis: an older file is then ignored. */
const FORMAT = 'citymatch-index-1';
const FILE = 'index.bin';
const HASH_BYTES = 32;

/** What the file's JSON part holds; written by this module alone and guarded by its checksum. */
interface Saved {
  format: string;
  dimensions: number | null;
  words: SavedWords;
  documents: { document: HeldDocument; fields: PassageField[] }[];
}

/**
 * Writes the index whole: checksum (SHA-256), length of the JSON part, JSON, vectors as little-endian float32.
 * The file appears by a rename, so that a killed write leaves the old one.
 */
export async function writeSnapshot(dir: string, state: IndexState): Promise<void> {
  const held = [...state.slots.keys()].flatMap((id) => state.get(id) ?? []);
  const saved: Saved = {
    format: FORMAT,
    dimensions: state.matrix?.dimensions ?? null,
    words: state.words.save(),
    documents: held.map(({ vectors, ...document }) => ({
      document,
      fields: vectors.map(({ field }) => field),
    })),
  };
  const json = Buffer.from(JSON.stringify(saved));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const vectors = held.flatMap((document) => document.vectors.map(({ vector }) => bytesOf(vector)));
  const parts = [length, json, ...vectors];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  await mkdir(dir, { recursive: true });
  const temporary = join(dir, `${FILE}.${process.pid}.tmp`);
  const file = await open(temporary, 'w');
  try {
    await file.writev([hash.digest(), length, json]);
    if (vectors.length > 0) await file.write(Buffer.concat(vectors));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(dir, FILE));
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Reads the snapshot; undefined when there is none or it cannot be used, which is said in one line. */
export async function readSnapshot(dir: string, log: Logger): Promise<IndexState | undefined> {
  const bytes = await readFile(join(dir, FILE)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT')
      log.warn({ error: error.message }, 'the search snapshot cannot be read; building anew');
    return undefined;
  });
  if (!bytes) return undefined;
  try {
    return restore(bytes);
  } catch (error) {
    log.warn({ reason: (error as Error).message }, 'the search snapshot cannot be used; building anew');
    return undefined;
  }
}

function restore(bytes: Buffer): IndexState {
  const body = bytes.subarray(HASH_BYTES);
  const digest = createHash('sha256').update(body).digest();
  if (!digest.equals(bytes.subarray(0, HASH_BYTES))) throw new Error('its checksum is wrong');
  const length = Number(body.readBigUInt64LE(0));
  const saved = JSON.parse(body.subarray(8, 8 + length).toString('utf8')) as Saved;
  if (saved.format !== FORMAT) throw new Error(`its format is ${saved.format}`);
  // A copy, since the vectors must begin at a multiple of four bytes.
  const vectors = new Float32Array(new Uint8Array(body.subarray(8 + length)).buffer);
  const state = new IndexState(new WordIndex(saved.words));
  const dimensions = saved.dimensions ?? 0;
  let rows = 0;
  for (const { document, fields } of saved.documents) {
    const first = rows;
    const vectorAt = (index: number) =>
      vectors.subarray((first + index) * dimensions, (first + index + 1) * dimensions);
    state.put(
      { ...document, vectors: fields.map((field, index) => ({ field, vector: vectorAt(index) })) },
      false,
    );
    rows += fields.length;
  }
  return state;
}
