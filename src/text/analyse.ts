import { createRecent } from './recent.js';
import { stem } from './stem.js';
import { stopWords } from './stopwords.js';
import { type Token, tokenize } from './tokenize.js';

/** A word of a text with its stem. */
export interface AnalysedToken extends Token {
  stem: string;
}

/** A letter or digit alone says nothing, but a Chinese character may be a word. */
const SINGLE = /^[a-z0-9]$/;
const MAX_KEPT = 50_000;
const MAX_LANGUAGES = 16;
const LONGEST_KEPT = 40;

/**
 * The words of a text that carry meaning, stemmed, with their offsets, in reading order.
 * @param language BCP 47; only its first part counts. One without a stemmer keeps its words whole.
 */
export function analyseWithOffsets(text: string, language: string): AnalysedToken[] {
  const meaningOf = meaningsOf(language);
  const analysed: AnalysedToken[] = [];
  for (const { term, start, end } of tokenize(text)) {
    const stem = meaningOf(term);
    if (stem !== '') analysed.push({ term, start, end, stem });
  }
  return analysed;
}

/** The stems of a text in reading order, stop words left out. */
export function analyse(text: string, language: string): string[] {
  const meaningOf = meaningsOf(language);
  const stems: string[] = [];
  for (const { term } of tokenize(text)) {
    const stem = meaningOf(term);
    if (stem !== '') stems.push(stem);
  }
  return stems;
}

/** What each word of a language comes to: whole texts are read by the thousands. Anyone may name a language. */
const kept = createRecent<string, Map<string, string>>(MAX_LANGUAGES);

/** Tells what a folded word comes to: its stem, or nothing. */
function meaningsOf(language: string): (term: string) => string {
  const base = language.split('-')[0] ?? language;
  const meanings = kept.of(base, () => new Map());
  return (term) => {
    const known = meanings.get(term);
    if (known !== undefined) return known;
    const made = SINGLE.test(term) || stopWords(base).has(term) ? '' : stem(term, base);
    if (term.length > LONGEST_KEPT) return made;
    if (meanings.size >= MAX_KEPT) meanings.clear();
    meanings.set(term, made);
    return made;
  };
}
