import type { Glossaries } from '../taxonomy/glossary.js';
import { analyse } from '../text/analyse.js';
import { detectLanguage } from '../text/language.js';
import type { Correction } from '../text/spelling.js';
import type { ConceptFinder, FoundConcept } from './concepts.js';
import type { MatchRequest } from './contract.js';
import type { Spellers } from './spellers.js';

/** What we make of a statement before searching. Plain data. */
export interface Understanding {
  /** BCP 47 language, as given or detected. */
  language: string;
  /** Title and statement in one, as written. */
  statement: string;
  /** Words of it that are read as another: typing mistakes. */
  corrected: Correction[];
  /** Distinct stems of the statement, and of its words in English; stop words left out. */
  stems: ReadonlySet<string>;
  concepts: FoundConcept[];
  /** How much the concepts and the caller point to each sector; weights sum to 1, or the map is empty. */
  sectors: ReadonlyMap<string, number>;
  /** The statement says that money is short. */
  tightBudget: boolean;
  /** What the engine's word search gets: the statement, with the concepts' and its words in English where it is not. */
  words: string;
  /** Whether the embedder gets its words' meanings in place of it, as it does not read the language. */
  byWords: boolean;
  /** What the embedder gets: the statement, word by word in English where it does not read it, with the concepts. */
  embed: string;
}

export interface UnderstandOptions {
  /** BCP 47 languages that the embedder reads; `*` for all. */
  embedderLanguages: readonly string[];
  glossaries?: Glossaries | undefined;
  /** What reads mistyped words as what was meant; absent: every word is taken as it is written. */
  spellers?: Spellers | undefined;
  /** How many concepts' labels at most the embedder gets beside a text that it reads. */
  labels: number;
}

/** Language the catalogue is written in. */
const CATALOGUE_LANGUAGE = 'en';
/** More labels than these would drown the words of the statement. */
const MOST_LABELS = 12;
/** Thesaurus concepts that mean "money is short". */
const TIGHT_BUDGET =
  /^(no-money|tight-budget|low-budget|cannot-borrow|small-budget|limited-budget|lack-of-funds)/;

/**
 * Step 1 of matching: language, stems, concepts, sectors. Pure.
 * A statement in another language than the catalogue's is looked up word by word (dictionary-based translation of
 * queries, Ballesteros and Croft 1997), which the word search gets beside it, and the embedder in its place where it
 * does not read the language.
 */
export function understand(
  request: Pick<MatchRequest, 'statement' | 'title' | 'sectors' | 'language'>,
  finder: ConceptFinder,
  { embedderLanguages, glossaries, spellers, labels: mostLabels }: UnderstandOptions,
): Understanding {
  const statement = request.title ? `${request.title}. ${request.statement}` : request.statement;
  const language =
    (request.language ?? detectLanguage(statement).language).split('-')[0] ?? CATALOGUE_LANGUAGE;
  const { text: read, corrections } = spellers?.of(language)?.correct(statement) ?? {
    text: statement,
    corrections: [],
  };
  // A stop word that is mistyped changes nothing.
  const corrected = corrections.filter(({ to }) => analyse(to, language).length > 0);
  const meanings = language === CATALOGUE_LANGUAGE ? [] : (glossaries?.of(language)?.translate(read) ?? []);
  const gloss = meanings.map(([first]) => first).join(' ');
  const concepts = withOthers(finder.find(read, language), finder.find(gloss, CATALOGUE_LANGUAGE));
  const labels = concepts.slice(0, MOST_LABELS).map(({ concept }) => concept.label.en ?? concept.id);
  const foreign = language !== CATALOGUE_LANGUAGE;
  const reads = embedderLanguages.includes('*') || embedderLanguages.includes(language);
  const text = reads ? read : gloss;
  // Where no word is understood the concepts are all there is to go by.
  const embedded = text === '' ? labels : labels.slice(0, mostLabels);
  const meant = corrected.map(({ to }) => to).join(' ');
  return {
    language,
    statement,
    corrected,
    stems: new Set([...analyse(read, language), ...analyse(gloss, CATALOGUE_LANGUAGE)]),
    concepts,
    sectors: sectorWeights(concepts, request.sectors ?? []),
    tightBudget: concepts.some(({ concept }) => TIGHT_BUDGET.test(concept.id)),
    words: joined(
      [statement, meant, ...(foreign ? [labels.join(', '), meanings.flat().join(' ')] : [])],
      '. ',
    ),
    byWords: !reads && gloss !== '',
    embed: joined([text, embedded.join(', ')], ' ') || read,
  };
}

function joined(parts: readonly string[], by: string): string {
  return parts.filter((part) => part !== '').join(by);
}

/** Concepts that are found in the English of a statement count less: a word may mean several things. */
const GLOSS_WEIGHT = 0.5;

function withOthers(own: FoundConcept[], fromGloss: readonly FoundConcept[]): FoundConcept[] {
  if (fromGloss.length === 0) return own;
  const known = new Set(own.map(({ concept }) => concept.id));
  const more = fromGloss
    .filter(({ concept }) => !known.has(concept.id))
    .map(({ concept, weight }) => ({ concept, weight: weight * GLOSS_WEIGHT }));
  return [...own, ...more].sort((a, b) => b.weight - a.weight || a.concept.id.localeCompare(b.concept.id));
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
