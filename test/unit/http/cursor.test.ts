import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.js';
import { readCursor, writeCursor } from '../../../src/http/cursor.js';

const offset = fc.integer({ min: 1, max: 1_000_000 });
const query = fc.record({ q: fc.string(), filter: fc.dictionary(fc.string(), fc.array(fc.string())) });

function isRefused(cursor: string, bound: unknown): boolean {
  try {
    readCursor(cursor, bound);
    return false;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'bad-request' && error.fields[0]?.path === 'cursor';
  }
}

describe('a cursor', () => {
  it('gives back its offset for its own query', () => {
    fc.assert(
      fc.property(offset, query, (at, bound) => {
        expect(readCursor(writeCursor(at, bound), bound)).toBe(at);
      }),
    );
  });

  it('does not depend on the order of the keys of its query', () => {
    const cursor = writeCursor(5, { q: 'flood', filter: { kind: ['provider'], country: ['PE'] } });
    expect(readCursor(cursor, { filter: { country: ['PE'], kind: ['provider'] }, q: 'flood' })).toBe(5);
  });

  it('is refused for any other query', () => {
    fc.assert(
      fc.property(offset, query, query, (at, one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(isRefused(writeCursor(at, one), other)).toBe(sorted(one) !== sorted(other));
      }),
    );
  });

  it('is refused when one character is changed, added or taken away', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ ';
    fc.assert(
      fc.property(offset, fc.nat(), fc.constantFrom(...alphabet, ''), (at, place, character) => {
        const cursor = writeCursor(at, { q: 'flood' });
        const index = place % cursor.length;
        const changed = cursor.slice(0, index) + character + cursor.slice(index + 1);
        fc.pre(changed !== cursor);
        expect(isRefused(changed, { q: 'flood' })).toBe(true);
        expect(isRefused(cursor + character, { q: 'flood' })).toBe(character !== '');
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when it is any text at all', () => {
    const text = fc.oneof(
      fc.uint16Array().map((units) => String.fromCharCode(...units)),
      fc.base64String(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
    );
    fc.assert(
      fc.property(text, (cursor) => {
        expect(isRefused(cursor, {})).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('says nothing of its query in the clear', () => {
    const cursor = writeCursor(20, { q: 'confidential' });
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('confidential');
  });
});

/** Text that is equal for equal queries, whatever the order of their keys. */
function sorted(value: { q: string; filter: Record<string, string[]> }): string {
  return JSON.stringify([value.q, Object.entries(value.filter).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
