import { existsSync, readFileSync } from 'node:fs';
import SearchableMap from 'minisearch/SearchableMap';
import { AppError } from '../errors.js';
import { type AnalysedToken, analyseWithOffsets } from '../text/analyse.js';

/** What the words of one language are called in English. */
export interface Glossary {
  /**
   * What a text says, word by word, in reading order: each word as its usual English meanings, the commonest first.
   * Words that are not in the glossary are left out; longer expressions go before their words.
   */
  translate(text: string): string[][];
  /** The words and expressions that it knows, as written. */
  words(): readonly string[];
}

/** The glossaries that there are. */
export interface Glossaries {
  /** @param language ISO 639 code. @throws AppError `misconfigured`, naming file and line, for a line that is none. */
  of(language: string): Glossary | undefined;
}

/** Stems of the longest expression. */
const LONGEST = 4;
/** Meanings of one word that are told. */
const MOST_MEANINGS = 3;
/** Letters of a word from which on it may be mistyped in one place, and in two. */
const SHORTEST_MISTYPED = 6;
const LONG_MISTYPED = 9;
/** Unknown words of one text that are looked for as mistyped: each takes a look through the whole glossary. */
const MOST_MISTYPED = 40;
const CODE = /^[a-z]{2,3}$/;
const FOLDER = new URL('../../seeds/glossary/', import.meta.url);

/**
 * Looks words up in `seeds/glossary/<language>.tsv`: lines of an English word or expression, a tab, and what it is
 * called, with `|` between; the commonest English words come first. A file is read at the first question.
 */
export function createGlossaries(folder: URL = FOLDER): Glossaries {
  const read = new Map<string, Glossary | undefined>();
  return {
    of(language) {
      if (!CODE.test(language)) return undefined;
      if (!read.has(language)) {
        const file = new URL(`${language}.tsv`, folder);
        read.set(language, existsSync(file) ? readGlossary(file, language) : undefined);
      }
      return read.get(language);
    },
  };
}

function readGlossary(file: URL, language: string): Glossary {
  const written: string[] = [];
  const [asWritten, asStems] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const add = (to: Map<string, Set<string>>, key: string, english: string) => {
    to.set(key, (to.get(key) ?? new Set()).add(english));
  };
  for (const [at, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line === '') continue;
    const [english = '', names, more] = line.split('\t');
    if (english === '' || names === undefined || more !== undefined) {
      throw new AppError(
        'misconfigured',
        `${file.pathname}, line ${at + 1}: must be an English word, a tab and its names with | between`,
      );
    }
    for (const name of names.split('|')) {
      written.push(name);
      const words = analyseWithOffsets(name, language);
      if (words.length === 0 || words.length > LONGEST) continue;
      add(asWritten, termsOf(words), english);
      add(asStems, stemsOf(words), english);
    }
  }
  const nearly = new SearchableMap<ReadonlySet<string>>();
  for (const [word, english] of asWritten) if (!word.includes(' ')) nearly.set(word, english);
  const tables = { asWritten, asStems, nearly };
  return { translate: (text) => translate(analyseWithOffsets(text, language), tables), words: () => written };
}

const termsOf = (words: readonly AnalysedToken[]) => words.map(({ term }) => term).join(' ');
const stemsOf = (words: readonly AnalysedToken[]) => words.map(({ stem }) => stem).join(' ');

interface Tables {
  asWritten: ReadonlyMap<string, ReadonlySet<string>>;
  asStems: ReadonlyMap<string, ReadonlySet<string>>;
  /** Single words as written, for those that are mistyped. */
  nearly: SearchableMap<ReadonlySet<string>>;
}

function translate(words: readonly AnalysedToken[], tables: Tables): string[][] {
  const said: string[][] = [];
  let unknown = 0;
  for (let at = 0; at < words.length; ) {
    const { length, known } = longestFrom(words, at, tables);
    const found = known ?? (unknown++ < MOST_MISTYPED ? mistyped(words[at]?.term ?? '', tables) : undefined);
    if (found) said.push([...found].slice(0, MOST_MEANINGS));
    at += length;
  }
  return said;
}

/**
 * The longest expression that begins here, and its number of words; one where there is none. What is written so goes
 * before what has the same stems, which throw unlike words together.
 */
function longestFrom(words: readonly AnalysedToken[], at: number, { asWritten, asStems }: Tables) {
  for (let length = Math.min(LONGEST, words.length - at); length > 0; length--) {
    const some = words.slice(at, at + length);
    const known = asWritten.get(termsOf(some)) ?? asStems.get(stemsOf(some));
    if (known) return { length, known };
  }
  return { length: 1, known: undefined };
}

/** What the known word nearest to an unknown one means: one letter apart, in long words two (Levenshtein 1966). */
function mistyped(word: string, { nearly }: Tables): ReadonlySet<string> | undefined {
  if (word.length < SHORTEST_MISTYPED || /\d/.test(word)) return undefined;
  const near = [...nearly.fuzzyGet(word, word.length < LONG_MISTYPED ? 1 : 2).values()];
  const [nearest] = near.sort(([, a], [, b]) => a - b);
  return nearest?.[0];
}
