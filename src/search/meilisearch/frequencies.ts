import { placeOf } from '../../text/stem-set.js';
import { TEXT_FIELDS } from '../stems.js';

/** A term's frequencies are one digit a field; more says no more (BM25 saturates). */
const MOST = 35;
const FIELDS = TEXT_FIELDS.length;
/** More than any record has stems. */
const PLACES = 2 ** 20;

/** Terms by number, the same in the whole process: about as many as the vocabulary of the catalogue has. */
const numbers = new Map<string, number>();

/** The number of a coded stem; -1 for one that no record held so far. */
export function numberOf(code: string): number {
  return numbers.get(code) ?? -1;
}

/**
 * How often each stem is in each field of a record, in about 12 bytes a stem: records are kept in memory by the
 * thousands, and looked into for each word of each question.
 */
export class Frequencies {
  /** Ascending. */
  readonly #terms: Uint32Array;
  /** A row of fields for each of them, in the order of `TEXT_FIELDS`. */
  readonly #counts: Uint8Array;

  /** @param text As `writeFrequencies` writes it. */
  constructor(text: string) {
    const pairs = text === '' ? [] : text.split(' ');
    const terms = new Uint32Array(pairs.length);
    // Sorted by number, with the place of its pair below: one pass over plain numbers.
    const order = new Float64Array(pairs.length);
    for (const [at, pair] of pairs.entries()) {
      const code = pair.slice(0, pair.length - FIELDS - 1);
      let number = numbers.get(code);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(code, number);
      }
      order[at] = number * PLACES + at;
    }
    order.sort();
    const counts = new Uint8Array(pairs.length * FIELDS);
    for (let at = 0; at < order.length; at++) {
      const key = order[at] ?? 0;
      terms[at] = Math.floor(key / PLACES);
      const pair = pairs[key % PLACES] ?? '';
      for (let field = 0; field < FIELDS; field++) {
        const digit = pair.charCodeAt(pair.length - FIELDS + field);
        counts[at * FIELDS + field] = digit <= 57 ? digit - 48 : digit - 87;
      }
    }
    this.#terms = terms;
    this.#counts = counts;
  }

  get size(): number {
    return this.#terms.length;
  }

  get bytes(): number {
    return this.#terms.byteLength + this.#counts.byteLength;
  }

  /** The row of a term, to be handed to `count`; -1 where the record does not hold it. */
  rowOf(number: number): number {
    return placeOf(this.#terms, number);
  }

  /** How often the term of that row is in a field, told by its place in `TEXT_FIELDS`; 35 at most. */
  count(row: number, field: number): number {
    return this.#counts[row * FIELDS + field] ?? 0;
  }

  /** The numbers of all terms, ascending. */
  terms(): Uint32Array {
    return this.#terms;
  }
}

/** Coded stems with one base-36 digit a field: `flood=2010000`, parted by blanks. */
export function writeFrequencies(counts: ReadonlyMap<string, readonly number[]>): string {
  return [...counts]
    .map(([code, row]) => `${code}=${row.map((count) => Math.min(MOST, count).toString(36)).join('')}`)
    .join(' ');
}
