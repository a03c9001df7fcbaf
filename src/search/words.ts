import MiniSearch, { type Query } from 'minisearch';
import { stem } from '../text/stem.js';
import { stopWords } from '../text/stopwords.js';
import { tokenize } from '../text/tokenize.js';
import type { DocumentText, SearchDocument } from './port.js';
import { Vocabulary } from './vocabulary.js';

/** Fields by weight: what an entry is about counts more than where it is. */
const BOOST: Record<keyof DocumentText, number> = {
  title: 2,
  keywords: 1.5,
  summary: 1.5,
  challenge: 1.5,
  solution: 1,
  outcomes: 0.5,
  place: 1,
};
export const TEXT_FIELDS = [
  'title',
  'keywords',
  'summary',
  'challenge',
  'solution',
  'outcomes',
  'place',
] as const;

/** BM25+ (Lv and Zhai 2011): term saturation k, length normalisation b, lower bound d. */
const BM25 = { k: 1.2, b: 0.7, d: 0.2 };
/** Longer statements are cut to their rarest words: the common ones change nothing but the time it takes. */
const MOST_WORDS = 64;

/** What a document's words search needs. */
type Indexed = Pick<SearchDocument, 'id' | 'language' | 'text'>;

/** Words of a query as stems: inner lists are alternatives of one word. */
export interface WordQuery {
  words: string[][];
  /** All stems, for marking what was found. */
  stems: ReadonlySet<string>;
}

/** Full text: BM25+ over stems, with the vocabulary that typos and prefixes are resolved by. */
export class WordIndex {
  #mini: MiniSearch<Indexed>;
  #vocabulary: Vocabulary;
  #languages: Map<string, number>;

  constructor(saved?: SavedWords) {
    this.#mini = saved ? MiniSearch.loadJS(saved.mini, OPTIONS) : new MiniSearch<Indexed>(OPTIONS);
    this.#vocabulary = saved ? Vocabulary.fromJSON(saved.vocabulary) : new Vocabulary();
    this.#languages = new Map(saved?.languages ?? []);
  }

  add(document: Indexed): void {
    this.#mini.add(document);
    this.#vocabulary.add(wordsOf(document));
    const { language } = document;
    this.#languages.set(language, (this.#languages.get(language) ?? 0) + 1);
  }

  remove(document: Indexed): void {
    this.#mini.discard(document.id);
    this.#vocabulary.remove(wordsOf(document));
    const left = (this.#languages.get(document.language) ?? 1) - 1;
    if (left > 0) this.#languages.set(document.language, left);
    else this.#languages.delete(document.language);
  }

  /**
   * Reads a query: each word as its stems in the languages of the documents, an unknown one as its nearest
   * known neighbours, and (`prefix`) the last one as every word that begins with it.
   */
  read(text: string, options: { language?: string; prefix: boolean }): WordQuery {
    const language = options.language?.split('-')[0];
    const ignored = language ? stopWords(language) : undefined;
    const languages = [...new Set([...(language ? [language] : []), ...this.#languages.keys()])];
    const isIgnored = (term: string) =>
      ignored ? ignored.has(term) : languages.some((one) => stopWords(one).has(term));
    const all = [...new Set(tokenize(text).map(({ term }) => term))];
    const telling = all.filter((term) => !isIgnored(term));
    // A query of stop words alone ("the who") is taken at its word.
    const terms = this.#rarest(telling.length > 0 ? telling : all);
    const last = options.prefix ? terms.at(-1) : undefined;
    const words = terms.map((term) => this.#variants(term, languages, term === last));
    return { words, stems: new Set(words.flat()) };
  }

  /** Word scores by id, any scale; `all`: every word must be there. */
  find(query: WordQuery, combine: 'all' | 'any'): { id: string; score: number }[] {
    const queries: Query[] = query.words.map((alternatives) => ({
      combineWith: 'OR',
      queries: alternatives,
    }));
    const [first] = queries;
    if (first === undefined) return [];
    const found = this.#mini.search({ combineWith: combine === 'all' ? 'AND' : 'OR', queries }, SEARCH);
    return found.map(({ id, score }: { id: string; score: number }) => ({ id, score }));
  }

  save(): SavedWords {
    return {
      mini: this.#mini.toJSON(),
      vocabulary: this.#vocabulary.toJSON(),
      languages: [...this.#languages],
    };
  }

  #rarest(terms: readonly string[]): string[] {
    if (terms.length <= MOST_WORDS) return [...terms];
    const count = (term: string) => this.#vocabulary.get(term)?.count ?? 0;
    const rare = new Set(
      [...terms]
        .filter((t) => count(t) > 0)
        .sort((a, b) => count(a) - count(b))
        .slice(0, MOST_WORDS),
    );
    return terms.filter((term) => rare.has(term));
  }

  #variants(term: string, languages: readonly string[], asPrefix: boolean): string[] {
    const own = languages.map((language) => stem(term, language));
    const begun = asPrefix ? this.#vocabulary.startingWith(term) : [];
    const held = begun.length > 0 || own.some((one) => this.#vocabulary.hasStem(one));
    const near = held ? [] : this.#vocabulary.nearest(term);
    return [...new Set([...own, ...[...begun, ...near].flatMap(({ stems }) => stems)])];
  }
}

/** A word index as JSON-safe data. */
export interface SavedWords {
  mini: ReturnType<MiniSearch['toJSON']>;
  vocabulary: [string, string[], number][];
  languages: [string, number][];
}

const stemsOf = (text: string, language: string) => {
  const ignored = stopWords(language);
  return tokenize(text).flatMap(({ term }) => (ignored.has(term) ? [] : stem(term, language)));
};

const OPTIONS = {
  fields: [...TEXT_FIELDS],
  idField: 'id',
  // Fields are stemmed here, where the document's language is known; the tokenizer then only splits.
  extractField: (document: Indexed, field: string): string => {
    if (field === 'id') return document.id;
    const name = TEXT_FIELDS.find((one) => one === field);
    return name ? stemsOf(document.text[name], baseOf(document)).join(' ') : '';
  },
  tokenize: (text: string) => (text === '' ? [] : text.split(' ')),
  processTerm: (term: string) => term,
};
const SEARCH = {
  boost: BOOST,
  bm25: BM25,
  tokenize: (text: string) => [text],
  processTerm: (term: string) => term,
};

function baseOf({ language }: Indexed): string {
  return language.split('-')[0] ?? language;
}

function wordsOf(document: Indexed): Map<string, string> {
  const language = baseOf(document);
  const ignored = stopWords(language);
  const text = TEXT_FIELDS.map((field) => document.text[field]).join('\n');
  return new Map(
    tokenize(text).flatMap(({ term }) =>
      ignored.has(term) ? [] : [[term, stem(term, language)] as [string, string]],
    ),
  );
}
