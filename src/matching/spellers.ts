import { listCities } from '../catalogue/places.js';
import type { Glossaries } from '../taxonomy/glossary.js';
import type { Concept } from '../taxonomy/thesaurus.js';
import { type CommonWord, readCommonWords } from '../text/common-words.js';
import { createLexicon } from '../text/lexicon.js';
import { createRecent } from '../text/recent.js';
import { createSpeller, type Speller } from '../text/spelling.js';
import { tokenize } from '../text/tokenize.js';

/** The spellers of the languages whose common words are known. */
export interface Spellers {
  /** @param language ISO 639 code; words are read at the first question. */
  of(language: string): Speller | undefined;
}

/** Each takes some megabytes, and anyone may name a language. */
const MOST_KEPT = 5;

/**
 * Spellers that know the common words of a language (`seeds/words`), those of the thesaurus and of the glossary, the
 * commoner English ones and the names of cities.
 */
export function createSpellers(concepts: readonly Concept[], glossaries?: Glossaries): Spellers {
  const kept = createRecent<string, Speller | undefined>(MOST_KEPT);
  let english: ReadonlyMap<string, CommonWord> | undefined;
  let names: ReadonlySet<string> | undefined;
  const isKnown = (word: string) => {
    english ??= readCommonWords('en');
    names ??= new Set(listCities().flatMap(({ name }) => tokenize(name).map(({ term }) => term)));
    return names.has(word) || (english.get(word)?.zipf ?? 0) >= 3;
  };
  return {
    of: (language) =>
      kept.of(language, () => {
        const common = readCommonWords(language);
        const own = [...wordsOf(concepts, language), ...(glossaries?.of(language)?.words() ?? [])];
        if (common.size === 0) return undefined;
        return createSpeller(createLexicon({ language, common, own, isKnown }), language);
      }),
  };
}

/** What the thesaurus calls its concepts in a language. */
function wordsOf(concepts: readonly Concept[], language: string): string[] {
  return concepts.flatMap(({ label, phrases }) => [
    ...(label[language] === undefined ? [] : [label[language]]),
    ...(phrases[language] ?? []),
  ]);
}
