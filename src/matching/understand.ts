import { analyse } from '../text/analyse.js';
import { detectLanguage } from '../text/language.js';
import type { ConceptFinder, FoundConcept } from './concepts.js';
import type { MatchRequest } from './contract.js';

/** What we make of a statement before searching. Plain data. */
export interface Understanding {
  /** BCP 47 language, as given or detected. */
  language: string;
  /** Title and statement in one. */
  statement: string;
  /** Distinct stems of the statement, stop words left out. */
  stems: ReadonlySet<string>;
  concepts: FoundConcept[];
  /** How much the concepts and the caller point to each sector; weights sum to 1, or the map is empty. */
  sectors: ReadonlyMap<string, number>;
  /** The statement says that money is short. */
  tightBudget: boolean;
  /** What the engine's word search gets: the statement, with the concepts' English labels where that helps. */
  words: string;
  /** What the embedder gets: the statement with the concepts' English labels. */
  embed: string;
}

/** Language the catalogue is written in. */
const CATALOGUE_LANGUAGE = 'en';
const MAX_LABELS = 12;
/** Thesaurus concepts that mean "money is short". */
const TIGHT_BUDGET =
  /^(no-money|tight-budget|low-budget|cannot-borrow|small-budget|limited-budget|lack-of-funds)/;

/**
 * Step 1 of matching: language, stems, concepts, sectors. Pure.
 * A statement in a language that the embedder does not read is embedded by its concepts' English labels;
 * without concepts it is embedded as it is.
 */
export function understand(
  request: Pick<MatchRequest, 'statement' | 'title' | 'sectors' | 'language'>,
  finder: ConceptFinder,
  embedderLanguages: readonly string[],
): Understanding {
  const statement = request.title ? `${request.title}. ${request.statement}` : request.statement;
  const language =
    (request.language ?? detectLanguage(statement).language).split('-')[0] ?? CATALOGUE_LANGUAGE;
  const concepts = finder.find(statement, language);
  const labels = concepts.slice(0, MAX_LABELS).map(({ concept }) => concept.label.en ?? concept.id);
  const foreign = language !== CATALOGUE_LANGUAGE;
  const reads = embedderLanguages.includes('*') || embedderLanguages.includes(language);
  const labelText = labels.join(', ');
  return {
    language,
    statement,
    stems: new Set(analyse(statement, language)),
    concepts,
    sectors: sectorWeights(concepts, request.sectors ?? []),
    tightBudget: concepts.some(({ concept }) => TIGHT_BUDGET.test(concept.id)),
    words: foreign && labels.length > 0 ? `${statement}. ${labelText}` : statement,
    embed: textToEmbed(statement, labelText, reads),
  };
}

function textToEmbed(statement: string, labels: string, reads: boolean): string {
  if (labels === '') return statement;
  return reads ? `${statement} ${labels}` : labels;
}

/** A sector that the caller names counts as much as all concepts together. */
function sectorWeights(concepts: readonly FoundConcept[], asked: readonly string[]): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (sector: string, weight: number) => weights.set(sector, (weights.get(sector) ?? 0) + weight);
  for (const { concept, weight } of concepts) {
    for (const sector of concept.sectors) add(sector, weight / concept.sectors.length);
  }
  const fromConcepts = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  for (const sector of asked) add(sector, Math.max(1, fromConcepts) / asked.length);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return new Map([...weights].map(([sector, weight]) => [sector, weight / total]));
}
