import { francAll } from 'franc';
import { detectAll } from 'tinyld';
import { stopWords } from './stopwords.js';
import { tokenize } from './tokenize.js';

/** Languages told apart, by their ISO 639-3 codes: those that the thesaurus knows, and the commonest others. */
const KNOWN = new Map([
  ['eng', 'en'],
  ['spa', 'es'],
  ['fra', 'fr'],
  ['por', 'pt'],
  ['deu', 'de'],
  ['ind', 'id'],
  ['swh', 'sw'],
  ['hin', 'hi'],
  ['arb', 'ar'],
  ['ita', 'it'],
  ['nld', 'nl'],
  ['rus', 'ru'],
  ['cmn', 'zh'],
  ['jpn', 'ja'],
  ['tur', 'tr'],
  ['pol', 'pl'],
]);
const SHORTEST = 3;
/** Only the beginning is looked at: enough to tell, and a bound for any input. */
const MOST_CHARACTERS = 2000;

/**
 * The language (BCP 47) of a text, with a confidence in [0, 1]; `fallback` with 0 where nothing can be told.
 * Two libraries of n-grams decide together with its stop words, which tell more in a short sentence: each alone takes
 * some languages for others.
 */
export function detectLanguage(text: string, fallback = 'en'): { language: string; confidence: number } {
  const beginning = text.slice(0, MOST_CHARACTERS);
  const words = tokenize(beginning).map(({ term }) => term);
  const byGrams = new Map(
    detectAll(beginning, { only: [...KNOWN.values()] }).map(({ lang, accuracy }) => [lang, accuracy]),
  );
  const byTrigrams = new Map(
    francAll(beginning, { only: [...KNOWN.keys()], minLength: SHORTEST }).map(([code, likeness]) => [
      KNOWN.get(code) ?? code,
      likeness,
    ]),
  );
  let best = { language: fallback, confidence: 0 };
  for (const language of [fallback, ...KNOWN.values()]) {
    const grams = (byGrams.get(language) ?? 0) + (byTrigrams.get(language) ?? 0);
    const confidence = grams / 4 + stopWordShare(words, language) / 2;
    if (confidence > best.confidence) best = { language, confidence };
  }
  return best;
}

/** Which share of the words are stop words of a language. */
function stopWordShare(words: readonly string[], language: string): number {
  const list = stopWords(language);
  return words.length === 0 ? 0 : words.filter((word) => list.has(word)).length / words.length;
}
