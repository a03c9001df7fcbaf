import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { bytesFrame, type Frame, FrameReader, jsonFrame, writeFrames } from './frames.js';
import { IndexState } from './index-state.js';
import type { HeldDocument, PassageField } from './port.js';
import { type SavedWords, WordIndex } from './words.js';

/** Raised with every change of the format or of the text analysis: an older file is then ignored. */
const FORMAT = 'citymatch-index-3';
const FILE = 'index.bin';
/** How much goes into one frame: little enough that making it holds up a search for some milliseconds only. */
const DOCUMENTS_A_FRAME = 200;
const TERMS_A_FRAME = 1000;

const headerSchema = z.object({
  format: z.literal(FORMAT, 'it is of another version'),
  /** Length of the vectors; 0 while there are none. */
  dimensions: z.int().min(0),
  documents: z.int().min(0),
  /** Stems that MiniSearch has, and words that the vocabulary has. */
  terms: z.int().min(0),
  words: z.int().min(0),
});

/** A document as the file has it; the vectors of a frame's documents follow in the frame after. */
interface SavedDocument {
  slot: number;
  document: HeldDocument;
  fields: PassageField[];
}

/**
 * Writes the index as it is when the call begins; searches and writes go on meanwhile.
 * Vectors are little-endian float32, all else is JSON.
 */
export async function writeSnapshot(dir: string, state: IndexState): Promise<void> {
  const frames = framesOf(state);
  await mkdir(dir, { recursive: true });
  await writeFrames(join(dir, FILE), frames);
}

/** Takes hold of all that the file will have at once; the frames themselves are made as they are asked for. */
function framesOf(state: IndexState): Iterable<Frame> {
  const { mini, vocabulary, languages } = state.words.save();
  const { index: terms, ...rest } = mini;
  const held = [...state.slots.values()].flatMap((slot) => {
    const document = state.documents[slot];
    return document ? [{ slot, document, vectors: state.vectorsAt(slot) }] : [];
  });
  const header: z.infer<typeof headerSchema> = {
    format: FORMAT,
    dimensions: state.dimensions ?? 0,
    documents: held.length,
    terms: terms.length,
    words: vocabulary.length,
  };
  return (function* () {
    yield jsonFrame(header);
    yield jsonFrame({ mini: rest, languages });
    for (const batch of batchesOf(terms, TERMS_A_FRAME)) yield jsonFrame(batch);
    for (const batch of batchesOf(vocabulary, TERMS_A_FRAME)) yield jsonFrame(batch);
    for (const batch of batchesOf(held, DOCUMENTS_A_FRAME)) {
      yield jsonFrame(
        batch.map(({ slot, document, vectors }): SavedDocument => {
          return { slot, document, fields: vectors.map(({ field }) => field) };
        }),
      );
      yield bytesFrame(batch.flatMap(({ vectors }) => vectors.map(({ vector }) => bytesOf(vector))));
    }
  })();
}

function* batchesOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Reads the snapshot; undefined when there is none or it cannot be used, which is said in one line. */
export async function readSnapshot(dir: string, log: Logger): Promise<IndexState | undefined> {
  try {
    return restore(new FrameReader(await readFile(join(dir, FILE))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const reason =
      error instanceof z.ZodError ? error.issues[0]?.message : error instanceof Error ? error.message : error;
    log.warn({ reason }, 'The search snapshot cannot be used; the index is built anew');
    return undefined;
  }
}

function restore(reader: FrameReader): IndexState {
  const header = headerSchema.parse(reader.json());
  const { mini, languages } = reader.json() as {
    mini: Omit<SavedWords['mini'], 'index'>;
    languages: SavedWords['languages'];
  };
  const terms = read(reader, header.terms) as SavedWords['mini']['index'];
  const vocabulary = read(reader, header.words) as SavedWords['vocabulary'];
  const state = new IndexState(new WordIndex({ mini: { ...mini, index: terms }, vocabulary, languages }));
  for (let placed = 0; placed < header.documents; ) {
    const batch = reader.json() as SavedDocument[];
    // A copy, since floats must begin at a multiple of four bytes.
    const floats = new Float32Array(new Uint8Array(reader.bytes()).buffer);
    placeAll(state, batch, floats, header.dimensions);
    placed += batch.length;
  }
  state.findFreeSlots();
  return state;
}

/** The items of several frames that have `count` of them together. */
function read(reader: FrameReader, count: number): unknown[] {
  const items: unknown[] = [];
  while (items.length < count) for (const item of reader.json() as unknown[]) items.push(item);
  return items;
}

function placeAll(
  state: IndexState,
  batch: readonly SavedDocument[],
  floats: Float32Array,
  dimensions: number,
): void {
  let row = 0;
  for (const { slot, document, fields } of batch) {
    const vectors = fields.map((field) => {
      const at = row++ * dimensions;
      return { field, vector: floats.subarray(at, at + dimensions) };
    });
    state.place(slot, document, vectors);
  }
}
