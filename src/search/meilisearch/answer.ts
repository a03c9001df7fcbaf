import { valuesOf } from '../facets.js';
import { DEFAULT_RATIO } from '../find.js';
import type { Highlighter } from '../highlight.js';
import type { SearchAnswer, SearchHit, SearchQuery } from '../port.js';
import { readWords } from '../word-query.js';
import { checkQueryVector } from '../writes.js';
import type { MeiliClient } from './client.js';
import { type Found, list, lookByWords, lookForNeighbours, lookFurther, NOTHING_FOUND } from './look.js';
import type { Overview } from './overview.js';
import type { IndexRecord } from './record.js';
import type { Records } from './records.js';
import { createScorer, type Scored } from './score.js';
import { toConditions } from './settings.js';
import { encodeTerm } from './terms.js';

export interface AnswerDeps {
  client: MeiliClient;
  index: string;
  records: Records;
  overview: Overview;
  highlight: Highlighter;
}

/** The half of an answer that needs no vector. */
export interface ByWords {
  overview: Overview;
  words: readonly (readonly string[])[];
  stems: ReadonlySet<string>;
  found: Found;
  /** Of the candidates, by id. */
  records: ReadonlyMap<string, IndexRecord>;
}

/** Looks for a query's words, which can go on while its vector is being made. */
export async function beginWithWords(
  deps: AnswerDeps,
  query: Omit<SearchQuery, 'vector'>,
  ratio: number,
): Promise<ByWords> {
  const { overview } = deps;
  const read = readWords(
    query.text,
    { prefix: query.words === 'all', ...(query.language !== undefined && { language: query.language }) },
    overview,
  );
  const words = read.words.map((alternatives) => alternatives.map(encodeTerm));
  const found =
    ratio < 1
      ? await lookByWords(deps, { query, words, overview, besideNeighbours: ratio > 0 })
      : NOTHING_FOUND;
  return { overview, words, stems: read.stems, found, records: await deps.records.load(found.candidates) };
}

/**
 * Answers a query: Meilisearch finds, filters and counts; scores are ours, so that they are those of every engine.
 * @param foreseen What `beginWithWords` began for this query before its vector was there.
 */
export async function answer(
  deps: AnswerDeps,
  query: SearchQuery,
  foreseen?: Promise<ByWords>,
): Promise<SearchAnswer> {
  const { limit, offset = 0, facets = [] } = query;
  if (query.text.trim() === '' && !query.vector) return listing(deps, query);
  const { dimensions } = deps.overview.info;
  const vector = dimensions === null ? undefined : query.vector;
  if (vector && dimensions !== null) checkQueryVector(vector, dimensions);
  const ratio = vector ? (query.semanticRatio ?? DEFAULT_RATIO) : 0;
  const nearest = vector && ratio > 0 ? lookForNeighbours(deps, vector, query) : [];
  const near = Promise.resolve(nearest).then(async (found) => ({
    found,
    records: await deps.records.load(found),
  }));
  // Where the words fail first, this failure is told by nobody.
  near.catch(() => undefined);
  const byWords = await (vector && foreseen ? foreseen : beginWithWords(deps, query, ratio));
  const { found, words, stems, overview } = byWords;
  const scorer = createScorer({ overview, query, words, found, vector, ratio });
  // While the neighbours are looked for.
  scorer.look(byWords.records.values());
  const neighbours = await near;
  const records = new Map([...byWords.records, ...neighbours.records]);
  const scored = scorer.rank(records.values(), neighbours.found);
  const extra = scored.filter(({ byWords }) => !byWords);
  const page = scored.slice(offset, offset + limit);
  const rest = await further(deps, query, found, { scored, wanted: limit - page.length });
  return {
    hits: [...page, ...rest].map((one) => toHit(one, query, stems, deps.highlight)),
    total: found.total + extra.length,
    facets: Object.fromEntries(
      facets.map((facet) => {
        const counts = new Map(Object.entries(found.facets[facet] ?? {}));
        for (const { record } of extra) {
          for (const value of new Set(valuesOf(record, facet)))
            counts.set(value, (counts.get(value) ?? 0) + 1);
        }
        return [facet, Object.fromEntries(counts)];
      }),
    ),
  };
}

async function listing(deps: AnswerDeps, query: SearchQuery): Promise<SearchAnswer> {
  const { limit, offset = 0, facets = [] } = query;
  const filter = toConditions(query.filter).join(' AND ');
  const { hits, total, facets: counts } = await list(deps, { filter, offset, limit, facets });
  const records = await deps.records.load(hits);
  return {
    hits: hits.flatMap(({ id }) => {
      const record = records.get(id);
      if (record === undefined) return [];
      return [{ id, kind: record.kind, score: 0, keyword: null, semantic: null, highlights: [] }];
    }),
    total,
    facets: Object.fromEntries(facets.map((facet) => [facet, counts[facet] ?? {}])),
  };
}

/** What comes after everything that was scored: the rest of those found by words, as the least of them. */
async function further(
  deps: AnswerDeps,
  { offset = 0 }: SearchQuery,
  found: Found,
  { scored, wanted }: { scored: readonly Scored[]; wanted: number },
): Promise<Scored[]> {
  const byWords = scored.filter((one) => one.byWords);
  if (wanted <= 0 || found.byWords === undefined || byWords.length >= found.total) return [];
  const references = await lookFurther(deps, {
    byWords: found.byWords,
    except: byWords.map(({ record }) => record.id),
    offset: Math.max(0, offset - scored.length),
    limit: wanted,
  });
  const records = await deps.records.load(references);
  // Those that are neighbours stand among the scored already.
  const least = Math.min(1, ...scored.map(({ score }) => score)) / 2;
  const keyword = Math.min(1, ...byWords.map((one) => one.keyword)) / 2;
  return references.flatMap(({ id }) => {
    const record = records.get(id);
    return record === undefined
      ? []
      : [{ record, byWords: true, keyword, semantic: undefined, score: least }];
  });
}

function toHit(
  { record, keyword, semantic, score }: Scored,
  query: SearchQuery,
  stems: ReadonlySet<string>,
  highlight: Highlighter,
): SearchHit {
  return {
    id: record.id,
    kind: record.kind,
    score,
    keyword: keyword || null,
    semantic: semantic ? Math.min(1, Math.max(-1, semantic.cosine)) : null,
    ...(semantic && { semanticField: semantic.field }),
    highlights: query.highlight ? highlight(record, stems) : [],
  };
}
