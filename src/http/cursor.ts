import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors.js';

/** Furthest that a list is paged to. */
const MAX_OFFSET = 1_000_000;
const contentSchema = z.tuple([z.int().min(1).max(MAX_OFFSET)]);

/** Bytes of the hash kept: 96 bits, so that no cursor passes for another query's by chance. */
const HASH_BYTES = 12;

/**
 * An opaque cursor that goes on at `offset` (1 to 1,000,000) of the list that `query` describes. It holds a SHA-256
 * over both, so any process can read it, and none takes it for another query's.
 */
export function writeCursor(offset: number, query: unknown): string {
  const content = JSON.stringify(contentSchema.parse([offset]));
  return Buffer.concat([hash(content, query), Buffer.from(content)]).toString('base64url');
}

/**
 * The offset of a cursor written for the same query.
 * @throws AppError `bad-request` with the path `cursor` for any other text.
 */
export function readCursor(cursor: string, query: unknown): number {
  const bytes = Buffer.from(cursor, 'base64url');
  const content = bytes.subarray(HASH_BYTES).toString('utf8');
  // Decoding forgives padding and odd characters; a cursor of ours comes back letter for letter.
  const whole = bytes.length > HASH_BYTES && bytes.toString('base64url') === cursor;
  if (!whole || !bytes.subarray(0, HASH_BYTES).equals(hash(content, query))) throw notOurs();
  const parsed = contentSchema.safeParse(parseJson(content));
  if (!parsed.success) throw notOurs();
  return parsed.data[0];
}

function hash(content: string, query: unknown): Buffer {
  const whole = createHash('sha256')
    .update(`${content}\n${canonical(query)}`)
    .digest();
  return whole.subarray(0, HASH_BYTES);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notOurs(): AppError {
  return new AppError('bad-request', 'The query is not valid: cursor', {
    fields: [{ path: 'cursor', message: 'must be the nextCursor of an answer to this same query' }],
  });
}

/** JSON with keys in order and absent ones left out: equal queries give equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
