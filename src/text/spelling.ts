import type { CommonWord } from './common-words.js';
import { NearWords } from './near-words.js';
import { createRecent } from './recent.js';
import { stem } from './stem.js';
import { stopWords } from './stopwords.js';
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

/** Words of one language. */
export interface Words {
  language: string;
  common: ReadonlyMap<string, CommonWord>;
  /** Words of the subject, as written: more likely meant than others that are as common. */
  own: Iterable<string>;
  /** Whether a folded word is known besides these, a name for instance: it is then let be. */
  isKnown?: (word: string) => boolean;
}

/** Letters of a word from which on it may be mistyped in one place, and in two. */
const SHORTEST = 5;
const LONG = 9;
/** A word that is meant is at least this common, and this much more than any other that it could be (Zipf). */
const COMMON = 3;
const CLEARLY = 0.7;
/** What it counts to be a word of the subject, and how common such a word is at least. */
const OWN_MORE = 1;
const OWN_LEAST = 3;
/** Unknown words of one text that are looked for: each takes a look through all words. */
const MOST_LOOKED_FOR = 60;
const MOST_KEPT = 5_000;

/** Builds a speller: a word is corrected only where it is unknown and one known word near it is the likeliest by far. */
export function createSpeller({ language, common, own, isKnown = () => false }: Words): Speller {
  const ownWords = new Map<string, string>();
  for (const written of own)
    for (const { term, start, end } of tokenize(written))
      if (term.length >= SHORTEST - 1 && !ownWords.has(term)) ownWords.set(term, written.slice(start, end));
  const ownStems = new Set([...ownWords.keys()].map((word) => stem(word, language)));
  const likely = (word: string) =>
    ownWords.has(word)
      ? Math.max(OWN_LEAST, common.get(word)?.zipf ?? 0) + OWN_MORE
      : (common.get(word)?.zipf ?? 0);
  const near = new NearWords(
    new Set([
      ...ownWords.keys(),
      ...[...common].filter(([, { zipf }]) => zipf >= COMMON).map(([word]) => word),
    ]),
  );
  const has = (word: string) => ownWords.has(word) || common.has(word);
  const known = (word: string) =>
    has(word) ||
    stopWords(language).has(word) ||
    ownStems.has(stem(word, language)) ||
    isKnown(word) ||
    isCompound(word, has);
  const meant = createRecent<string, string | undefined>(MOST_KEPT);
  const look = (word: string) => nearest(word, { near, likely, language });
  return {
    correct(text) {
      let left = MOST_LOOKED_FOR;
      const to = new Map<string, string>();
      const shouted = isShouted(text);
      const pieces: string[] = [];
      let from = 0;
      for (const token of tokenize(text)) {
        const { term, start, end } = token;
        if (!mayBeMistyped(term) || known(term)) continue;
        if (isName(text, token, language, shouted)) continue;
        if (left-- <= 0) break;
        const word = meant.of(term, () => look(term));
        if (word === undefined) continue;
        const written = asWritten(
          common.get(word)?.written ?? ownWords.get(word) ?? word,
          text.slice(start, end),
        );
        to.set(text.slice(start, end), written);
        pieces.push(text.slice(from, start), written);
        from = end;
      }
      return {
        text: [...pieces, text.slice(from)].join(''),
        corrections: [...to].map(([mistyped, word]) => ({ from: mistyped, to: word })),
      };
    },
  };
}

function mayBeMistyped(word: string): boolean {
  return word.length >= SHORTEST && /^[\p{L}\p{M}]+$/u.test(word);
}

/** Of the words nearest to one the likeliest, where no word of another stem is nearly as likely. */
function nearest(
  word: string,
  { near, likely, language }: { near: NearWords; likely: (word: string) => number; language: string },
): string | undefined {
  const all = near.near(word, word.length < LONG ? 1 : 2);
  const least = Math.min(...all.map(({ distance }) => distance));
  const [best, ...others] = all
    .filter(({ distance }) => distance === least)
    .map((one) => ({ word: one.word, likely: likely(one.word) }))
    .sort((a, b) => b.likely - a.likely);
  if (best === undefined) return undefined;
  const own = stem(best.word, language);
  const rival = others.find((other) => stem(other.word, language) !== own);
  return rival === undefined || best.likely - rival.likely >= CLEARLY ? best.word : undefined;
}

/** Languages that write words in one may join any two; a joint is known where its parts are. */
const SHORTEST_PART = 4;
const JOINTS = ['', 's', 'es', 'n', 'en'];

function isCompound(word: string, has: (word: string) => boolean): boolean {
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
    if (!has(word.slice(at))) continue;
    const first = word.slice(0, at);
    if (JOINTS.some((joint) => first.endsWith(joint) && has(first.slice(0, first.length - joint.length))))
      return true;
  }
  return false;
}

/** Whether most letters are capitals, so that a capital tells nothing. */
function isShouted(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals > (text.match(/\p{Ll}/gu)?.length ?? 0);
}

/** A capital inside a sentence makes a name, except in German; two and more an abbreviation. */
function isName(text: string, { start, end }: Token, language: string, shouted: boolean): boolean {
  if (shouted) return false;
  const word = text.slice(start, end);
  if (/\p{Lu}/u.test(word.slice(1))) return true;
  if (!/^\p{Lu}/u.test(word) || language === 'de') return false;
  return !/(?:^|[.!?:;…\n"“«¿¡([])[\s"“«¿¡([]*$/u.test(text.slice(Math.max(0, start - 8), start));
}

/** A word with the capitals of the one that it stands for. */
function asWritten(word: string, instead: string): string {
  if (instead.length > 1 && instead === instead.toUpperCase() && instead !== instead.toLowerCase())
    return word.toUpperCase();
  const [first = ''] = instead;
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
