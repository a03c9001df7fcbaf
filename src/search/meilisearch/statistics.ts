import { BOOST, bm25 } from '../bm25.js';
import { valuesOf } from '../facets.js';
import { FACETS, type SearchFilter } from '../port.js';
import { TEXT_FIELDS } from '../stems.js';
import { NO_VECTOR, VectorMatrix } from '../vectors.js';
import { numberOf } from './frequencies.js';
import type { IndexRecord } from './record.js';

/** Records that are looked at for how common words and meanings are; all of them in a smaller catalogue. */
export const SAMPLE = 2_000;

/** Records of the sample in which words are counted for a query. */
const COUNTED = 400;
const BOOSTS = TEXT_FIELDS.map((field) => BOOST[field]);

/**
 * What is known of the whole catalogue by a fair sample of it: how common a stem is, how long texts are, how near the
 * average document is to a query. In a catalogue of up to `SAMPLE` records these are exact, and scores are those of
 * the embedded engine.
 */
export class Statistics {
  readonly #records: IndexRecord[];
  /** By number of a coded stem: how many records hold it in each field. */
  readonly #holding = new Map<number, Uint32Array>();
  readonly #averages: number[];
  readonly #matrix: VectorMatrix | undefined;

  constructor(records: readonly IndexRecord[]) {
    this.#records = [...records];
    for (const { frequencies } of records) {
      for (const [row, term] of frequencies.terms().entries()) {
        const held = this.#holding.get(term) ?? new Uint32Array(TEXT_FIELDS.length);
        for (let at = 0; at < held.length; at++) {
          if (frequencies.count(row, at) > 0) held[at] = (held[at] ?? 0) + 1;
        }
        this.#holding.set(term, held);
      }
    }
    this.#averages = TEXT_FIELDS.map(
      (_, at) =>
        records.reduce((sum, { lengths }) => sum + (lengths[at] ?? 0), 0) / Math.max(1, records.length),
    );
    const dimensions = records.find(({ vectors }) => vectors.length > 0)?.vectors[0]?.vector.length;
    if (dimensions === undefined) return;
    this.#matrix = new VectorMatrix(dimensions);
    for (const [slot, { vectors }] of records.entries()) {
      if (vectors[0]?.vector.length === dimensions) this.#matrix.add(slot, vectors);
    }
  }

  /** How many records hold this stem in any field, at least, within the sample. */
  holding(code: string): number {
    return Math.max(0, ...(this.#holding.get(numberOf(code)) ?? []));
  }

  /**
   * Scores records by words, any scale, 0 where a record holds none of them: BM25+ over stems and fields, times the
   * number of stems found, as MiniSearch counts it.
   * @param words Coded stems; inner lists are alternatives of one word.
   */
  scorer(words: readonly (readonly string[])[]): (record: IndexRecord) => number {
    const documents = this.#records.length;
    const terms = words.flat().map((code, place, all) => {
      const term = numberOf(code);
      const held = this.#holding.get(term);
      return {
        term,
        again: all.indexOf(code) < place,
        holding: BOOSTS.map((_, at) => Math.min(documents, held?.[at] ?? 0)),
      };
    });
    return ({ frequencies, lengths }) => {
      let [found, sum] = [0, 0];
      for (const { term, again, holding } of terms) {
        const row = frequencies.rowOf(term);
        if (row < 0) continue;
        if (!again) found += 1;
        for (let at = 0; at < BOOSTS.length; at++) {
          const frequency = frequencies.count(row, at);
          if (frequency === 0) continue;
          sum +=
            (BOOSTS[at] ?? 0) *
            bm25({
              frequency,
              length: lengths[at] ?? 0,
              averageLength: this.#averages[at] ?? 0,
              documents,
              holding: holding[at] ?? 0,
            });
        }
      }
      return sum * found;
    };
  }

  /**
   * Shares of the catalogue, in [0, 1], that hold so many of the words or more, by that number.
   * @param words As for `score`.
   */
  sharesOfAtLeast(words: readonly (readonly string[])[]): number[] {
    const looked = this.#records.slice(0, COUNTED);
    const counts = new Array<number>(words.length + 2).fill(0);
    const terms = words.map((codes) => codes.map(numberOf));
    for (const { frequencies } of looked) {
      const held = terms.filter((some) => some.some((term) => frequencies.rowOf(term) >= 0)).length;
      counts[held] = (counts[held] ?? 0) + 1;
    }
    for (let at = words.length; at >= 0; at--) counts[at] = (counts[at] ?? 0) + (counts[at + 1] ?? 0);
    return counts.slice(0, -1).map((count) => count / Math.max(1, looked.length));
  }

  /** Cosine of the average document that passes; 0 without vectors. */
  averageCosine(vector: Float32Array, filter: SearchFilter | undefined): number {
    if (this.#matrix === undefined || this.#matrix.dimensions !== vector.length) return 0;
    const { best } = this.#matrix.compare(vector, this.#records.length);
    const filtered = FACETS.some((facet) => (filter?.[facet] ?? []).length > 0);
    let [sum, count] = [0, 0];
    for (const [slot, record] of this.#records.entries()) {
      const cosine = best[slot] ?? NO_VECTOR;
      if (cosine === NO_VECTOR || (filtered && !passes(record, filter))) continue;
      sum += cosine;
      count += 1;
    }
    return count === 0 ? 0 : sum / count;
  }
}

function passes(record: IndexRecord, filter: SearchFilter | undefined): boolean {
  return FACETS.every((facet) => {
    const asked = filter?.[facet];
    if (asked === undefined || asked.length === 0) return true;
    const own = valuesOf(record, facet);
    return asked.some((value) => own.includes(value));
  });
}
