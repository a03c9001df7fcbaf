/** A word that is near another. */
export interface NearWord {
  word: string;
  /** Edits between the two: a letter more, less or other, or two neighbours swapped (Damerau 1964). */
  distance: number;
}

const BITS = 32;

/** Words, and which of them are near another that is none of them. Case and accents count: fold before. */
export class NearWords {
  /** By number of letters: the words, and which letters each holds, one bit for each (several letters share one). */
  readonly #byLength: { words: string[]; letters: number[] }[] = [];

  constructor(words: Iterable<string>) {
    for (const word of words) {
      let same = this.#byLength[word.length];
      if (same === undefined) {
        same = { words: [], letters: [] };
        this.#byLength[word.length] = same;
      }
      same.words.push(word);
      same.letters.push(lettersOf(word));
    }
  }

  /**
   * The words within `most` edits of `word`, in the order given. Each edit changes two kinds of letters at most, which
   * one look at the bits tells of nearly all words; only the others are compared letter by letter.
   */
  near(word: string, most: number): NearWord[] {
    const letters = lettersOf(word);
    const found: NearWord[] = [];
    for (let length = Math.max(1, word.length - most); length <= word.length + most; length++) {
      const same = this.#byLength[length];
      if (same === undefined) continue;
      // Tens of thousands of turns: an iterator would take several times as long.
      for (let at = 0; at < same.letters.length; at++) {
        if (bitsOf(letters ^ (same.letters[at] ?? 0)) > 2 * most) continue;
        const other = same.words[at] ?? '';
        const distance = editsBetween(word, other, most);
        if (distance <= most) found.push({ word: other, distance });
      }
    }
    return found;
  }
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % BITS);
  return bits;
}

/** How many bits are set. */
function bitsOf(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

const LONGEST = 64;
const rows = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)] as const;

/**
 * Edits between two words, no letter edited twice ("optimal string alignment"); `most` + 1 where they are more. Words of
 * more than 64 letters are never near.
 */
export function editsBetween(a: string, b: string, most: number): number {
  const far = most + 1;
  if (Math.abs(a.length - b.length) > most || a.length > LONGEST || b.length > LONGEST) return far;
  let [before, above, row] = rows;
  for (let j = 0; j <= b.length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    const letter = a.charCodeAt(i - 1);
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = Math.min(
        (above[j - 1] ?? 0) + (letter === other ? 0 : 1),
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
      );
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return far;
    [before, above, row] = [above, row, before];
  }
  return Math.min(far, above[b.length] ?? far);
}
