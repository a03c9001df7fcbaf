/** Part of a call that a worker does in one go: positions in the call's texts. */
export type Slice = number[];

/**
 * Cuts a call into short slices of texts of like length: little padding, bounded memory, and a waiting
 * query is never behind more than one slice. Costs are in characters, as tokens are not known here.
 * @param limits `characters`: most characters of a slice, padding included; a single text may exceed it.
 *   `textCharacters`: where the model cuts a text, so what is beyond costs nothing.
 */
export function sliceByLength(
  texts: readonly string[],
  limits: { characters: number; textCharacters: number },
): Slice[] {
  const cost = (index: number) => Math.max(1, Math.min(texts[index]?.length ?? 0, limits.textCharacters));
  // Longest first, so that the last slices to run are the small ones and all workers end together.
  const order = texts.map((_, index) => index).sort((a, b) => cost(b) - cost(a) || a - b);
  const slices: Slice[] = [];
  let current: Slice = [];
  for (const index of order) {
    const longest = cost(current[0] ?? index);
    if (current.length > 0 && longest * (current.length + 1) > limits.characters) {
      slices.push(current);
      current = [];
    }
    current.push(index);
  }
  if (current.length > 0) slices.push(current);
  return slices;
}
