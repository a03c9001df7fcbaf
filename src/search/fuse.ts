/** A document found, by its slot, with the score of each list. */
export interface Found {
  slot: number;
  /** In [0, 1]; null when no word was found. */
  keyword: number | null;
  /** Cosine; null without a vector. */
  semantic: number | null;
  /** Fused, in [0, 1]. */
  score: number;
}

/**
 * Convex combination of both lists, each brought to [0, 1] by its best and its floor: 0 for words, the average
 * document for meaning (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval",
 * who find it better than reciprocal rank fusion and robust to how the lists are scaled).
 */
export function fuse(
  keyword: number | null,
  semantic: number | null,
  scale: { ratio: number; floor: number; best: number },
): number {
  const span = scale.best - scale.floor;
  const meaning = semantic === null ? 0 : span > 1e-9 ? (semantic - scale.floor) / span : 1;
  return scale.ratio * Math.min(1, Math.max(0, meaning)) + (1 - scale.ratio) * (keyword ?? 0);
}

/** The best `count` in order, ties by `tie`; cheaper than sorting all when only a few are wanted. */
export function takeBest<T extends Found>(
  found: readonly T[],
  count: number,
  tie: (a: number, b: number) => number,
): T[] {
  const order = (a: T, b: T) => b.score - a.score || tie(a.slot, b.slot);
  if (found.length <= count * 2) return [...found].sort(order).slice(0, count);
  const scores = Float64Array.from(found, ({ score }) => score).sort();
  const threshold = scores[Math.max(0, scores.length - count)] ?? 0;
  return found
    .filter(({ score }) => score >= threshold)
    .sort(order)
    .slice(0, count);
}
