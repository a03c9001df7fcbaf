import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as indonesian } from '@orama/stemmers/indonesian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { fold } from './tokenize.js';

const stemmers: ReadonlyMap<string, (word: string) => string> = new Map([
  ['en', english],
  ['es', (word) => spanish(word.replace(/cion$/, 'ción'))],
  ['fr', french],
  ['pt', (word) => portuguese(word.replace(/cao$/, 'ção').replace(/coes$/, 'ções'))],
  ['de', german],
  ['id', indonesian],
  ['ar', arabic],
  ['hi', hindi],
]);

/** To be counted up where a word of any language gets another stem: an index holds stems. */
export const STEMS_VERSION = 2;

const MAX_KEPT = 50_000;
const kept = new Map<string, Map<string, string>>();

/**
 * The stem of a folded word by Snowball (Porter 2001) for en, es, fr, pt, de, id, ar and hi; in any other language
 * the word itself. Endings that Snowball knows only with their accents get them back first; the answer is folded.
 */
export function stem(term: string, language: string): string {
  const stemmer = stemmers.get(language);
  if (!stemmer || term.length < 3 || /\d/.test(term)) return term;
  const known = kept.get(language) ?? new Map<string, string>();
  kept.set(language, known);
  const found = known.get(term);
  if (found !== undefined) return found;
  const made = fold(stemmer(term)) || term;
  if (known.size >= MAX_KEPT) known.clear();
  known.set(term, made);
  return made;
}
