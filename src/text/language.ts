import { detectAll } from 'tinyld';
import { stopWords } from './stopwords.js';
import { tokenize } from './tokenize.js';

/** Languages told apart: those that the thesaurus knows, and the commonest others. */
const KNOWN = [
  'en',
  'es',
  'fr',
  'pt',
  'de',
  'id',
  'sw',
  'hi',
  'ar',
  'it',
  'nl',
  'ru',
  'zh',
  'ja',
  'tr',
  'pl',
];
/** Only the beginning is looked at: enough to tell, and a bound for any input. */
const MOST_CHARACTERS = 2000;

/**
 * The language (BCP 47) of a text, with a confidence in [0, 1]; `fallback` with 0 where nothing can be told.
 * Its n-grams decide together with its stop words, which tell more in a short sentence.
 */
export function detectLanguage(text: string, fallback = 'en'): { language: string; confidence: number } {
  const beginning = text.slice(0, MOST_CHARACTERS);
  const words = tokenize(beginning).map(({ term }) => term);
  const byGrams = new Map(
    detectAll(beginning, { only: KNOWN }).map(({ lang, accuracy }) => [lang, accuracy]),
  );
  let best = { language: fallback, confidence: 0 };
  for (const language of [fallback, ...KNOWN]) {
    const confidence = ((byGrams.get(language) ?? 0) + stopWordShare(words, language)) / 2;
    if (confidence > best.confidence) best = { language, confidence };
  }
  return best;
}

/** Which share of the words are stop words of a language. */
function stopWordShare(words: readonly string[], language: string): number {
  const list = stopWords(language);
  return words.length === 0 ? 0 : words.filter((word) => list.has(word)).length / words.length;
}
