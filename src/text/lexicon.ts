import type { CommonWord } from './common-words.js';
import { NearWords } from './near-words.js';
import { stem } from './stem.js';
import { stopWords } from './stopwords.js';
import { tokenize } from './tokenize.js';

/** Words of one language. */
export interface Words {
  /** ISO 639 code. */
  language: string;
  common: ReadonlyMap<string, CommonWord>;
  /** Words and expressions of the subject, as written: more likely meant than others that are as common. */
  own: Iterable<string>;
  /** Whether a folded word is known besides these, a name for instance. */
  isKnown?: (word: string) => boolean;
}

/** Which words there are in a language, and which one is meant by one that is none. Words are folded. */
export interface Lexicon {
  isKnown(word: string): boolean;
  /** The known word that is meant by an unknown one, where it is the likeliest by far. */
  meant(word: string): string | undefined;
  /** A known word with its accents. */
  written(word: string): string;
}

/** Letters of a word from which on it may be mistyped in two places. */
const LONG = 8;
/** A word that is meant is at least this common, and this much more than any other that it could be (Zipf). */
const COMMON = 2.8;
const CLEARLY = 0.7;
/** What it counts to be a word of the subject, and how common such a word is at least. */
const OWN_MORE = 1;
const OWN_LEAST = 3;
/** Of a language with fewer common words than these, what is missing may be right: it is read as a word of the subject. */
const FEW = 40_000;
/** Marks that may be left out. */
const OPTIONAL = /[\u064b-\u0652\u093c]/gu;
/** Words that are written in one with the next. */
const PROCLITIC: Readonly<Record<string, RegExp>> = { ar: /^[وفبلك]/u };
/** Languages that write compounds in one word, which no list has all of. */
const COMPOUNDING: ReadonlySet<string> = new Set(['de']);
const SHORTEST_PART = 4;
const JOINTS = ['', 's', 'es', 'n', 'en'];

export function createLexicon({ language, common, own, isKnown = () => false }: Words): Lexicon {
  const ownWords = new Map<string, string>();
  for (const written of own)
    for (const { term, start, end } of tokenize(written))
      if (!ownWords.has(term)) ownWords.set(term, written.slice(start, end));
  const ownStems = new Set([...ownWords.keys()].map((word) => stem(word, language)));
  const zipf = (word: string) => common.get(word)?.zipf ?? 0;
  const likely = (word: string) =>
    ownWords.has(word) ? Math.max(OWN_LEAST, zipf(word)) + OWN_MORE : zipf(word);
  const candidates = common.size < FEW ? [] : [...common.keys()].filter((word) => zipf(word) >= COMMON);
  const near = new NearWords(new Set([...ownWords.keys(), ...candidates]));
  const has = (word: string) => ownWords.has(word) || common.has(word);
  return {
    isKnown: (word) =>
      has(word) ||
      stopWords(language).has(word) ||
      ownStems.has(stem(word, language)) ||
      isKnown(word) ||
      has(word.replace(OPTIONAL, '')) ||
      has(word.replace(PROCLITIC[language] ?? '', '')) ||
      (COMPOUNDING.has(language) && isCompound(word, has)),
    meant: (word) => meant(word, { near, likely, language }),
    written: (word) => common.get(word)?.written ?? ownWords.get(word) ?? word,
  };
}

/** Of the words nearest to one the likeliest, where no word of another stem is nearly as likely. */
function meant(
  word: string,
  { near, likely, language }: { near: NearWords; likely: (word: string) => number; language: string },
): string | undefined {
  // Nearly every mistake is one edit, and words two edits away take four times as long to find.
  const once = near.near(word, 1);
  const found = once.length > 0 || word.length < LONG ? once : near.near(word, 2);
  const [best, ...others] = found
    .map((one) => ({ word: one.word, likely: likely(one.word) }))
    .sort((a, b) => b.likely - a.likely);
  if (best === undefined) return undefined;
  const own = stem(best.word, language);
  if (isForm(word, best.word) || stem(word, language) === own) return undefined;
  const rival = others.find((other) => stem(other.word, language) !== own);
  return rival === undefined || best.likely - rival.likely >= CLEARLY ? best.word : undefined;
}

/** Whether a word is another with some letters before or behind it: no mistake, but a form that is not listed. */
function isForm(word: string, of: string): boolean {
  return word.length > of.length + 1 && (word.startsWith(of) || word.endsWith(of));
}

function isCompound(word: string, has: (word: string) => boolean): boolean {
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
    if (!has(word.slice(at))) continue;
    const first = word.slice(0, at);
    const ends = (joint: string) => first.endsWith(joint) && has(first.slice(0, first.length - joint.length));
    if (JOINTS.some(ends)) return true;
  }
  return false;
}
