import { stem } from './stem.js';
import { stopWords } from './stopwords.js';
import { type Token, tokenize } from './tokenize.js';

/** A word of a text with its stem. */
export interface AnalysedToken extends Token {
  stem: string;
}

/** A letter or digit alone says nothing, but a Chinese character may be a word. */
const SINGLE = /^[a-z0-9]$/;

/**
 * The words of a text that carry meaning, stemmed, with their offsets, in reading order.
 * @param language BCP 47; only its first part counts. One without a stemmer keeps its words whole.
 */
export function analyseWithOffsets(text: string, language: string): AnalysedToken[] {
  const base = language.split('-')[0] ?? language;
  const ignored = stopWords(base);
  return tokenize(text)
    .filter(({ term }) => !SINGLE.test(term) && !ignored.has(term))
    .map((token) => ({ ...token, stem: stem(token.term, base) }));
}

/** The stems of a text in reading order, stop words left out. */
export function analyse(text: string, language: string): string[] {
  return analyseWithOffsets(text, language).map((token) => token.stem);
}
