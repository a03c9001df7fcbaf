import { analyseWithOffsets } from './analyse.js';

const segmenters = new Map<string, Intl.Segmenter>();

/** The sentences of a text, trimmed, by the rules of its language (Unicode UAX #29). */
export function sentencesOf(text: string, language: string): string[] {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, segmenter);
  return [...segmenter.segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '');
}

/** A sentence with its words that are among some stems: [start, end) offsets in UTF-16 units. */
export interface MarkedSentence {
  text: string;
  ranges: [number, number][];
  /** Distinct stems found. */
  found: ReadonlySet<string>;
}

/** Marks the words of a sentence whose stem `isWanted`. */
export function markSentence(
  text: string,
  language: string,
  isWanted: (stem: string) => boolean,
): MarkedSentence {
  const marked = analyseWithOffsets(text, language).filter(({ stem }) => isWanted(stem));
  return {
    text,
    ranges: marked.map(({ start, end }) => [start, end]),
    found: new Set(marked.map(({ stem }) => stem)),
  };
}
