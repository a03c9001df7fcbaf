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
  const byLanguage = new Map<string, Map<string, Concept[]>>();
  const phrasesOf = (language: string): Map<string, Concept[]> => {
    const built = byLanguage.get(language);
    if (built) return built;
    const made = new Map<string, Concept[]>();
    for (const concept of concepts) {
      const label = concept.label[language];
      for (const phrase of [...(label ? [label] : []), ...(concept.phrases[language] ?? [])]) {
        const key = analyse(phrase, language).join(SEPARATOR);
        if (key === '') continue;
        const known = made.get(key) ?? [];
        if (!known.includes(concept)) made.set(key, [...known, concept]);
      }
    }
    byLanguage.set(language, made);
    return made;
  };
  return {
    find(text, language) {
      const base = language.split('-')[0] ?? language;
      const weights = countPhrases(analyse(text, base), phrasesOf(base));
      return [...weights]
        .map(([concept, weight]) => ({ concept, weight }))
        .sort((a, b) => b.weight - a.weight || a.concept.id.localeCompare(b.concept.id));
    },
  };
}

function countPhrases(
  stems: readonly string[],
  phrases: ReadonlyMap<string, Concept[]>,
): Map<Concept, number> {
  const weights = new Map<Concept, number>();
  const counted = new Set<string>();
  let at = 0;
  while (at < stems.length) {
    let step = 1;
    for (let words = Math.min(LONGEST_PHRASE, stems.length - at); words >= 1; words--) {
      const key = stems.slice(at, at + words).join(SEPARATOR);
      const concepts = phrases.get(key);
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
