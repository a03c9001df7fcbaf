import type { Vocabulary } from './weights.js';

/** Tokens that the encoder reads; the rest of a text is cut. */
export const MAX_TOKENS = 128;
const LONGEST_PIECE = 16;
/** No token is longer than the longest piece, so what lies far beyond cannot reach the first tokens. */
const MAX_CHARACTERS = MAX_TOKENS * LONGEST_PIECE * 2;
const WORD_START = '\u2581';
/** The first six entries stand for themselves (unknown, start, end, reserved) and are never matched. */
const RESERVED = 6;
const UNKNOWN = 0;

/**
 * SentencePiece's unigram segmentation (Kudo 2018, arXiv:1804.10959) by Viterbi, as the encoder's own
 * TensorFlow.js code does it: an unknown character costs nothing, and a run of them becomes one token.
 * @returns at most `MAX_TOKENS` tokens; none for an empty text.
 */
export function createTokenizer(vocabulary: Vocabulary): (text: string) => number[] {
  const tokens = new Map<string, number>();
  const scores = Float64Array.from(vocabulary, ([, score]) => score);
  vocabulary.forEach(([piece], token) => {
    if (token >= RESERVED) tokens.set(piece, token);
  });
  return (text) => {
    // Cut twice: a ligature grows when it is normalised.
    const normal = text.slice(0, MAX_CHARACTERS).normalize('NFKC').slice(0, MAX_CHARACTERS);
    if (normal.length === 0) return [];
    return segment(WORD_START + normal.replaceAll(' ', WORD_START), tokens, scores).slice(0, MAX_TOKENS);
  };
}

function segment(text: string, tokens: ReadonlyMap<string, number>, scores: Float64Array): number[] {
  const best = new Float64Array(text.length + 1);
  const token = new Int32Array(text.length + 1);
  const from = new Int32Array(text.length + 1);
  const offer = (start: number, end: number, piece: number, pieceScore: number) => {
    const score = pieceScore + (best[start] ?? 0);
    const held = best[end] ?? 0;
    // 0 means that nothing has reached this place yet.
    if (held !== 0 && score < held) return;
    best[end] = score;
    token[end] = piece;
    from[end] = start;
  };
  for (let start = 0; start < text.length; start++) {
    let found = false;
    for (let end = Math.min(text.length, start + LONGEST_PIECE); end > start; end--) {
      const piece = tokens.get(text.slice(start, end));
      if (piece === undefined) continue;
      offer(start, end, piece, scores[piece] ?? 0);
      found = true;
    }
    if (!found) offer(start, start + 1, UNKNOWN, 0);
  }
  const path: number[] = [];
  for (let end = text.length; end > 0; end = from[end] ?? 0) {
    const piece = token[end] ?? UNKNOWN;
    if (piece !== UNKNOWN || path.at(-1) !== UNKNOWN) path.push(piece);
  }
  return path.reverse();
}
