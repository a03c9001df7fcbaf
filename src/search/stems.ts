import { stem } from '../text/stem.js';
import { stopWords } from '../text/stopwords.js';
import { tokenize } from '../text/tokenize.js';
import type { DocumentText, HeldDocument } from './port.js';

/** Every field of a document's text, in the order in which marked passages are given. */
export const TEXT_FIELDS = [
  'title',
  'keywords',
  'summary',
  'challenge',
  'solution',
  'outcomes',
  'place',
] as const;

/** What the words of a document are taken from. */
export type Readable = Pick<HeldDocument, 'language' | 'text'>;

/** The stems of each field in reading order, stop words left out; each word and its stem are added to `words`. */
export function stemsOf(
  { language, text }: Readable,
  words: Map<string, string>,
): Record<keyof DocumentText, string[]> {
  const read = (field: keyof DocumentText) => readStems(text[field], baseOf(language), words);
  return {
    title: read('title'),
    summary: read('summary'),
    challenge: read('challenge'),
    solution: read('solution'),
    outcomes: read('outcomes'),
    keywords: read('keywords'),
    place: read('place'),
  };
}

/** The language of a BCP 47 tag, without region and script. */
export function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}

function readStems(text: string, language: string, words: Map<string, string>): string[] {
  const ignored = stopWords(language);
  return tokenize(text).flatMap(({ term }) => {
    if (ignored.has(term)) return [];
    const stemmed = stem(term, language);
    words.set(term, stemmed);
    return stemmed;
  });
}
