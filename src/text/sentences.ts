import { analyseWithOffsets } from './analyse.js';

const segmenters = new Map<string, Intl.Segmenter>();

/** The sentences of a text, trimmed, by the rules of its language (Unicode UAX #29). */
export function sentencesOf(text: string, language: string): string[] {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, segmenter);
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const sentence = segment.trim();
    if (sentence !== '') sentences.push(sentence);
  }
  return sentences;
}

/** A sentence of a field, with the stems of its telling words and where those stand. */
export interface AnalysedSentence<F extends string = string> {
  field: F;
  text: string;
  stems: readonly string[];
  /** [start, end) of each stem's word, one pair after another, in UTF-16 units. */
  offsets: Int32Array;
}

/** Every sentence of some fields, in reading order. */
export function analyseSentences<F extends string>(
  fields: readonly { field: F; text: string }[],
  language: string,
): AnalysedSentence<F>[] {
  return fields.flatMap(({ field, text }) =>
    sentencesOf(text, language).map((sentence) => {
      const tokens = analyseWithOffsets(sentence, language);
      const offsets = new Int32Array(2 * tokens.length);
      for (const [at, { start, end }] of tokens.entries()) offsets.set([start, end], 2 * at);
      return { field, text: sentence, stems: tokens.map(({ stem }) => stem), offsets };
    }),
  );
}

/** The words of a sentence whose stem `isWanted`: their [start, end) ranges, and the distinct stems found. */
export function markSentence(
  { stems, offsets }: AnalysedSentence,
  isWanted: (stem: string) => boolean,
): { ranges: [number, number][]; found: ReadonlySet<string> } {
  const ranges: [number, number][] = [];
  const found = new Set<string>();
  stems.forEach((stem, i) => {
    if (!isWanted(stem)) return;
    ranges.push([offsets[2 * i] ?? 0, offsets[2 * i + 1] ?? 0]);
    found.add(stem);
  });
  return { ranges, found };
}
