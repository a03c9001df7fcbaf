import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '../errors.js';
import { analyse } from '../text/analyse.js';

/** What the words of one language are called in English. */
export interface Glossary {
  /**
   * What a text says, word by word, in reading order: each word as its usual English meanings, the commonest first.
   * Words that are not in the glossary are left out; longer expressions go before their words.
   */
  translate(text: string): string[][];
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
  const meanings = new Map<string, string[]>();
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
      const stems = analyse(name, language);
      if (stems.length === 0 || stems.length > LONGEST) continue;
      const known = meanings.get(stems.join(' ')) ?? [];
      if (!known.includes(english)) meanings.set(stems.join(' '), [...known, english]);
    }
  }
  return { translate: (text) => translate(analyse(text, language), meanings) };
}

function translate(stems: readonly string[], meanings: ReadonlyMap<string, string[]>): string[][] {
  const said: string[][] = [];
  for (let at = 0; at < stems.length; ) {
    const { words, found } = longestFrom(stems, at, meanings);
    if (found) said.push(found.slice(0, MOST_MEANINGS));
    at += words;
  }
  return said;
}

/** The longest expression that begins here, and its number of stems; one stem where there is none. */
function longestFrom(stems: readonly string[], at: number, meanings: ReadonlyMap<string, string[]>) {
  for (let words = Math.min(LONGEST, stems.length - at); words > 0; words--) {
    const found = meanings.get(stems.slice(at, at + words).join(' '));
    if (found) return { words, found };
  }
  return { words: 1, found: undefined };
}
