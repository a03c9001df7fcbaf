import type { MultiSearchQuery } from 'meilisearch';
import type { Overview } from './overview.js';
import type { Reference } from './records.js';
import { isOneOf } from './settings.js';

/** Rarest words that each have a query of their own. */
const RARE = 2;
/** Records that each query brings. */
const EACH = 60;
/** How often the words are dealt out anew for each number of them. */
const DEALS = 2;
/** A set of records is worth looking into when it is not much larger than what is brought of it. */
const WIDEST = 8 * EACH;
/** Numbers of words that are asked for, from the widest such set on. */
const LEVELS = 2;

/** One look for candidates. */
interface Rung {
  query: MultiSearchQuery;
  /** What finding a record by it says: more for rarer, and for more words. */
  weight: number;
}

/** The index, and what each candidate must fulfil besides. */
interface Common {
  indexUid: string;
  filter: readonly string[];
}

interface Word {
  codes: readonly string[];
  /** The commonest of its stems. */
  code: string;
  /** More for a rarer word. */
  weight: number;
}

/**
 * Queries that together find the records that BM25 would put first, which hold rare words and many words. Meilisearch
 * itself has no way to ask for that: it drops the words of a query in a fixed order. So the rarest words each have a
 * query in which they stand first and are never dropped; and, where there are many words, they are dealt out into so
 * many groups, each of which must have a word in a record: it then holds that many words at least. Dealing more than
 * once finds nearly all of those.
 * @param words Coded stems; inner lists are alternatives of one word.
 */
export function rungsOf(
  words: readonly (readonly string[])[],
  { statistics, info }: Overview,
  common: Common,
): Rung[] {
  const telling = words
    .flatMap((codes): Word[] => {
      const [code, holding] = codes
        .map((one): [string, number] => [one, statistics.holding(one)])
        .reduce((a, b) => (b[1] > a[1] ? b : a), ['', -1]);
      const weight = Math.log(1 + (info.documents + 1) / (holding + 0.5));
      return code === '' ? [] : [{ codes, code, weight }];
    })
    .sort((a, b) => b.weight - a.weight);
  return [
    ...rareRungs(telling, common),
    ...manyRungs(telling, levelsOf(telling, statistics.sharesOfAtLeast(words), info.documents), common),
  ];
}

function rareRungs(telling: readonly Word[], { indexUid, filter }: Common): Rung[] {
  return telling.slice(0, RARE).map(({ code, weight }, at) => ({
    weight,
    query: {
      ...asked(indexUid, filter),
      q: [code, ...telling.filter((_, other) => other !== at).map((one) => one.code)].slice(0, 10).join(' '),
      matchingStrategy: 'last',
      locales: ['eng'],
    },
  }));
}

/** How many words at least a record should hold: the first number whose records are not too many, and the next ones. */
function levelsOf(telling: readonly Word[], shares: readonly number[], documents: number): number[] {
  // With hardly more words than groups few records would be found.
  const most = Math.floor(telling.length * 0.7);
  const first = shares.findIndex((share, least) => least >= 2 && share * documents <= WIDEST);
  if (first < 0) return most >= 2 ? [most] : [];
  return Array.from({ length: LEVELS }, (_, at) => first + at).filter((least) => least <= most);
}

function manyRungs(
  telling: readonly Word[],
  levels: readonly number[],
  { indexUid, filter }: Common,
): Rung[] {
  const mean = telling.reduce((sum, { weight }) => sum + weight, 0) / Math.max(1, telling.length);
  return levels.flatMap((least) =>
    Array.from({ length: DEALS }, (_, deal) => ({
      weight: mean * least,
      query: { ...asked(indexUid, [...filter, ...dealt(telling, least, deal)]), q: '' },
    })),
  );
}

/** The words in so many groups, rare and common ones in each, as conditions. */
function dealt(words: readonly Word[], count: number, deal: number): string[] {
  const groups: string[][] = Array.from({ length: count }, () => []);
  for (const [at, { codes }] of words.entries()) {
    // Each round begins with another group, in another way for each deal.
    const round = Math.floor(at / count);
    groups[(at + round * deal * 7 + deal) % count]?.push(...codes);
  }
  return groups.map((codes) => isOneOf('stems', codes));
}

function asked(indexUid: string, filter: readonly string[]) {
  return { indexUid, filter: [...filter], limit: EACH, attributesToRetrieve: ['id', 'revision'] };
}

/** The best of what the rungs found: those found by the most telling ones, ties by id. */
export function bestOf(
  rungs: readonly { weight: number; found: readonly Reference[] }[],
  most: number,
): Reference[] {
  const all = new Map<string, { reference: Reference; sum: number }>();
  for (const { weight, found } of rungs) {
    for (const reference of found) {
      const held = all.get(reference.id) ?? { reference, sum: 0 };
      held.sum += weight;
      all.set(reference.id, held);
    }
  }
  return [...all.values()]
    .sort((a, b) => b.sum - a.sum || (a.reference.id < b.reference.id ? -1 : 1))
    .slice(0, most)
    .map(({ reference }) => reference);
}
