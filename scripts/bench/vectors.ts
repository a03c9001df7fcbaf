import type { Entry, StoredEntry } from '../../src/catalogue/entry.js';
import { passagesOf } from '../../src/indexing/passages.js';
import type { PassageVector } from '../../src/search/port.js';

/** Directions that each word adds to. */
const SPREAD = 24;

/**
 * A unit vector that counts words by their hash: alike for alike texts, and made at once. It says nothing of meaning;
 * an index is as large and as slow with it as with real ones.
 */
function countedVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().split(/\W+/)) {
    let state = 17;
    for (let at = 0; at < word.length; at++) state = (state * 31 + word.charCodeAt(at)) >>> 0;
    for (let turn = 0; turn < SPREAD; turn++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const at = state % dimensions;
      vector[at] = (vector[at] ?? 0) + ((state >>> 16) % 2 === 0 ? 1 : -1);
    }
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}

/** One vector for each passage of an entry. */
export function countedVectors(entry: Entry | StoredEntry, dimensions: number): PassageVector[] {
  return passagesOf(entry).map(({ field, text }) => ({ field, vector: countedVector(text, dimensions) }));
}
