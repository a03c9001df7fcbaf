import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors.js';

/** Where a list goes on, and for which query. */
const contentSchema = z.tuple([z.int().min(1).max(1_000_000)]);

/** Bytes of the signature kept: 96 bits, as many as an offset is worth. */
const SIGNATURE_BYTES = 12;

export interface Cursors {
  /** An opaque cursor that goes on at `offset` (1 or more) of the list that `query` describes. */
  write(offset: number, query: unknown): string;
  /**
   * The offset of a cursor written for the same query.
   * @throws AppError `bad-request` with the path `cursor` for any other text.
   */
  read(cursor: string, query: unknown): number;
}

/**
 * Cursors signed with HMAC-SHA-256 (RFC 2104) over the offset and the query, so that none can be made up, changed
 * or carried over to another query. `secret` holds as long as cursors should.
 */
export function createCursors(secret: string): Cursors {
  const sign = (content: string, query: unknown) =>
    createHmac('sha256', secret)
      .update(`${content}\n${canonical(query)}`)
      .digest()
      .subarray(0, SIGNATURE_BYTES);
  return {
    write(offset, query) {
      const content = JSON.stringify(contentSchema.parse([offset]));
      return Buffer.concat([sign(content, query), Buffer.from(content)]).toString('base64url');
    },
    read(cursor, query) {
      const bytes = Buffer.from(cursor, 'base64url');
      const content = bytes.subarray(SIGNATURE_BYTES).toString('utf8');
      const signature = bytes.subarray(0, SIGNATURE_BYTES);
      // Decoding forgives padding and odd characters; a cursor of ours comes back letter for letter.
      const ours = bytes.length > SIGNATURE_BYTES && bytes.toString('base64url') === cursor;
      if (!ours || !timingSafeEqual(signature, sign(content, query))) throw notOurs();
      const parsed = contentSchema.safeParse(JSON.parse(content));
      if (!parsed.success) throw notOurs();
      return parsed.data[0];
    },
  };
}

function notOurs(): AppError {
  return new AppError('bad-request', 'The query is not valid: cursor', {
    fields: [{ path: 'cursor', message: 'must be the nextCursor of an answer to this same query' }],
  });
}

/** JSON with keys in order, absent and empty ones left out: equal queries give equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
