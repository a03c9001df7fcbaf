import SearchableMap from 'minisearch/SearchableMap';

/** A word as written (folded), with its stems in the languages of the documents that hold it. */
export interface VocabularyWord {
  stems: string[];
  /** How many documents hold it. */
  count: number;
}

const MOST_VARIANTS = 8;
const MOST_PREFIXED = 24;

/** The words of the index as written: for prefixes, for typos, and for telling rare words from common ones. */
export class Vocabulary {
  #words = new SearchableMap<VocabularyWord>();
  /** How many known words have each stem. */
  #stems = new Map<string, number>();

  /** Counts a document's words; `stems` gives each word's stem. */
  add(stems: ReadonlyMap<string, string>): void {
    for (const [word, stem] of stems) {
      const known = this.#words.get(word);
      if (!known) this.#set(word, { stems: [stem], count: 1 });
      else {
        known.count++;
        if (!known.stems.includes(stem)) {
          known.stems.push(stem);
          this.#countStem(stem, 1);
        }
      }
    }
  }

  #set(word: string, value: VocabularyWord): void {
    this.#words.set(word, value);
    for (const stem of value.stems) this.#countStem(stem, 1);
  }

  #countStem(stem: string, by: number): void {
    const count = (this.#stems.get(stem) ?? 0) + by;
    if (count > 0) this.#stems.set(stem, count);
    else this.#stems.delete(stem);
  }

  remove(stems: ReadonlyMap<string, string>): void {
    for (const word of stems.keys()) {
      const known = this.#words.get(word);
      if (!known || --known.count > 0) continue;
      this.#words.delete(word);
      for (const stem of known.stems) this.#countStem(stem, -1);
    }
  }

  /** Whether any known word has this stem. */
  hasStem(stem: string): boolean {
    return this.#stems.has(stem);
  }

  get(word: string): VocabularyWord | undefined {
    return this.#words.get(word);
  }

  /** Words that begin with `prefix`, commonest first. */
  startingWith(prefix: string): VocabularyWord[] {
    return [...this.#words.atPrefix(prefix).values()]
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_PREFIXED);
  }

  /**
   * The nearest known words of a word that is not known: one edit from 4 letters on, two from 8, a swap of two
   * neighbours counting as one (Damerau 1964). Only those of the smallest distance, commonest first.
   */
  nearest(word: string): VocabularyWord[] {
    const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    if (most === 0) return [];
    const found = [...swaps(word)].flatMap((swapped) => this.#words.get(swapped) ?? []);
    const fuzzy = [...this.#words.fuzzyGet(word, most).values()];
    const smallest = Math.min(found.length > 0 ? 1 : most, ...fuzzy.map(([, distance]) => distance));
    const near = fuzzy.filter(([, distance]) => distance === smallest).map(([value]) => value);
    return [...new Set([...(smallest === 1 ? found : []), ...near])]
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_VARIANTS);
  }

  toJSON(): [string, string[], number][] {
    return [...this.#words.entries()].map(([word, { stems, count }]) => [word, stems, count]);
  }

  static fromJSON(rows: readonly [string, string[], number][]): Vocabulary {
    const vocabulary = new Vocabulary();
    for (const [word, stems, count] of rows) vocabulary.#set(word, { stems, count });
    return vocabulary;
  }
}

function* swaps(word: string): Iterable<string> {
  for (let i = 0; i + 1 < word.length; i++) {
    yield word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2);
  }
}
