import { detectAll } from 'tinyld';

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

/**
 * The language (BCP 47) of a text by its n-grams, with a confidence in [0, 1]; `fallback` with 0 where nothing
 * can be told.
 */
export function detectLanguage(text: string, fallback = 'en'): { language: string; confidence: number } {
  const [best] = detectAll(text, { only: KNOWN });
  return best ? { language: best.lang, confidence: best.accuracy } : { language: fallback, confidence: 0 };
}
