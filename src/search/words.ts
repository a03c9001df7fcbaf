import MiniSearch, { type Query } from 'minisearch';
import { stem } from '../text/stem.js';
import { stopWords } from '../text/stopwords.js';
import { tokenize } from '../text/tokenize.js';
import type { DocumentText, HeldDocument } from './port.js';
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

/** What the words of a document are taken from. */
type Readable = Pick<HeldDocument, 'language' | 'text'>;

/** What MiniSearch gets of a document: its slot, and by field its stems with spaces between. */
type Indexed = { slot: number } & DocumentText;

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

  add(slot: number, document: Readable): void {
    const { language } = document;
    const words = new Map<string, string>();
    this.#mini.add(indexedOf(slot, document, words));
    this.#vocabulary.add(words);
    this.#languages.set(language, (this.#languages.get(language) ?? 0) + 1);
  }

  remove(slot: number, document: Readable): void {
    const { language } = document;
    const words = new Map<string, string>();
    // Not MiniSearch's discard: it cleans up while it searches, so that the first search ranks by other counts.
    this.#mini.remove(indexedOf(slot, document, words));
    this.#vocabulary.remove(words);
    const left = (this.#languages.get(language) ?? 1) - 1;
    if (left > 0) this.#languages.set(language, left);
    else this.#languages.delete(language);
  }

  /**
   * Reads a query: each word as its stems in the languages of the documents, an unknown one as its nearest
   * known neighbours, and (`prefix`) the last one as every word that begins with it.
   */
  read(text: string, options: { language?: string; prefix: boolean }): WordQuery {
    const language = options.language?.split('-')[0];
    const ignored = language ? stopWords(language) : undefined;
    const held = [...this.#languages.keys()].map(baseOf);
    const languages = [...new Set([...(language ? [language] : []), ...held])];
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

  /**
   * Word scores by slot (`id`), any scale; `all`: every word must be there.
   * @param passes Which slots may be found; without it all.
   */
  find(
    query: WordQuery,
    combine: 'all' | 'any',
    passes?: (slot: number) => boolean,
  ): readonly { id: number; score: number }[] {
    const queries: Query[] = query.words.map((alternatives) => ({
      combineWith: 'OR',
      queries: alternatives,
    }));
    if (queries.length === 0) return [];
    // A boost of 0 leaves a document out before it is scored.
    const boost = passes && { boostDocument: (slot: number) => (passes(slot) ? 1 : 0) };
    const options = { ...SEARCH, ...boost };
    return this.#mini.search({ combineWith: combine === 'all' ? 'AND' : 'OR', queries }, options) as {
      id: number;
      score: number;
    }[];
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

const OPTIONS = {
  fields: [...TEXT_FIELDS],
  idField: 'slot',
  // Texts come stemmed, since the stemmer depends on the document's language.
  tokenize: (text: string) => (text === '' ? [] : text.split(' ')),
  processTerm: (term: string) => term,
};
const SEARCH = {
  boost: BOOST,
  bm25: BM25,
  tokenize: (text: string) => [text],
  processTerm: (term: string) => term,
};

/** A document as MiniSearch takes it; each word and its stem are added to `words`. */
function indexedOf(slot: number, { language, text }: Readable, words: Map<string, string>): Indexed {
  const read = (field: keyof DocumentText) => readStems(text[field], baseOf(language), words).join(' ');
  return {
    slot,
    title: read('title'),
    summary: read('summary'),
    challenge: read('challenge'),
    solution: read('solution'),
    outcomes: read('outcomes'),
    keywords: read('keywords'),
    place: read('place'),
  };
}

function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}

/** The stems of a text, stop words left out; each word and its stem are added to `words`. */
function readStems(text: string, language: string, words: Map<string, string>): string[] {
  const ignored = stopWords(language);
  return tokenize(text).flatMap(({ term }) => {
    if (ignored.has(term)) return [];
    const stemmed = stem(term, language);
    words.set(term, stemmed);
    return stemmed;
  });
}
