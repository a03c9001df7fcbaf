import * as lists from 'stopword';
import { fold } from './tokenize.js';

const none: ReadonlySet<string> = new Set();

function folded(...words: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(words.flat().map(fold));
}

/** Words of a city's letter that say nothing of its challenge, beyond the library's lists. */
const EXTRA_ENGLISH = [
  'also',
  'alot',
  'etc',
  'one',
  'two',
  'us',
  'can',
  'cannot',
  'want',
  'would',
  'like',
  'need',
  'every',
];

const byLanguage: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['en', folded(lists.eng, EXTRA_ENGLISH)],
  ['es', folded(lists.spa)],
  ['fr', folded(lists.fra)],
  ['pt', folded(lists.por, lists.porBr)],
  ['de', folded(lists.deu)],
  ['id', folded(lists.ind)],
  ['sw', folded(lists.swa)],
  ['hi', folded(lists.hin)],
  ['ar', folded(lists.ara)],
]);

/** Folded words that carry no meaning of their own in a language; empty for a language without a list. */
export function stopWords(language: string): ReadonlySet<string> {
  return byLanguage.get(language) ?? none;
}
