import { valuesOf } from '../facets.js';
import { DEFAULT_RATIO, NEIGHBOUR_FLOOR } from '../find.js';
import { fuse } from '../fuse.js';
import type { Highlighter } from '../highlight.js';
import type { PassageField, SearchAnswer, SearchHit, SearchQuery } from '../port.js';
import { readWords } from '../word-query.js';
import { checkQueryVector } from '../writes.js';
import type { MeiliClient } from './client.js';
import { numberOf } from './frequencies.js';
import { type Found, list, lookByWords, lookForNeighbours, lookFurther, NOTHING_FOUND } from './look.js';
import type { Overview } from './overview.js';
import type { IndexRecord } from './record.js';
import type { Records } from './records.js';
import { toConditions } from './settings.js';
import { encodeTerm } from './terms.js';

export interface AnswerDeps {
  client: MeiliClient;
  index: string;
  records: Records;
  overview: Overview;
  highlight: Highlighter;
}

/** A record with what the query makes of it. */
interface Scored {
  record: IndexRecord;
  byWords: boolean;
  /** Divided by the best of the answer. */
  keyword: number;
  semantic: { cosine: number; field: PassageField } | undefined;
  score: number;
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
  const neighbours =
    vector && ratio > 0 ? lookForNeighbours(deps, vector, query.filter) : Promise.resolve([]);
  const [byWords, near] = await Promise.all([
    vector && foreseen ? foreseen : beginWithWords(deps, query, ratio),
    neighbours.then(async (found) => ({ found, records: await deps.records.load(found) })),
  ]);
  const { found, words, stems } = byWords;
  const records = new Map([...byWords.records, ...near.records]);
  const scored = scoreAll([...records.values()], {
    ...{ overview: byWords.overview, query, words, found, vector, ratio },
    neighbours: near.found,
  });
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

interface Scoring {
  overview: Overview;
  query: SearchQuery;
  words: readonly (readonly string[])[];
  found: Found;
  neighbours: readonly { id: string }[];
  vector: Float32Array | undefined;
  ratio: number;
}

/** Every record that counts as found, best first. */
function scoreAll(records: readonly IndexRecord[], scoring: Scoring): Scored[] {
  const { query, words, found, neighbours, vector, ratio } = scoring;
  const { statistics } = scoring.overview;
  const near = new Set(neighbours.map(({ id }) => id));
  const named = query.text.trim();
  const score = statistics.scorer(words);
  const held = records.map((record) => ({
    record,
    byWords: found.byWords !== undefined && isFoundByWords(record, words, named, found.any),
    word: score(record),
    semantic: vector && nearestPassage(record, vector),
  }));
  const floor = vector ? statistics.averageCosine(vector, query.filter) : 0;
  const best = Math.max(
    -1,
    ...held.filter(({ record }) => near.has(record.id)).map(({ semantic }) => semantic?.cosine ?? -1),
  );
  const least = query.words === 'all' ? floor + NEIGHBOUR_FLOOR * (best - floor) : -1;
  const counted = held.filter(
    ({ record, byWords, semantic }) =>
      byWords || (near.has(record.id) && semantic !== undefined && semantic.cosine >= least),
  );
  const wordOf = wordScores(counted, named);
  const bestWord = Math.max(0, ...counted.map(wordOf));
  return counted
    .map((one) => {
      const keyword = one.byWords && bestWord > 0 ? wordOf(one) / bestWord : 0;
      const scale = { ratio, floor, best: near.size > 0 ? best : 1 };
      const { record, byWords, semantic } = one;
      return {
        record,
        byWords,
        keyword,
        semantic,
        score: fuse(keyword || null, semantic?.cosine ?? null, scale),
      };
    })
    .sort((a, b) => b.score - a.score || (a.record.id < b.record.id ? -1 : 1));
}

type Counted = { record: IndexRecord; byWords: boolean; word: number };

/** A record that is named by its id comes before all that hold its letters. */
function wordScores(counted: readonly Counted[], named: string): (one: Counted) => number {
  const most = counted.reduce((sum, { byWords, word }) => (byWords ? Math.max(sum, word) : sum), 0.5);
  return ({ record, byWords, word }) => (!byWords ? 0 : record.id === named ? 2 * most : word);
}

function isFoundByWords(
  { id, frequencies }: IndexRecord,
  words: readonly (readonly string[])[],
  named: string,
  any: boolean,
): boolean {
  if (id === named) return true;
  const holds = (codes: readonly string[]) => codes.some((code) => frequencies.rowOf(numberOf(code)) >= 0);
  return words.length > 0 && (any ? words.some(holds) : words.every(holds));
}

function nearestPassage({ vectors }: IndexRecord, query: Float32Array): Scored['semantic'] {
  let best: Scored['semantic'];
  for (const { field, vector } of vectors) {
    if (vector.length !== query.length) continue;
    let cosine = 0;
    for (let at = 0; at < query.length; at++) cosine += (vector[at] ?? 0) * (query[at] ?? 0);
    if (best === undefined || cosine > best.cosine) best = { cosine, field };
  }
  return best;
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
