import type { Embedder } from '../../src/embedding/port.js';
import { AppError } from '../../src/errors.js';

/** An embedder that a test can watch, switch off and hold up. */
export interface WordEmbedder extends Embedder {
  /** Every text of batch work so far. */
  readonly texts: string[];
  /** While true, each call is refused as `unavailable`. */
  away: boolean;
  /** Awaited before each batch is answered. */
  before: () => Promise<void> | void;
}

/**
 * Vectors that count words by their hash: no meaning, but made at once and alike for alike texts. For tests of
 * what happens around an embedder; what vectors mean is tested with the real ones.
 */
export function createWordEmbedder(modelId = 'words-a', dimensions = 32): WordEmbedder {
  const embedder: WordEmbedder = {
    modelId,
    dimensions,
    languages: ['*'],
    texts: [],
    away: false,
    before: () => {},
    async embed(texts, priority = 'batch') {
      if (priority === 'batch') {
        embedder.texts.push(...texts);
        await embedder.before();
      }
      if (embedder.away) throw new AppError('unavailable', 'The embedder is away');
      return texts.map((text) => vectorOf(text, dimensions));
    },
    close: () => Promise.resolve(),
  };
  return embedder;
}

function vectorOf(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  vector[0] = 1;
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    let hash = 7;
    for (const letter of word) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
    const at = hash % dimensions;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
