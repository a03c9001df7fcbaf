import { stem } from '../text/stem.js';
import { stopWords } from '../text/stopwords.js';
import { tokenize } from '../text/tokenize.js';
import { baseOf } from './stems.js';
import type { Vocabulary } from './vocabulary.js';

/** Longer statements are cut to their rarest words: the common ones change nothing but the time it takes. */
const MOST_WORDS = 64;

/** Words of a query as stems: inner lists are alternatives of one word. */
export interface WordQuery {
  words: string[][];
  /** All stems, for marking what was found. */
  stems: ReadonlySet<string>;
}

/** What an index holds of words. */
export interface HeldWords {
  vocabulary: Vocabulary;
  /** BCP 47 languages of its documents. */
  languages: readonly string[];
}

/**
 * Reads a query: each word as its stems in the languages of the documents, an unknown one as its nearest
 * known neighbours, and (`prefix`) the last one as every word that begins with it.
 */
export function readWords(
  text: string,
  options: { language?: string; prefix: boolean },
  { vocabulary, languages: held }: HeldWords,
): WordQuery {
  const language = options.language === undefined ? undefined : baseOf(options.language);
  const ignored = language ? stopWords(language) : undefined;
  const languages = [...new Set([...(language ? [language] : []), ...held.map(baseOf)])];
  const isIgnored = (term: string) =>
    ignored ? ignored.has(term) : languages.some((one) => stopWords(one).has(term));
  const all = [...new Set(tokenize(text).map(({ term }) => term))];
  const telling = all.filter((term) => !isIgnored(term));
  // A query of stop words alone ("the who") is taken at its word.
  const terms = rarest(telling.length > 0 ? telling : all, vocabulary);
  const last = options.prefix ? terms.at(-1) : undefined;
  const words = terms.map((term) => variants(term, languages, vocabulary, term === last));
  return { words, stems: new Set(words.flat()) };
}

function rarest(terms: readonly string[], vocabulary: Vocabulary): string[] {
  if (terms.length <= MOST_WORDS) return [...terms];
  const count = (term: string) => vocabulary.get(term)?.count ?? 0;
  const rare = new Set(
    [...terms]
      .filter((t) => count(t) > 0)
      .sort((a, b) => count(a) - count(b))
      .slice(0, MOST_WORDS),
  );
  return terms.filter((term) => rare.has(term));
}

function variants(
  term: string,
  languages: readonly string[],
  vocabulary: Vocabulary,
  asPrefix: boolean,
): string[] {
  const own = languages.map((language) => stem(term, language));
  const begun = asPrefix ? vocabulary.startingWith(term) : [];
  const held = begun.length > 0 || own.some((one) => vocabulary.hasStem(one));
  const near = held ? [] : vocabulary.nearest(term);
  return [...new Set([...own, ...[...begun, ...near].flatMap(({ stems }) => stems)])];
}
