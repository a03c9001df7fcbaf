import type { Logger } from 'pino';
import type { EntryKind } from '../../src/catalogue/entry.js';
import { caseStudiesOf } from '../../src/catalogue/evidence.js';
import { listCities } from '../../src/catalogue/places.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { createCachedEmbedder } from '../../src/embedding/cache.js';
import { createEmbedder } from '../../src/embedding/create.js';
import { ensureModel } from '../../src/embedding/ensure.js';
import type { Embedder } from '../../src/embedding/port.js';
import { AppError } from '../../src/errors.js';
import { rebuildIndex } from '../../src/indexing/rebuild.js';
import type { MatchRequest } from '../../src/matching/contract.js';
import type { Answerer } from '../../src/matching/evaluate.js';
import { type Judgment, requestOf } from '../../src/matching/judgments.js';
import { createMatcher, type MatcherDeps, type OpenMatcher } from '../../src/matching/matcher.js';
import type { MatchWeights } from '../../src/matching/weights.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine } from '../../src/search/port.js';
import { createGlossaries } from '../../src/taxonomy/glossary.js';
import { loadThesaurus } from '../../src/taxonomy/thesaurus.js';
import { withTypos } from './typos.js';

/** How many results each mode may show: enough for recall@20. */
const DEPTH = 20;
/** Equals take turns by the day: figures are those of this one, whenever they are printed. */
const DAY = new Date('2026-11-28');

export interface LaboratoryOptions {
  /** JSON Lines of entries; default the seeds. */
  files: readonly string[] | undefined;
  thesaurus: string;
  model: string | undefined;
  dataDir: string;
  log: Logger;
  /** What finds; default an engine in the process. It is filled anew, and closed with the laboratory. */
  engine?: SearchEngine | undefined;
  /** Judgments name no city: give each the one of its country that is nearest in size, so that climate counts. */
  withCities?: boolean;
  /** Which letters are mistyped: see `withTypos`. */
  typoSeed?: number;
}

/**
 * The matcher over a catalogue in memory, the two plain ways of searching that it must beat, and the matcher again with
 * statements that are mistyped.
 */
export interface Laboratory {
  model: string;
  /** The day on which it answers: equals take turns by it. */
  day: Date;
  entries: number;
  modes: Record<'keyword' | 'semantic' | 'hybrid' | 'typos', Answerer>;
  /** The mode `hybrid` with other weights. */
  weighing(weights: MatchWeights): Answerer;
  matcher: OpenMatcher;
  /** The same without an embedder that answers. */
  matcherWithout: OpenMatcher;
  /** The matcher with something of it changed, over the same catalogue. */
  matcherWith(changed: Partial<MatcherDeps>): OpenMatcher;
  embedder: Embedder;
  engine: SearchEngine;
  /** Fills another engine with the same catalogue; closed with the laboratory. */
  fill(engine: SearchEngine): Promise<SearchEngine>;
  close(): Promise<void>;
}

/** Of a country's cities the one nearest in size, by logarithm. */
function nearestInSize(country: string, population: number): string | undefined {
  const apart = (city: { population: number }) => Math.abs(Math.log(city.population / population));
  const [nearest] = listCities()
    .filter((city) => city.country === country && city.population > 0)
    .sort((a, b) => apart(a) - apart(b));
  return nearest?.name;
}

/** A judgment as the city would send it. */
export function toRequest(
  judgment: Judgment,
  kinds: readonly EntryKind[],
  { limit = DEPTH, withCities = false }: { limit?: number; withCities?: boolean } = {},
): MatchRequest {
  const { city, ...request } = requestOf(judgment, kinds, limit);
  const { country, population } = city ?? {};
  const name = withCities && country && population ? nearestInSize(country, population) : undefined;
  return { ...request, city: { ...city, ...(name === undefined ? {} : { name }) } };
}

/** Opens everything in memory; the model is fetched where it is not at hand yet. */
export async function openLaboratory(options: LaboratoryOptions): Promise<Laboratory> {
  const { log, dataDir, model, withCities = false, typoSeed = 1 } = options;
  if (model === undefined) await ensureModel({ dataDir, log });
  const plain = await createEmbedder({ model, dataDir, log });
  const handle = await openDatabase({ dataDir: ':memory:', log });
  const store = createCatalogueStore(handle.db);
  const entries = await readEntries(options.files);
  await store.save(entries);
  const embedder = createCachedEmbedder({ db: handle.db, embedder: plain });
  const engine = options.engine ?? (await createEmbeddedEngine({ log }));
  await rebuildIndex({ store, engine }, embedder);
  const concepts = await loadThesaurus(options.thesaurus);
  const glossaries = createGlossaries();
  const matcherWith = (changed: Partial<MatcherDeps>) =>
    createMatcher({
      engine,
      embedder: () => embedder,
      concepts,
      glossaries,
      caseStudiesOf: (ids) => caseStudiesOf(store, ids),
      now: () => DAY,
      ...changed,
    });
  const matcher = matcherWith({});
  const away: Embedder = {
    ...embedder,
    embed: () => Promise.reject(new AppError('unavailable', 'The embedder is away')),
  };
  const matcherWithout = matcherWith({ embedder: () => away });
  const others: SearchEngine[] = [];
  const search = async (judgment: Judgment, kind: readonly EntryKind[], vector?: Float32Array) => {
    const { statement: text, language } = judgment;
    const semantic = vector ? { vector, semanticRatio: 1 } : {};
    const { hits } = await engine.search({
      text,
      language,
      words: 'any',
      filter: { kind },
      limit: DEPTH,
      ...semantic,
    });
    return { ids: hits.map(({ id }) => id), confident: true };
  };
  const answererOf =
    ({ match }: Pick<typeof matcher, 'match'>): Answerer =>
    async (judgment, kinds) => {
      const { results, confident } = await match(toRequest(judgment, kinds, { withCities }));
      return {
        ids: results.map(({ id }) => id),
        confident,
        probabilities: results.map(({ score }) => score),
      };
    };
  const hybrid = answererOf(matcher);
  return {
    model: embedder.modelId,
    day: DAY,
    entries: entries.length,
    matcher,
    matcherWithout,
    matcherWith,
    embedder,
    engine,
    async fill(other) {
      others.push(other);
      await rebuildIndex({ store, engine: other }, embedder);
      return other;
    },
    modes: {
      keyword: (judgment, kinds) => search(judgment, kinds),
      semantic: async (judgment, kinds) => {
        const [vector] = await embedder.embed([judgment.statement], 'query');
        return search(judgment, kinds, vector);
      },
      hybrid,
      typos: (judgment, kinds) =>
        hybrid({ ...judgment, statement: withTypos(judgment.statement, typoSeed) }, kinds),
    },
    weighing: (weights) => answererOf(matcherWith({ weights: () => weights })),
    async close() {
      await embedder.close();
      for (const opened of [engine, ...others]) await opened.close();
      await handle.close();
    },
  };
}
