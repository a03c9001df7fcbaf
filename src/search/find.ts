import { fuse, takeBest } from './fuse.js';
import type { IndexState } from './index-state.js';
import type { SearchQuery } from './port.js';
import { NO_VECTOR, type Similarities } from './vectors.js';
import type { WordQuery } from './word-query.js';

/**
 * How many nearest neighbours count as found beside those found by words, by the kind of query: a search box keeps few
 * of them, and what a server takes to find them grows with their number.
 */
export const NEIGHBOURS: Readonly<Record<SearchQuery['words'], number>> = { any: 40, all: 20 };
/** Share of the way from the average document to the best that a neighbour of a search box must have gone. */
export const NEIGHBOUR_FLOOR = 0.6;
/** Weight of meaning where a query with a vector names none. */
export const DEFAULT_RATIO = 0.5;

/** Everything that a query finds, filter applied. Arrays are indexed by slot. */
export interface FoundSet {
  /** In no order; in a listing in title order. */
  slots: readonly number[];
  isListing: boolean;
  /** Fused, in [0, 1]. */
  score: Float64Array;
  /** Word score divided by the best one found; 0 where no word was found. */
  keyword: Float64Array;
  similarities: Similarities | undefined;
  words: WordQuery;
}

type Passes = (slot: number) => boolean;
/** What suggestions are found by. */
const TITLES = ['title', 'place'] as const;

/**
 * Finds by words and, where there is a vector, by meaning: those that hold the words, and the nearest
 * neighbours. Totals, facets and pages are all computed over this one set.
 */
export function find(state: IndexState, query: SearchQuery): FoundSet {
  const passes = state.facets.compile(query.filter);
  const words = state.words.read(query.text, {
    prefix: query.words === 'all',
    ...(query.language === undefined ? {} : { language: query.language }),
  });
  const count = state.documents.length;
  const [score, keyword] = [new Float64Array(count), new Float64Array(count)];
  if (query.text.trim() === '' && !query.vector) {
    const slots = passes ? state.titleOrder().filter(passes) : state.titleOrder();
    return { slots, isListing: true, score, keyword, similarities: undefined, words };
  }
  const ratio = query.vector && state.holdsVectors ? (query.semanticRatio ?? DEFAULT_RATIO) : 0;
  const meaning =
    query.vector && state.holdsVectors
      ? byMeaning(state, query.vector, { passes, strict: query.words === 'all', wanted: ratio > 0 })
      : undefined;
  const slots = byWords(state, query, words, passes, keyword);
  if (ratio === 1) slots.length = 0;
  if (meaning) addMissing(slots, meaning.admitted, count);
  scale(keyword, slots);
  for (const slot of slots) {
    const cosine = meaning?.similarities.best[slot] ?? NO_VECTOR;
    score[slot] = fuse(keyword[slot] || null, cosine === NO_VECTOR ? null : cosine, {
      ratio,
      floor: meaning?.floor ?? 0,
      best: meaning?.best ?? 1,
    });
  }
  return { slots, isListing: false, score, keyword, similarities: meaning?.similarities, words };
}

/** Puts word scores (any scale) into `scores`; gives the slots found. An id is found as well as a word. */
function byWords(
  state: IndexState,
  { text, words: combine, only }: SearchQuery,
  words: WordQuery,
  passes: Passes | undefined,
  scores: Float64Array,
): number[] {
  const fields = only === 'titles' ? TITLES : undefined;
  let found = state.words.find(words, combine, passes, fields);
  if (found.length === 0 && combine === 'all' && words.words.length > 1 && fields === undefined)
    found = state.words.find(words, 'any', passes);
  for (const { id, score } of found) scores[id] = score;
  const slots = found.map(({ id }) => id);
  const named = state.slots.get(text.trim());
  if (named === undefined || (passes && !passes(named))) return slots;
  addMissing(slots, [named], scores.length);
  scores[named] = 2 * slots.reduce((best, slot) => Math.max(best, scores[slot] ?? 0), 0.5);
  return slots;
}

function addMissing(slots: number[], more: readonly number[], count: number): void {
  const known = new Uint8Array(count);
  for (const slot of slots) known[slot] = 1;
  for (const slot of more) if (known[slot] === 0) slots.push(slot);
}

/** Divides by the best of `slots`. */
function scale(scores: Float64Array, slots: readonly number[]): void {
  let best = 0;
  for (const slot of slots) best = Math.max(best, scores[slot] ?? 0);
  if (best > 0) for (const slot of slots) scores[slot] = (scores[slot] ?? 0) / best;
}

interface Neighbours {
  similarities: Similarities;
  admitted: number[];
  /** Cosine of the average document, and of the best. */
  floor: number;
  best: number;
}

/** The nearest documents that pass; with `strict` only those clearly nearer than the average document. */
function byMeaning(
  state: IndexState,
  vector: Float32Array,
  options: { passes: Passes | undefined; strict: boolean; wanted: boolean },
): Neighbours {
  const similarities = state.compare(vector);
  const slots: number[] = [];
  let sum = 0;
  for (let slot = 0; slot < similarities.best.length; slot++) {
    const cosine = similarities.best[slot] ?? NO_VECTOR;
    if (cosine === NO_VECTOR || (options.passes && !options.passes(slot))) continue;
    slots.push(slot);
    sum += cosine;
  }
  const floor = slots.length === 0 ? 0 : sum / slots.length;
  const near = takeBest(slots, similarities.best, NEIGHBOURS[options.strict ? 'all' : 'any'], (a, b) =>
    state.compareIds(a, b),
  );
  const best = similarities.best[near[0] ?? -1] ?? 0;
  const least = options.strict ? floor + NEIGHBOUR_FLOOR * (best - floor) : NO_VECTOR;
  const admitted = options.wanted ? near.filter((slot) => (similarities.best[slot] ?? 0) >= least) : [];
  return { similarities, admitted, floor, best };
}
