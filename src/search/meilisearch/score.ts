import { NEIGHBOUR_FLOOR } from '../find.js';
import { fuse } from '../fuse.js';
import type { PassageField, SearchQuery } from '../port.js';
import { numberOf } from './frequencies.js';
import type { Found } from './look.js';
import type { Overview } from './overview.js';
import type { IndexRecord } from './record.js';

/** A record with what the query makes of it. */
export interface Scored {
  record: IndexRecord;
  byWords: boolean;
  /** Divided by the best of the answer. */
  keyword: number;
  semantic: { cosine: number; field: PassageField } | undefined;
  score: number;
}

/** What a question makes of records. */
export interface Scorer {
  /** Works out what needs no comparison with others, ahead of `rank`. */
  look(records: Iterable<IndexRecord>): void;
  /** Every record that counts as found, best first. */
  rank(records: Iterable<IndexRecord>, neighbours: readonly { id: string }[]): Scored[];
}

interface Question {
  overview: Overview;
  query: SearchQuery;
  /** Coded stems; inner lists are alternatives of one word. */
  words: readonly (readonly string[])[];
  found: Found;
  vector: Float32Array | undefined;
  ratio: number;
}

interface Looked {
  record: IndexRecord;
  byWords: boolean;
  word: number;
  semantic: Scored['semantic'];
}

export function createScorer({ overview, query, words, found, vector, ratio }: Question): Scorer {
  const { statistics } = overview;
  const named = query.text.trim();
  const scoreOf = statistics.scorer(words);
  const terms = words.map((codes) => codes.map(numberOf));
  const looked = new Map<IndexRecord, Looked>();
  let floor: number | undefined;

  function lookAt(record: IndexRecord): Looked {
    const known = looked.get(record);
    if (known) return known;
    const made = {
      record,
      byWords: found.byWords !== undefined && isFoundByWords(record, terms, named, found.any),
      word: scoreOf(record),
      semantic: vector && nearestPassage(record, vector),
    };
    looked.set(record, made);
    return made;
  }

  function floorOf(): number {
    floor ??= vector ? statistics.averageCosine(vector, query.filter) : 0;
    return floor;
  }

  return {
    look(records) {
      floorOf();
      for (const record of records) lookAt(record);
    },
    rank(records, neighbours) {
      const near = new Set(neighbours.map(({ id }) => id));
      const held = Array.from(records, lookAt);
      const best = held.reduce(
        (most, { record, semantic }) => (near.has(record.id) ? Math.max(most, semantic?.cosine ?? -1) : most),
        -1,
      );
      const least = query.words === 'all' ? floorOf() + NEIGHBOUR_FLOOR * (best - floorOf()) : -1;
      const counted = held.filter(
        ({ record, byWords, semantic }) =>
          byWords || (near.has(record.id) && semantic !== undefined && semantic.cosine >= least),
      );
      const wordOf = wordScores(counted, named);
      const bestWord = counted.reduce((most, one) => Math.max(most, wordOf(one)), 0);
      const scale = { ratio, floor: floorOf(), best: near.size > 0 ? best : 1 };
      return counted
        .map((one) => {
          const { record, byWords, semantic } = one;
          const keyword = byWords && bestWord > 0 ? wordOf(one) / bestWord : 0;
          const score = fuse(keyword || null, semantic?.cosine ?? null, scale);
          return { record, byWords, keyword, semantic, score };
        })
        .sort((a, b) => b.score - a.score || (a.record.id < b.record.id ? -1 : 1));
    },
  };
}

/** A record that is named by its id comes before all that hold its letters. */
function wordScores(counted: readonly Looked[], named: string): (one: Looked) => number {
  const most = counted.reduce((sum, { byWords, word }) => (byWords ? Math.max(sum, word) : sum), 0.5);
  return ({ record, byWords, word }) => (!byWords ? 0 : record.id === named ? 2 * most : word);
}

function isFoundByWords(
  { id, frequencies }: IndexRecord,
  words: readonly (readonly number[])[],
  named: string,
  any: boolean,
): boolean {
  if (id === named) return true;
  const holds = (terms: readonly number[]) => terms.some((term) => frequencies.rowOf(term) >= 0);
  return words.length > 0 && (any ? words.some(holds) : words.every(holds));
}

function nearestPassage({ vectors }: IndexRecord, query: Float32Array): Scored['semantic'] {
  let best: Scored['semantic'];
  for (const { field, vector } of vectors) {
    if (vector.length !== query.length) continue;
    let cosine = 0;
    for (let at = 0; at < query.length; at++) cosine += (vector[at] ?? 0) * (query[at] ?? 0);
    if (best === undefined || cosine > best.cosine) best = { cosine, field };
  }
  return best;
}
