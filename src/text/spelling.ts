import type { Lexicon } from './lexicon.js';
import { createRecent } from './recent.js';
import { type Token, tokenize } from './tokenize.js';

/** A word that is read as another. */
export interface Correction {
  /** As it was written. */
  from: string;
  to: string;
}

/** A text with its typing mistakes put right, as far as they are sure. */
export interface Corrected {
  text: string;
  /** Each once, in reading order. */
  corrections: Correction[];
}

/** Reads mistyped words as the words that were meant. */
export interface Speller {
  correct(text: string): Corrected;
}

/** Letters of a word from which on it may be mistyped. */
const SHORTEST = 5;
/** Unknown words of one text that are looked for: each takes a look through all words. */
const MOST_LOOKED_FOR = 60;
const MOST_KEPT = 5_000;
/** A text of which so much is unknown is in another language, and no word of it is mistyped. */
const FOREIGN = 0.5;

/**
 * Builds a speller for texts in one language. Precision first: a word is let be that is known, a name (a capital inside a
 * sentence, but in German), an abbreviation, a number or short, or that could be more than one other.
 * @param language ISO 639 code of the texts.
 */
export function createSpeller(lexicon: Lexicon, language: string): Speller {
  const meant = createRecent<string, string | undefined>(MOST_KEPT);
  return {
    correct(text) {
      const unknown = unknownWords(text, lexicon, language);
      const to = new Map<string, string>();
      const pieces: string[] = [];
      let from = 0;
      for (const { term, start, end } of unknown.slice(0, MOST_LOOKED_FOR)) {
        const word = meant.of(term, () => lexicon.meant(term));
        if (word === undefined) continue;
        const mistyped = text.slice(start, end);
        const written = withCapitals(lexicon.written(word), mistyped);
        to.set(mistyped, written);
        pieces.push(text.slice(from, start), written);
        from = end;
      }
      return {
        text: [...pieces, text.slice(from)].join(''),
        corrections: [...to].map(([mistyped, written]) => ({ from: mistyped, to: written })),
      };
    },
  };
}

const LETTERS = /^[\p{L}\p{M}]+$/u;

function unknownWords(text: string, lexicon: Lexicon, language: string): Token[] {
  const words = tokenize(text).filter(({ start, end }) => LETTERS.test(text.slice(start, end)));
  const shouted = isShouted(text);
  const unknown = words.filter(
    (word) =>
      word.term.length >= SHORTEST &&
      !lexicon.isKnown(word.term) &&
      (shouted || !isName(text, word, language)),
  );
  return unknown.length > FOREIGN * words.length && words.length > 1 ? [] : unknown;
}

/** Whether most letters are capitals, so that a capital tells nothing. */
function isShouted(text: string): boolean {
  return (text.match(/\p{Lu}/gu)?.length ?? 0) > (text.match(/\p{Ll}/gu)?.length ?? 0);
}

/** How far back a sentence's beginning is looked for. */
const BEFORE = 8;
const BEGINS = /(?:^|[.!?:;…\n])[\s"“«¿¡([-]*$/u;

/** A capital inside a sentence makes a name, except in German; one inside a word an abbreviation. */
function isName(text: string, { start, end }: Token, language: string): boolean {
  const word = text.slice(start, end);
  if (/\p{Lu}/u.test(word.slice(1))) return true;
  if (!/^\p{Lu}/u.test(word) || language === 'de') return false;
  const before = text.slice(Math.max(0, start - BEFORE), start);
  return !BEGINS.test(before) || (start > BEFORE && before.trim() === '');
}

/** A word with the capitals of the one that it stands for. */
function withCapitals(word: string, mistyped: string): string {
  if (mistyped === mistyped.toLowerCase()) return word;
  if (mistyped === mistyped.toUpperCase()) return word.toUpperCase();
  return word.charAt(0).toUpperCase() + word.slice(1);
}
