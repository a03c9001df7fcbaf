import { stem } from '../../text/stem.js';
import { stopWords } from '../../text/stopwords.js';
import { tokenize } from '../../text/tokenize.js';
import type { DocumentText, HeldDocument } from '../port.js';

/** Labels of PostgreSQL for words of a text, and how much one of each label counts against the others. */
const LABELS: Record<keyof DocumentText, 'A' | 'B' | 'C' | 'D'> = {
  title: 'A',
  keywords: 'B',
  summary: 'B',
  challenge: 'B',
  solution: 'C',
  place: 'C',
  outcomes: 'D',
};
/** As `ts_rank` takes them: of D, C, B and A. */
export const LABEL_WEIGHTS = '{0.25, 0.5, 0.75, 1}';
/** In the order in which their places are counted: what is cut off in a very long text is said last. */
const FIELDS = ['title', 'keywords', 'place', 'summary', 'challenge', 'solution', 'outcomes'] as const;

/** PostgreSQL's own bounds (manual, 12.11): places of a word in a text, places of all, characters of a word. */
const MOST_PLACES = 256;
const LAST_PLACE = 16_383;
const MOST_CHARACTERS = 200;
/** A statement is cut to its longest words, which are mostly its rarest: each costs a look at the index. */
const MOST_WORDS = 24;

/** The words of a document as the text form of a `tsvector`: stems with their places and labels. */
export function toVector({ language, text }: Pick<HeldDocument, 'language' | 'text'>): string {
  const base = baseOf(language);
  const ignored = stopWords(base);
  const places = new Map<string, string[]>();
  let place = 0;
  for (const field of FIELDS) {
    for (const { term } of tokenize(text[field])) {
      place = Math.min(LAST_PLACE, place + 1);
      if (ignored.has(term)) continue;
      const stemmed = stem(term, base).slice(0, MOST_CHARACTERS);
      const own = places.get(stemmed) ?? [];
      places.set(stemmed, own);
      if (own.length < MOST_PLACES) own.push(`${place}${LABELS[field]}`);
    }
  }
  return [...places].map(([word, own]) => `${quoted(word)}:${own.join(',')}`).join(' ');
}

/** What a query asks for. */
export interface AskedWords {
  /** Of each word the stems it may have; empty where the query has no words. */
  words: string[][];
  /** What the last word begins with, where it may be unfinished. */
  beginning: string | undefined;
}

/**
 * Reads a query: each word as its stems in the languages of the documents.
 * @param prefix Whether the last word may be the beginning of one.
 */
export function readQuery(
  text: string,
  options: { language?: string | undefined; prefix: boolean; held: readonly string[] },
): AskedWords {
  const language = options.language === undefined ? undefined : baseOf(options.language);
  const languages = [
    ...new Set([...(language === undefined ? [] : [language]), ...options.held.map(baseOf)]),
  ];
  const isIgnored = (term: string) =>
    (language === undefined ? languages : [language]).some((one) => stopWords(one).has(term));
  const all = [...new Set(tokenize(text).map(({ term }) => term.slice(0, MOST_CHARACTERS)))];
  const telling = all.filter((term) => !isIgnored(term));
  // A query of stop words alone ("the who") is taken at its word.
  const terms = longest(telling.length > 0 ? telling : all);
  const stems = (term: string) => [...new Set([term, ...languages.map((one) => stem(term, one))])];
  return { words: terms.map(stems), beginning: options.prefix ? terms.at(-1) : undefined };
}

function longest(terms: readonly string[]): string[] {
  if (terms.length <= MOST_WORDS) return [...terms];
  const kept = new Set([...terms].sort((a, b) => b.length - a.length).slice(0, MOST_WORDS));
  return terms.filter((term) => kept.has(term));
}

/** The text form of a `tsquery`; undefined where there are no words. */
export function toTsQuery({ words, beginning }: AskedWords, combine: 'all' | 'any'): string | undefined {
  if (words.length === 0) return undefined;
  const asked = words.map((stems, i) => {
    const begun = i === words.length - 1 && beginning !== undefined ? [`${quoted(beginning)}:*`] : [];
    return `(${[...stems.map(quoted), ...begun].join(' | ')})`;
  });
  return asked.join(combine === 'all' ? ' & ' : ' | ');
}

/** Titles as a binary collation orders them: without case and marks, numbers by their value. */
export function titleKeyOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}

function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
