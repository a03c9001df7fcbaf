import { passesFilter } from '../search/facets.js';
import type { SearchDocument, SearchEngine, SearchFilter, SearchHit, SearchQuery } from '../search/port.js';
import { asCaseStudy, type Candidate, dot, type Similarity } from './candidate.js';
import type { MatchRequest } from './contract.js';
import type { FactsCache } from './facts.js';
import type { Understanding } from './understand.js';

/** How many candidates the engine is asked for; measured to be enough from 30 on. */
const CANDIDATES = 100;

/**
 * Step 2 of matching: the engine's best by words and meaning, and the providers that delivered the case
 * studies among them. The caller's filters hold for every candidate; its kinds are applied at the end, since
 * a provider is judged by its case studies.
 * @param vector Unit-norm query vector, or undefined to go by words alone.
 */
export async function retrieve(
  engine: SearchEngine,
  facts: FactsCache,
  request: MatchRequest,
  understanding: Understanding,
  options: {
    vector: Float32Array | undefined;
    semanticRatio: number;
    /** Entries last checked before this are stale; absent: none is. */
    staleBefore: Date | undefined;
    /** What else must hold for every candidate. */
    within?: SearchFilter | undefined;
  },
): Promise<{ candidates: Candidate[]; degraded: boolean }> {
  const query = queryOf(request, understanding, options.within);
  const answer = await engine.search({
    ...query,
    ...(options.vector ? { vector: options.vector, semanticRatio: options.semanticRatio } : {}),
  });
  const hits = new Map(answer.hits.map((hit) => [hit.id, hit]));
  const found = await engine.get([...hits.keys()]);
  const candidates = found.map((document) => toCandidate(document, hits.get(document.id), facts, options));
  const linked = candidates.flatMap(({ facts: { entry } }) => asCaseStudy(entry)?.providers ?? []);
  const missing = [...new Set(linked)].filter((id) => !hits.has(id));
  const providers = (await engine.get(missing)).filter((document) =>
    passesFilter(document, query.filter ?? {}),
  );
  return {
    candidates: [...candidates, ...providers.map((d) => toCandidate(d, undefined, facts, options))],
    // The engine may have gone between the calls: the documents are then lesser ones.
    degraded: answer.degraded === true || engine.degraded === true,
  };
}

/** What the engine is asked, but for the vector and its weight. */
export function queryOf(
  request: MatchRequest,
  understanding: Understanding,
  within: SearchFilter = {},
): SearchQuery {
  return {
    text: understanding.words,
    words: 'any',
    language: understanding.language,
    filter: { ...toFilter(request.filters), ...within },
    limit: CANDIDATES,
  };
}

function toFilter(filters: MatchRequest['filters']): SearchFilter {
  return {
    ...(filters?.sector ? { sector: filters.sector } : {}),
    ...(filters?.country ? { country: filters.country } : {}),
    ...(filters?.sdg ? { sdg: filters.sdg.map(String) } : {}),
    ...(filters?.pathway ? { pathway: filters.pathway } : {}),
    ...(filters?.region ? { region: filters.region } : {}),
  };
}

function toCandidate(
  document: SearchDocument,
  hit: SearchHit | undefined,
  facts: FactsCache,
  { vector, staleBefore }: { vector: Float32Array | undefined; staleBefore: Date | undefined },
): Candidate {
  const known = facts.of(document);
  return {
    facts: known,
    stale: staleBefore !== undefined && known.checkedOn !== undefined && known.checkedOn < staleBefore,
    keyword: hit?.keyword ?? 0,
    similarity: vector && similarityOf(document, vector),
    whole: document.vectors.find(({ field }) => field === 'whole')?.vector,
  };
}

function similarityOf({ vectors }: SearchDocument, query: Float32Array): Similarity | undefined {
  if (vectors.length === 0 || vectors[0]?.vector.length !== query.length) return undefined;
  const cosines = vectors.map(({ field, vector }) => ({ field, cosine: dot(vector, query) }));
  const parts = cosines.filter(({ field }) => field !== 'whole');
  const whole = cosines.find(({ field }) => field === 'whole');
  const passages = parts.length > 0 ? parts : cosines;
  const best = passages.reduce((a, b) => (b.cosine > a.cosine ? b : a));
  const mean = passages.reduce((sum, { cosine }) => sum + cosine, 0) / passages.length;
  return { best: best.cosine, mean, whole: whole?.cosine ?? mean, bestField: best.field };
}
