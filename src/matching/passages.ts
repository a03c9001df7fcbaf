import type { Entry } from '../catalogue/entry.js';
import { createRecent } from '../text/recent.js';
import { type AnalysedSentence, analyseSentences, markSentence } from '../text/sentences.js';

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
  candidates: readonly { facts: { stems: Pick<ReadonlySet<string>, 'has'> } }[],
): Map<string, number> {
  return new Map(
    [...stems].map((stem) => {
      const holders = candidates.filter(({ facts }) => facts.stems.has(stem)).length;
      return [stem, Math.log(1 + (candidates.length - holders + 0.5) / (holders + 0.5))];
    }),
  );
}

/** Every sentence of an entry's prose with what it shares, heaviest first, ties in reading order. */
export type PassageFinder = (entry: Entry, weights: ReadonlyMap<string, number>) => Passage[];

/** @param size How many entries' sentences are kept ready, about 6 KB each; entries are told by identity. */
export function createPassageFinder(size = 2000): PassageFinder {
  const analysed = createRecent<Entry, AnalysedSentence[]>(size);
  return (entry, weights) =>
    analysed
      .of(entry, () => analyseSentences(proseOf(entry), entry.body.language))
      .map((sentence, order) => ({ passage: mark(sentence, weights), order }))
      .sort((a, b) => b.passage.weight - a.passage.weight || a.order - b.order)
      .map(({ passage }) => passage);
}

function mark(sentence: AnalysedSentence, weights: ReadonlyMap<string, number>): Passage {
  const { ranges, found } = markSentence(sentence, (stem) => weights.has(stem));
  const weight = [...found].reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0);
  return { field: sentence.field, text: sentence.text, ranges, weight };
}
