import type { Concept } from '../taxonomy/thesaurus.js';
import { analyse } from '../text/analyse.js';

/** A concept that a text speaks of, with how much of the text speaks of it. */
export interface FoundConcept {
  concept: Concept;
  /** Sum over the phrases found: 1 for a single word, 1.5 for two, 2 for three and more. */
  weight: number;
}

/** Finds thesaurus concepts in a text. */
export interface ConceptFinder {
  /**
   * Concepts of a statement, heaviest first, ties by id: phrases as they stand, and phrases whose words stand near
   * each other in any order. `language` is BCP 47; one without phrases finds nothing.
   */
  find(text: string, language: string): FoundConcept[];
  /** Concepts of a text analysed already, its stems in reading order: phrases as they stand only. */
  findStems(stems: readonly string[], language: string): FoundConcept[];
}

const LONGEST_PHRASE = 5;
/** How many other words may stand between those of a scattered phrase, and what it counts against a whole one. */
const SCATTERED = { between: 2, weight: 0.6 };

/** The weight of a phrase of `words` stems: longer phrases are more specific. */
function phraseWeight(words: number): number {
  return Math.min(2, 0.5 + 0.5 * words);
}

/**
 * Builds a finder over phrases as stem sequences: the longest phrase wins where two overlap, so that
 * "waste water" is not also "waste". Phrases and text pass through the same analysis.
 */
export function createConceptFinder(concepts: readonly Concept[]): ConceptFinder {
  const byLanguage = new Map<string, Phrases>();
  const phrasesOf = (language: string): Phrases => {
    const known = byLanguage.get(language) ?? readPhrases(concepts, language);
    byLanguage.set(language, known);
    return known;
  };
  return {
    find(text, language) {
      const stems = analyse(text, baseOf(language));
      const phrases = phrasesOf(baseOf(language));
      const weights = countPhrases(stems, phrases);
      for (const [concept, weight] of countScattered(stems, phrases)) {
        if (!weights.has(concept)) weights.set(concept, weight);
      }
      return inOrder(weights);
    },
    findStems: (stems, language) => inOrder(countPhrases(stems, phrasesOf(baseOf(language)))),
  };
}

function inOrder(weights: ReadonlyMap<Concept, number>): FoundConcept[] {
  return [...weights]
    .map(([concept, weight]) => ({ concept, weight }))
    .sort((a, b) => b.weight - a.weight || a.concept.id.localeCompare(b.concept.id));
}

function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}

/** The phrases that begin with the same stems: a step further for each stem that goes on. */
interface Step {
  next: Map<string, Step>;
  /** Of the phrase that ends here. */
  concepts: Concept[];
}

/** The phrases of one language as stem sequences. */
interface Phrases {
  start: Step;
  /** Phrases of two stems and more, by their first stem. */
  scattered: Map<string, { stems: string[]; concept: Concept }[]>;
}

function newStep(): Step {
  return { next: new Map(), concepts: [] };
}

function readPhrases(concepts: readonly Concept[], language: string): Phrases {
  const read: Phrases = { start: newStep(), scattered: new Map() };
  for (const concept of concepts) {
    const label = concept.label[language];
    for (const phrase of [...(label ? [label] : []), ...(concept.phrases[language] ?? [])]) {
      const stems = analyse(phrase, language).slice(0, LONGEST_PHRASE);
      const [first] = stems;
      if (first === undefined) continue;
      const end = stems.reduce((step, stem) => {
        const next = step.next.get(stem) ?? newStep();
        step.next.set(stem, next);
        return next;
      }, read.start);
      if (!end.concepts.includes(concept)) end.concepts.push(concept);
      if (stems.length > 1) {
        read.scattered.set(first, [...(read.scattered.get(first) ?? []), { stems, concept }]);
      }
    }
  }
  return read;
}

function countPhrases(stems: readonly string[], { start }: Phrases): Map<Concept, number> {
  const weights = new Map<Concept, number>();
  const counted = new Set<Step>();
  let at = 0;
  while (at < stems.length) {
    const { words, end } = longestFrom(stems, at, start);
    // A phrase said twice is still one sign.
    if (end !== undefined && !counted.has(end)) {
      for (const c of end.concepts) weights.set(c, (weights.get(c) ?? 0) + phraseWeight(words));
      counted.add(end);
    }
    at += Math.max(1, words);
  }
  return weights;
}

/** The longest phrase that begins at a stem, and its number of stems. */
function longestFrom(stems: readonly string[], from: number, start: Step): { words: number; end?: Step } {
  let longest: { words: number; end?: Step } = { words: 0 };
  let step = start.next.get(stems[from] ?? '');
  for (let words = 1; step !== undefined; words++) {
    if (step.concepts.length > 0) longest = { words, end: step };
    step = step.next.get(stems[from + words] ?? '');
  }
  return longest;
}

/** Concepts whose phrase's words all stand within a few words of each other, in any order. */
function countScattered(stems: readonly string[], phrases: Phrases): Map<Concept, number> {
  const places = new Map<string, number[]>();
  stems.forEach((stem, at) => {
    places.set(stem, [...(places.get(stem) ?? []), at]);
  });
  const weights = new Map<Concept, number>();
  for (const [first, starts] of places) {
    for (const { stems: wanted, concept } of phrases.scattered.get(first) ?? []) {
      const reach = wanted.length - 1 + SCATTERED.between;
      const near = (start: number) =>
        wanted.every((stem) => places.get(stem)?.some((at) => Math.abs(at - start) <= reach));
      if (!starts.some(near)) continue;
      const weight = SCATTERED.weight * phraseWeight(wanted.length);
      weights.set(concept, Math.max(weight, weights.get(concept) ?? 0));
    }
  }
  return weights;
}
