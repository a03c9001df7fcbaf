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
  /** Concepts of `text`, heaviest first, ties by id. `language` is BCP 47; one without phrases finds nothing. */
  find(text: string, language: string): FoundConcept[];
  /** The same for a text analysed already: its stems in reading order. */
  findStems(stems: readonly string[], language: string): FoundConcept[];
}

const SEPARATOR = ' ';
const LONGEST_PHRASE = 5;

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
  const findStems = (stems: readonly string[], language: string) =>
    [...countPhrases(stems, phrasesOf(baseOf(language)))]
      .map(([concept, weight]) => ({ concept, weight }))
      .sort((a, b) => b.weight - a.weight || a.concept.id.localeCompare(b.concept.id));
  return {
    find: (text, language) => findStems(analyse(text, baseOf(language)), language),
    findStems,
  };
}

function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}

/** The phrases of one language as stem sequences. */
interface Phrases {
  concepts: Map<string, Concept[]>;
  /** Stems of the longest phrase that begins with a stem: most words begin none. */
  longest: Map<string, number>;
}

function readPhrases(concepts: readonly Concept[], language: string): Phrases {
  const read: Phrases = { concepts: new Map(), longest: new Map() };
  for (const concept of concepts) {
    const label = concept.label[language];
    for (const phrase of [...(label ? [label] : []), ...(concept.phrases[language] ?? [])]) {
      const stems = analyse(phrase, language).slice(0, LONGEST_PHRASE);
      const [first] = stems;
      if (first === undefined) continue;
      const key = stems.join(SEPARATOR);
      const known = read.concepts.get(key) ?? [];
      if (!known.includes(concept)) read.concepts.set(key, [...known, concept]);
      read.longest.set(first, Math.max(stems.length, read.longest.get(first) ?? 0));
    }
  }
  return read;
}

function countPhrases(stems: readonly string[], phrases: Phrases): Map<Concept, number> {
  const weights = new Map<Concept, number>();
  const counted = new Set<string>();
  let at = 0;
  while (at < stems.length) {
    let step = 1;
    const longest = phrases.longest.get(stems[at] ?? '') ?? 0;
    for (let words = Math.min(longest, stems.length - at); words >= 1; words--) {
      const key = stems.slice(at, at + words).join(SEPARATOR);
      const concepts = phrases.concepts.get(key);
      if (!concepts) continue;
      // A phrase said twice is still one sign.
      if (!counted.has(key))
        for (const c of concepts) weights.set(c, (weights.get(c) ?? 0) + phraseWeight(words));
      counted.add(key);
      step = words;
      break;
    }
    at += step;
  }
  return weights;
}
