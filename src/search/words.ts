import MiniSearch, { type Query } from 'minisearch';
import { BM25, BOOST, type Boost } from './bm25.js';
import type { DocumentText } from './port.js';
import { type Readable, stemsOf, TEXT_FIELDS } from './stems.js';
import { Vocabulary } from './vocabulary.js';
import { readWords, type WordQuery } from './word-query.js';

/** What MiniSearch gets of a document: its slot, and by field its stems with spaces between. */
type Indexed = { slot: number } & DocumentText;

/** Full text: BM25+ over stems, with the vocabulary that typos and prefixes are resolved by. */
export class WordIndex {
  #mini: MiniSearch<Indexed>;
  #vocabulary: Vocabulary;
  #languages: Map<string, number>;

  readonly #boost: Boost;

  /** @param boost What a field's words count; other weights than the usual ones are for comparing. */
  constructor(saved?: SavedWords, boost: Boost = BOOST) {
    this.#boost = boost;
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

  /** Reads a query against the words that are held: see `readWords`. */
  read(text: string, options: { language?: string; prefix: boolean }): WordQuery {
    return readWords(text, options, {
      vocabulary: this.#vocabulary,
      languages: [...this.#languages.keys()],
    });
  }

  /**
   * Word scores by slot (`id`), any scale; `all`: every word must be there.
   * @param passes Which slots may be found; without it all.
   * @param fields Where the words may stand; without it everywhere.
   */
  find(
    query: WordQuery,
    combine: 'all' | 'any',
    passes?: (slot: number) => boolean,
    fields?: readonly (keyof DocumentText)[],
  ): readonly { id: number; score: number }[] {
    const queries: Query[] = query.words.map((alternatives) => ({
      combineWith: 'OR',
      queries: alternatives,
    }));
    if (queries.length === 0) return [];
    // A boost of 0 leaves a document out before it is scored.
    const passing = passes && { boostDocument: (slot: number) => (passes(slot) ? 1 : 0) };
    const options = { ...SEARCH, boost: this.#boost, ...passing, ...(fields && { fields: [...fields] }) };
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
  bm25: BM25,
  tokenize: (text: string) => [text],
  processTerm: (term: string) => term,
};

/** A document as MiniSearch takes it; each word and its stem are added to `words`. */
function indexedOf(slot: number, document: Readable, words: Map<string, string>): Indexed {
  const stems = stemsOf(document, words);
  return {
    slot,
    title: stems.title.join(' '),
    summary: stems.summary.join(' '),
    challenge: stems.challenge.join(' '),
    solution: stems.solution.join(' '),
    outcomes: stems.outcomes.join(' '),
    keywords: stems.keywords.join(' '),
    place: stems.place.join(' '),
  };
}
