import type { Entry } from '../catalogue/entry.js';
import { markSentence, sentencesOf } from '../text/sentences.js';

/** A sentence of an entry, word for word, with the words it shares with the statement. */
export interface Passage {
  field: string;
  text: string;
  /** [start, end) offsets of the shared words, in UTF-16 units. */
  ranges: [number, number][];
  /** Sum of the shared words' weights. */
  weight: number;
}

/** The fields of an entry that hold prose, in the order in which they are shown. */
function proseOf(entry: Entry): { field: string; text: string }[] {
  if (entry.kind === 'provider') {
    return [
      { field: 'summary', text: entry.body.description },
      { field: 'keywords', text: entry.body.offerings.join(', ') },
    ];
  }
  const { summary, challenge, solution, outcomes, measures } = entry.body;
  return [
    { field: 'challenge', text: challenge },
    { field: 'solution', text: solution },
    { field: 'summary', text: summary },
    { field: 'outcomes', text: outcomes },
    { field: 'keywords', text: measures.join(', ') },
  ].filter(({ text }) => text !== '');
}

/**
 * How much a shared word says: rare among the candidates says much (inverse document frequency,
 * Spärck Jones 1972). A word that no candidate has weighs most.
 */
export function stemWeights(
  stems: ReadonlySet<string>,
  candidates: readonly { facts: { stems: ReadonlySet<string> } }[],
): Map<string, number> {
  return new Map(
    [...stems].map((stem) => {
      const holders = candidates.filter(({ facts }) => facts.stems.has(stem)).length;
      return [stem, Math.log(1 + (candidates.length - holders + 0.5) / (holders + 0.5))];
    }),
  );
}

/** Every sentence of the entry's prose with what it shares, heaviest first, ties in reading order. */
export function passagesOf(entry: Entry, weights: ReadonlyMap<string, number>): Passage[] {
  const language = entry.body.language;
  return proseOf(entry)
    .flatMap(({ field, text }) =>
      sentencesOf(text, language).map((sentence) => mark(field, sentence, language, weights)),
    )
    .map((passage, order) => ({ passage, order }))
    .sort((a, b) => b.passage.weight - a.passage.weight || a.order - b.order)
    .map(({ passage }) => passage);
}

function mark(field: string, text: string, language: string, weights: ReadonlyMap<string, number>): Passage {
  const { ranges, found } = markSentence(text, language, (stem) => weights.has(stem));
  return { field, text, ranges, weight: [...found].reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0) };
}
