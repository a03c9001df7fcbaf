/** Stems by number, the same in the whole process: as many as the vocabulary of the catalogue has. */
const numbers = new Map<string, number>();

/** Stems of a text without their order, in 4 bytes each: thousands of these are kept. */
export class StemSet {
  /** Ascending. */
  readonly #stems: Uint32Array;

  constructor(stems: Iterable<string>) {
    const held = new Set<number>();
    for (const stem of stems) {
      const known = numbers.get(stem) ?? numbers.size;
      if (known === numbers.size) numbers.set(stem, known);
      held.add(known);
    }
    this.#stems = new Uint32Array([...held]).sort();
  }

  has(stem: string): boolean {
    const number = numbers.get(stem);
    return number !== undefined && placeOf(this.#stems, number) >= 0;
  }
}

/** Where a number stands among ascending ones; -1 where it does not. */
export function placeOf(ascending: Uint32Array, number: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ascending[middle] ?? 0;
    if (found === number) return middle;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
