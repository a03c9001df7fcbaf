import type { MultiSearchQuery } from 'meilisearch';
import type { Overview } from './overview.js';
import type { Reference } from './records.js';

/** Words of a query that candidates are looked for by; Meilisearch itself reads ten words of a query. */
const RUNGS = 10;
/** Records that each of them brings. */
const EACH = 40;

/** One look for candidates: a word that must be there, and how telling it is. */
interface Rung {
  query: MultiSearchQuery;
  /** More for a rarer word. */
  weight: number;
}

/**
 * Queries that together find the records that BM25 would put first. Meilisearch drops words in a fixed order only, so
 * that a single query would miss those without the one word that it keeps; so each telling word has a query of its
 * own, in which it stands first and is never dropped, the others behind it by how telling they are.
 * @param words Coded stems; inner lists are alternatives of one word.
 */
export function rungsOf(
  words: readonly (readonly string[])[],
  { statistics, info }: Overview,
  common: Pick<MultiSearchQuery, 'indexUid' | 'filter'>,
): Rung[] {
  const telling = words
    .flatMap((alternatives) => {
      const [code, holding] = alternatives
        .map((one): [string, number] => [one, statistics.holding(one)])
        .reduce((a, b) => (b[1] > a[1] ? b : a), ['', -1]);
      return code === '' ? [] : [{ code, weight: Math.log(1 + (info.documents + 1) / (holding + 0.5)) }];
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, RUNGS);
  return telling.map(({ code, weight }, at) => ({
    weight,
    query: {
      ...common,
      q: [code, ...telling.filter((_, other) => other !== at).map((one) => one.code)].join(' '),
      matchingStrategy: 'last',
      locales: ['eng'],
      limit: EACH,
      attributesToRetrieve: ['id', 'revision'],
    },
  }));
}

/** The best of what the rungs found: those with the most telling words that we know of, ties by id. */
export function bestOf(
  rungs: readonly { weight: number; found: readonly Reference[] }[],
  most: number,
): Reference[] {
  const all = new Map<string, { reference: Reference; sum: number }>();
  for (const { weight, found } of rungs) {
    for (const [place, reference] of found.entries()) {
      const held = all.get(reference.id) ?? { reference, sum: 0 };
      // Within a rung those with more of the other words come first.
      held.sum += weight * (1 - place / (2 * EACH));
      all.set(reference.id, held);
    }
  }
  return [...all.values()]
    .sort((a, b) => b.sum - a.sum || (a.reference.id < b.reference.id ? -1 : 1))
    .slice(0, most)
    .map(({ reference }) => reference);
}
