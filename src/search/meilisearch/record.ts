import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fold } from '../../text/tokenize.js';
import type { DocumentText, PassageField, PassageVector, SearchDocument } from '../port.js';
import { stemsOf, TEXT_FIELDS } from '../stems.js';
import { Frequencies, writeFrequencies } from './frequencies.js';
import { encodeTerm } from './terms.js';

/** Name of the embedder in Meilisearch whose vectors we bring along. */
export const EMBEDDER = 'passages';

const textSchema = z.object({
  title: z.string(),
  summary: z.string(),
  challenge: z.string(),
  solution: z.string(),
  outcomes: z.string(),
  keywords: z.string(),
  place: z.string(),
}) satisfies z.ZodType<DocumentText>;

/** What is read back of a record in Meilisearch. */
const storedSchema = z.object({
  id: z.string(),
  kind: z.enum(['case-study', 'provider']),
  revision: z.string(),
  language: z.string(),
  text: textSchema,
  sectors: z.array(z.string()),
  countries: z.array(z.string()),
  sdgs: z.array(z.string()),
  pathways: z.array(z.string()),
  regions: z.array(z.string()),
  modelId: z.string().nullable(),
  /** The entry as JSON. */
  payload: z.string(),
  /** Each stem with how often it is in each field: `flood=2010000`, the fields in the order of `TEXT_FIELDS`. */
  frequencies: z.string(),
  /** Distinct stems of each field, in that order. */
  lengths: z.array(z.number()),
  /** What each vector stands for. */
  passages: z.array(z.enum([...TEXT_FIELDS, 'whole'] as const satisfies readonly PassageField[])),
  /** All vectors after one another, 32-bit floats, little-endian, in base64. */
  vectors: z.string(),
});

/** The fields to ask for when a record is read. */
export const STORED_FIELDS = Object.keys(storedSchema.shape);

/** A record as it is kept in memory, ready to be scored. */
export interface IndexRecord extends Omit<SearchDocument, 'payload'> {
  payloadJson: string;
  frequencies: Frequencies;
  lengths: readonly number[];
}

/** What is sent to Meilisearch of a document. */
export function toStored(document: SearchDocument): Record<string, unknown> {
  const words = new Map<string, string>();
  const stems = stemsOf(document, words);
  const { id, kind, revision, language, text, sectors, countries, sdgs, pathways, regions, modelId } =
    document;
  const vectors = document.vectors.map(({ vector }) => vector);
  const frequencies = countTerms(stems);
  const coded = (field: keyof DocumentText) => stems[field].map(encodeTerm).join(' ');
  return {
    id,
    ...{ kind, revision, language, text, sectors, countries, sdgs, pathways, regions },
    modelId: vectors.length === 0 ? null : modelId,
    payload: JSON.stringify(document.payload),
    frequencies: writeFrequencies(frequencies),
    lengths: TEXT_FIELDS.map((field) => new Set(stems[field]).size),
    passages: document.vectors.map(({ field }) => field),
    vectors: toBase64(vectors),
    // From here on: what Meilisearch itself works with.
    _vectors: {
      // Without vectors it must be told so, or it refuses the record.
      [EMBEDDER]: vectors.length === 0 ? null : { embeddings: vectors.map(toNumbers), regenerate: false },
    },
    ...(vectors[0] && { model: `${vectors[0].length}:${modelId}` }),
    stems: [...frequencies.keys()],
    words: [...words.keys()].map(encodeTerm),
    head: [coded('title'), coded('keywords')].join(' '),
    body: [coded('summary'), coded('challenge'), coded('solution'), coded('outcomes'), coded('place')].join(
      ' ',
    ),
    titleKey: titleKeyOf(text.title),
    lot: lotOf(id),
  };
}

/**
 * A record as read.
 * @throws z.ZodError where it is not of our making.
 */
export function fromStored(value: unknown): IndexRecord {
  const { payload, frequencies, passages, vectors, ...rest } = storedSchema.parse(value);
  return {
    ...rest,
    payloadJson: payload,
    frequencies: new Frequencies(frequencies),
    vectors: fromBase64(vectors, passages),
  };
}

/** What a record takes in memory, about: letters count twice, since the entry is read from its JSON as well. */
export function bytesOf({ payloadJson, text, frequencies, vectors }: IndexRecord): number {
  const letters = payloadJson.length + TEXT_FIELDS.reduce((sum, field) => sum + text[field].length, 0);
  const numbers = vectors.reduce((sum, { vector }) => sum + vector.byteLength, frequencies.bytes);
  return 2 * letters + numbers + 1_000;
}

const documents = new WeakMap<IndexRecord, SearchDocument>();

/** The document of a record; the same object for the same record, which is read once. */
export function toDocument(record: IndexRecord): SearchDocument {
  const known = documents.get(record);
  if (known) return known;
  const { payloadJson, frequencies: _frequencies, lengths: _lengths, ...rest } = record;
  const document = { ...rest, payload: JSON.parse(payloadJson) as unknown };
  documents.set(record, document);
  return document;
}

function countTerms(stems: Record<keyof DocumentText, readonly string[]>): Map<string, number[]> {
  const counts = new Map<string, number[]>();
  for (const [at, field] of TEXT_FIELDS.entries()) {
    for (const stem of stems[field]) {
      const code = encodeTerm(stem);
      const row = counts.get(code) ?? TEXT_FIELDS.map(() => 0);
      row[at] = (row[at] ?? 0) + 1;
      counts.set(code, row);
    }
  }
  return counts;
}

/** Sorts as people sort titles: marks and case do not count, numbers go by their value. */
function titleKeyOf(title: string): string {
  const key = title
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(fold)
    .join(' ')
    .trim()
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'))
    .slice(0, 200);
  return key === '' ? '0' : key;
}

/** A number in [0, 2^32) by chance, always the same for an id: the records with the lowest make a fair sample. */
function lotOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0);
}

/** Six decimals are plenty for finding neighbours, and half the bytes; cosines are computed from the vectors themselves. */
function toNumbers(vector: Float32Array): number[] {
  return Array.from(vector, (value) => Math.round(value * 1e6) / 1e6);
}

function toBase64(vectors: readonly Float32Array[]): string {
  return Buffer.concat(
    vectors.map((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength)),
  ).toString('base64');
}

function fromBase64(base64: string, passages: readonly PassageField[]): PassageVector[] {
  if (passages.length === 0) return [];
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const all = new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / Float32Array.BYTES_PER_ELEMENT));
  const length = all.length / passages.length;
  return passages.map((field, at) => ({ field, vector: all.subarray(at * length, (at + 1) * length) }));
}
