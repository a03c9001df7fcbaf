import { performance } from 'node:perf_hooks';
import { type Entry, placeOf, summaryOf, titleOf } from '../catalogue/entry.js';
import { staleBefore } from '../catalogue/freshness.js';
import { createPlaces, type Places } from '../catalogue/places.js';
import type { Embedder } from '../embedding/port.js';
import { AppError } from '../errors.js';
import type { Language } from '../languages.js';
import { passesFilter } from '../search/facets.js';
import type { SearchEngine, SearchFilter } from '../search/port.js';
import type { Glossaries } from '../taxonomy/glossary.js';
import { conceptLabel, regionsOf } from '../taxonomy/index.js';
import type { Concept } from '../taxonomy/thesaurus.js';
import { measureBackground } from './background.js';
import { asCaseStudy } from './candidate.js';
import { createConceptFinder } from './concepts.js';
import { type CityContext, meanFit } from './context.js';
import type { Matcher, MatchRequest, MatchResponse, MatchResult, Telling } from './contract.js';
import { bandOf } from './decide.js';
import { explain } from './explain.js';
import { createFactsCache } from './facts.js';
import { REASONS } from './messages/index.js';
import { createPassageFinder, type Passage, type PassageFinder, stemWeights } from './passages.js';
import { answerOf, order, type Question } from './question.js';
import type { Background } from './question-figures.js';
import { queryOf, retrieve } from './retrieve.js';
import type { Scored } from './score.js';
import { createSpellers } from './spellers.js';
import { type Understanding, understand } from './understand.js';
import { type MatchWeights, WEIGHTS } from './weights.js';

/** A linked entry as a result shows it. */
export interface LinkedEntry {
  id: string;
  kind: Entry['kind'];
  title: string;
}

/** What the matcher needs; `embedder` answers with the one whose vectors the index holds, or nothing. */
export interface MatcherDeps {
  engine: SearchEngine;
  embedder: () => Embedder | undefined;
  concepts: readonly Concept[];
  /** What words of other languages are called in English. */
  glossaries?: Glossaries;
  /** Published case studies that name each provider, newest first. */
  caseStudiesOf: (providerIds: readonly string[]) => Promise<ReadonlyMap<string, readonly LinkedEntry[]>>;
  /** The weights in use now; default those that the product comes with. */
  weights?: () => MatchWeights;
  /** Where cities are, and their climate. */
  places?: Places;
  /** The year against which a case's age is told. */
  year?: () => number;
  /** Days without a check after which an entry is stale; absent: none is. */
  staleAfterDays?: number | undefined;
  /** Tells what is stale, and whose turn it is among equals. */
  now?: () => Date;
}

/** What is known halfway, before anything is put in order. */
export interface Asked extends Question {
  model: string;
  /** A part that is set is away: only the words were compared. */
  degraded: boolean;
}

/** The same with the candidates in order: for the evaluation, which looks at all of them. */
export interface Ranking extends Asked {
  scored: Scored[];
}

/** The matcher, and its first steps for who compares orders. */
export interface OpenMatcher extends Matcher {
  /** Steps 1 and 2: what may answer a request, by the weights in use. */
  ask(request: MatchRequest): Promise<Asked>;
  /** Steps 1 to 3 and 5. */
  rank(request: MatchRequest): Promise<Ranking>;
}

const NOTHING_KNOWN: Background = { mean: 0, deviation: 1 };
const HIGHLIGHTS = 3;
const EVIDENCE = 4;

/** The matching pipeline over its ports: understand, retrieve, score, decide, diversify, explain. */
export function createMatcher(deps: MatcherDeps): OpenMatcher {
  const weightsNow = deps.weights ?? (() => WEIGHTS);
  const finder = createConceptFinder(deps.concepts);
  const { glossaries } = deps;
  const spellers = createSpellers(deps.concepts, glossaries);
  const places = deps.places ?? createPlaces();
  const now = deps.now ?? (() => new Date());
  const facts = createFactsCache(finder, places);
  const passagesOf = createPassageFinder();
  const backgrounds = new Map<string, Promise<Background>>();
  const backgroundOf = (embedder: Embedder) => {
    const known = backgrounds.get(embedder.modelId) ?? measureBackground(embedder);
    backgrounds.set(embedder.modelId, known);
    // A failure is not remembered: the next match measures again.
    known.catch(() => backgrounds.delete(embedder.modelId));
    return known;
  };

  /** Nothing while the embedder is away: matching then goes by words alone. */
  async function meaningOf(embedder: Embedder, { embed }: Understanding) {
    try {
      const [[vector], background] = await Promise.all([
        embedder.embed([embed], 'query'),
        backgroundOf(embedder),
      ]);
      return { vector, background };
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') return undefined;
      throw error;
    }
  }

  async function ask(
    request: MatchRequest,
    weights = weightsNow(),
    { on: day = now(), within }: Pick<Telling, 'on' | 'within'> = {},
  ): Promise<Asked> {
    const embedder = deps.embedder();
    const understanding = understand(request, finder, {
      embedderLanguages: embedder?.languages ?? [],
      glossaries,
      spellers,
      labels: weights.labels,
    });
    const making = embedder && meaningOf(embedder, understanding);
    // The model works in a thread of its own: the engine's turn is now.
    if (embedder)
      deps.engine.foresee?.({
        ...queryOf(request, understanding, within),
        semanticRatio: weights.semantic,
      });
    const made = await making;
    const { candidates, degraded } = await retrieve(deps.engine, facts, request, understanding, {
      vector: made?.vector,
      semanticRatio: weights.semantic,
      staleBefore: deps.staleAfterDays === undefined ? undefined : staleBefore(deps.staleAfterDays, now()),
      within,
    });
    return {
      understanding,
      candidates,
      city: contextOf(request, understanding, places, (deps.year ?? thisYear)()),
      background: made?.background ?? NOTHING_KNOWN,
      day,
      model: made?.vector && embedder && !degraded ? embedder.modelId : 'none',
      degraded: degraded || (embedder !== undefined && made === undefined),
    };
  }

  async function rank(
    request: MatchRequest,
    weights = weightsNow(),
    telling: Pick<Telling, 'on' | 'within'> = {},
  ): Promise<Ranking> {
    const asked = await ask(request, weights, telling);
    return { ...asked, scored: order(asked, weights) };
  }

  return {
    ask: (request) => ask(request),
    rank: (request) => rank(request),
    async match(request, telling = {}) {
      const started = performance.now();
      // One set for the whole answer, should another come into use meanwhile.
      const weights = weightsNow();
      const ranking = await rank(request, weights, telling);
      const { understanding } = ranking;
      const { kinds = ['case-study', 'provider'], limit } = request;
      const { confident, shown } = answerOf(ranking.scored, { kinds, limit }, weights);
      const results = await present(shown, ranking, confident, { ...deps, weights, passagesOf, telling });
      return {
        language: understanding.language,
        confident,
        tookMs: Math.round((performance.now() - started) * 10) / 10,
        model: ranking.model,
        ...(ranking.degraded && { degraded: true as const }),
        concepts: understanding.concepts.map(({ concept }) => ({
          id: concept.id,
          label: conceptLabel(concept, telling.language),
        })),
        ...(understanding.corrected.length > 0 && { corrected: understanding.corrected }),
        results,
      } satisfies MatchResponse;
    },
  };
}

function contextOf(
  { city }: MatchRequest,
  { tightBudget }: Understanding,
  places: Places,
  year: number,
): CityContext {
  const { name, country, climate } = city ?? {};
  const found = name && country ? places.locate(name, country) : undefined;
  return {
    country: city?.country,
    population: city?.population,
    regions: city?.country ? regionsOf(city.country) : [],
    tightBudget,
    climate: climate ?? found?.climate,
    coastal: found?.coastal,
    year,
  };
}

/** Turns scored candidates into results, with evidence and reasons. */
async function present(
  shown: readonly Scored[],
  ranking: Ranking,
  confident: boolean,
  deps: Omit<MatcherDeps, 'weights'> & { weights: MatchWeights; passagesOf: PassageFinder; telling: Telling },
): Promise<MatchResult[]> {
  const { language = 'en', also, within } = deps.telling;
  const entries = shown.map(({ candidate }) => candidate.facts.entry);
  const [cases, providers] = await Promise.all([
    deps
      .caseStudiesOf(entries.filter(({ kind }) => kind === 'provider').map(({ id }) => id))
      .then((all) => (within === undefined ? all : onlyWithin(deps.engine, all, within))),
    providerTitles(deps.engine, entries, within),
  ]);
  const titles = new Map(ranking.candidates.map(({ facts }) => [facts.entry.id, titleOf(facts.entry)]));
  const stems = stemWeights(ranking.understanding.stems, ranking.candidates);
  return shown.map((scored) => {
    const { entry } = scored.candidate.facts;
    const evidence =
      entry.kind === 'provider' ? (cases.get(entry.id) ?? []) : linkedProviders(entry, providers);
    const passages = deps.passagesOf(entry, stems);
    const band = bandOf(scored.probability, confident, deps.weights);
    const grounds = {
      understanding: ranking.understanding,
      city: ranking.city,
      passages,
      liftedByTitle: scored.liftedBy === undefined ? undefined : titles.get(scored.liftedBy),
      provenBy: evidence.length,
      band,
      year: (deps.year ?? thisYear)(),
    };
    const reasonsIn = (spoken: Language) => explain(scored, { ...grounds, words: REASONS[spoken] });
    return {
      ...describe(entry),
      ...(scored.candidate.stale && { stale: true }),
      score: scored.probability,
      band,
      reasons: reasonsIn(language),
      ...(also && also !== language && { translated: { language: also, reasons: reasonsIn(also) } }),
      highlights: passages
        .filter(({ weight }) => weight > 0)
        .slice(0, HIGHLIGHTS)
        .map(asHighlight),
      components: components(scored),
      evidence: evidence.slice(0, EVIDENCE).map(({ id, kind, title }) => ({ id, kind, title })),
    };
  });
}

function thisYear(): number {
  return new Date().getUTCFullYear();
}

async function providerTitles(
  engine: SearchEngine,
  entries: readonly Entry[],
  within: SearchFilter = {},
): Promise<Map<string, string>> {
  const ids = [...new Set(entries.flatMap((entry) => asCaseStudy(entry)?.providers ?? []))];
  const found = (await engine.get(ids)).filter((document) => passesFilter(document, within));
  return new Map(found.map(({ id, text }) => [id, text.title]));
}

/** Of the case studies those that the asker may see. */
async function onlyWithin(
  engine: SearchEngine,
  cases: ReadonlyMap<string, readonly LinkedEntry[]>,
  within: SearchFilter,
): Promise<ReadonlyMap<string, readonly LinkedEntry[]>> {
  const ids = [...new Set([...cases.values()].flatMap((own) => own.map(({ id }) => id)))];
  const found = (await engine.get(ids)).filter((document) => passesFilter(document, within));
  const seen = new Set(found.map(({ id }) => id));
  return new Map([...cases].map(([id, own]) => [id, own.filter((one) => seen.has(one.id))]));
}

function linkedProviders(entry: Entry, titles: ReadonlyMap<string, string>): LinkedEntry[] {
  return (asCaseStudy(entry)?.providers ?? []).flatMap((id) => {
    const title = titles.get(id);
    return title === undefined ? [] : [{ id, kind: 'provider' as const, title }];
  });
}

function describe(
  entry: Entry,
): Omit<MatchResult, 'score' | 'band' | 'reasons' | 'highlights' | 'components' | 'evidence'> {
  const { city, country } = placeOf(entry);
  const { population, year } = asCaseStudy(entry) ?? {};
  return {
    id: entry.id,
    kind: entry.kind,
    title: titleOf(entry),
    summary: summaryOf(entry),
    sectors: entry.body.sectors,
    ...(city === '' ? {} : { city }),
    country,
    ...(population ? { population } : {}),
    ...(year ? { year } : {}),
    language: entry.body.language,
    verified: entry.body.verified,
    ...(entry.body.sourceUrl ? { sourceUrl: entry.body.sourceUrl } : {}),
  };
}

function asHighlight({ field, text, ranges }: Passage): MatchResult['highlights'][number] {
  return { field, text, ranges };
}

/** The parts of the score in [0, 1], for "how this was ranked". */
function components({ candidate, context }: Scored): MatchResult['components'] {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return {
    keyword: clamp(candidate.keyword),
    semantic: clamp(candidate.similarity?.best ?? 0),
    context: clamp(meanFit(context)),
  };
}
