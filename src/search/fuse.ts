/**
 * Convex combination of both lists, each brought to [0, 1] by its best and its floor: 0 for words, the average
 * document for meaning (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval",
 * who find it better than reciprocal rank fusion and robust to how the lists are scaled).
 * @param keyword In [0, 1]; null when no word was found.
 * @param semantic Cosine; null without a vector.
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

/** The best `count` slots, best first, ties by `tie`; cheaper than sorting all when only a few are wanted. */
export function takeBest(
  slots: readonly number[],
  scoreOf: ArrayLike<number>,
  count: number,
  tie: (a: number, b: number) => number,
): number[] {
  if (count <= 0) return [];
  const score = (slot: number) => scoreOf[slot] ?? 0;
  const order = (a: number, b: number) => score(b) - score(a) || tie(a, b);
  if (slots.length <= count * 2) return [...slots].sort(order).slice(0, count);
  const scores = new Float64Array(slots.length);
  for (let i = 0; i < slots.length; i++) scores[i] = score(slots[i] as number);
  const threshold = scores.sort()[slots.length - count] ?? 0;
  return slots
    .filter((slot) => score(slot) >= threshold)
    .sort(order)
    .slice(0, count);
}
