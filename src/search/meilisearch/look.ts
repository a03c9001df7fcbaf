import type { MultiSearchQuery } from 'meilisearch';
import { z } from 'zod';
import { NEIGHBOURS } from '../find.js';
import { FACETS, type Facet, type SearchQuery } from '../port.js';
import { bestOf, rungsOf } from './candidates.js';
import type { MeiliClient } from './client.js';
import type { Overview } from './overview.js';
import { EMBEDDER } from './record.js';
import { type Reference, referenceSchema } from './records.js';
import { attributeOf, isOneOf, quoted, toConditions } from './settings.js';

/**
 * Records found by words that are scored, the others follow in title order; fewer where meaning brings some too. Of
 * very many that hold every word, a search box shows the first pages at most, and every record has to be read.
 */
const SCORED = { alone: 200, besideNeighbours: 120, ofManyForABox: 60 };
/** A search text that may be an id. Meilisearch does not tell capitals apart, ids do: theirs are small. */
const ID = /^[a-z0-9_-]{1,200}$/;
const TITLE_ORDER = ['titleKey:asc', 'id:asc'];

const answerSchema = z.object({
  hits: z.array(referenceSchema),
  estimatedTotalHits: z.number(),
  facetDistribution: z.record(z.string(), z.record(z.string(), z.number())).optional(),
});
const answersSchema = z.object({ results: z.array(answerSchema) });

/** What Meilisearch finds by words, before it is scored. */
export interface Found {
  /** Condition that exactly those found by words fulfil, the caller's filter included; undefined: there are none. */
  byWords: string | undefined;
  /** How many those are, and their counts by facet. */
  total: number;
  facets: Partial<Record<Facet, Record<string, number>>>;
  /** Up to 200 of them, the best as far as Meilisearch can tell. */
  candidates: Reference[];
  /** Whether one word was enough. */
  any: boolean;
}

export const NOTHING_FOUND: Found = {
  ...{ byWords: undefined, total: 0, facets: {}, candidates: [], any: false },
};

interface Asked {
  query: Omit<SearchQuery, 'vector'>;
  /** Coded stems; inner lists are alternatives of one word. */
  words: readonly (readonly string[])[];
  overview: Overview;
  /** Whether neighbours are found besides. */
  besideNeighbours: boolean;
}

interface Deps {
  client: MeiliClient;
  index: string;
}

/** Looks for those found by words: one request, seldom two. */
export async function lookByWords(
  { client, index }: Deps,
  { query, words, overview, besideNeighbours }: Asked,
): Promise<Found> {
  const conditions = toConditions(query.filter);
  const facets = (query.facets ?? []).map(attributeOf);
  const some = conditionOf(words, query, 'any');
  const first = query.words === 'all' ? conditionOf(words, query, 'all') : some;
  if (first === undefined || some === undefined) return NOTHING_FOUND;
  const wider = query.words === 'all' && words.length > 1;
  // Where one word is enough, the rungs themselves see to it that there is one.
  const ladderAtOnce = query.words === 'any' && overview.info.documents > SCORED.alone;
  const most = besideNeighbours ? SCORED.besideNeighbours : SCORED.alone;
  const both = (condition: string) => [...conditions, condition].join(' AND ');
  const counting = (condition: string): MultiSearchQuery => ({
    ...{ indexUid: index, q: '', filter: both(condition), facets, limit: ladderAtOnce ? 0 : most },
    attributesToRetrieve: ['id', 'revision'],
  });
  const ladder = (filter: readonly string[]) => rungsOf(words, overview, { indexUid: index, filter });

  const rungs = ladderAtOnce ? ladder(conditions) : [];
  const answers = await ask(client, [counting(first), ...rungs.map((rung) => rung.query)]);
  const nothing = answers[0]?.estimatedTotalHits === 0;
  const any = query.words === 'any' || (wider && nothing);
  const [answer] = wider && nothing ? await ask(client, [counting(some)]) : answers;
  const condition = any ? some : first;
  const total = answer?.estimatedTotalHits ?? 0;
  return {
    byWords: both(condition),
    total,
    facets: countsOf(answer?.facetDistribution ?? {}),
    candidates: total <= most && !ladderAtOnce ? (answer?.hits ?? []) : await best(condition),
    any,
  };

  /** Where there are too many to score all of them. */
  async function best(held: string): Promise<Reference[]> {
    if (total <= most) {
      const [all] = await ask(client, [{ ...counting(held), facets: [], limit: most }]);
      return all?.hits ?? [];
    }
    const climbed = rungs.length > 0 ? rungs : ladder(any ? conditions : [...conditions, held]);
    const found =
      rungs.length > 0
        ? answers.slice(-rungs.length)
        : await ask(
            client,
            climbed.map((one) => one.query),
          );
    return bestOf(
      climbed.map(({ weight }, at) => ({ weight, found: found[at]?.hits ?? [] })),
      besideNeighbours && query.words === 'all' ? SCORED.ofManyForABox : most,
    );
  }
}

/** The nearest in meaning that pass the filter, nearest first. */
export async function lookForNeighbours(
  { client, index }: Deps,
  vector: Float32Array,
  { filter, words }: SearchQuery,
): Promise<Reference[]> {
  const limit = NEIGHBOURS[words];
  const [answer] = await ask(client, [{ ...nearest(index, vector, toConditions(filter)), limit }]);
  return answer?.hits ?? [];
}

/** A page of those found by words that were not scored, in title order. */
export async function lookFurther(
  { client, index }: Deps,
  {
    byWords,
    except,
    offset,
    limit,
  }: { byWords: string; except: readonly string[]; offset: number; limit: number },
): Promise<Reference[]> {
  const filter = except.length === 0 ? byWords : `${byWords} AND NOT (${isOneOf('id', except)})`;
  return (await list({ client, index }, { filter, offset, limit, facets: [] })).hits;
}

/** Those that pass the filter in title order, with exact totals and counts. */
export async function list(
  { client, index }: Deps,
  page: { filter: string; offset: number; limit: number; facets: readonly Facet[] },
): Promise<{ hits: Reference[]; total: number; facets: Found['facets'] }> {
  const [answer] = await ask(client, [
    {
      ...{ indexUid: index, q: '', sort: TITLE_ORDER, offset: page.offset, limit: page.limit },
      ...(page.filter !== '' && { filter: page.filter }),
      facets: page.facets.map(attributeOf),
      attributesToRetrieve: ['id', 'revision'],
    },
  ]);
  return {
    hits: answer?.hits ?? [],
    total: answer?.estimatedTotalHits ?? 0,
    facets: countsOf(answer?.facetDistribution ?? {}),
  };
}

async function ask(client: MeiliClient, queries: MultiSearchQuery[]) {
  if (queries.length === 0) return [];
  return answersSchema.parse(await client.read((meili) => meili.multiSearch({ queries }))).results;
}

function nearest(index: string, vector: Float32Array, conditions: readonly string[]): MultiSearchQuery {
  return {
    indexUid: index,
    q: '',
    vector: [...vector],
    hybrid: { embedder: EMBEDDER, semanticRatio: 1 },
    ...(conditions.length > 0 && { filter: conditions.join(' AND ') }),
    attributesToRetrieve: ['id', 'revision'],
  };
}

/** What a record must fulfil to be found by words; its id is found as well as a word. Undefined: nothing does. */
function conditionOf(
  words: readonly (readonly string[])[],
  { text }: Pick<SearchQuery, 'text'>,
  combine: 'all' | 'any',
): string | undefined {
  const groups = combine === 'any' && words.length > 0 ? [words.flat()] : words;
  const held = groups.map((codes) => isOneOf('stems', codes)).join(' AND ');
  const named = ID.test(text.trim()) ? `id = ${quoted(text.trim())}` : '';
  const either = [held === '' ? '' : `(${held})`, named].filter((one) => one !== '');
  return either.length === 0 ? undefined : `(${either.join(' OR ')})`;
}

function countsOf(distribution: Record<string, Record<string, number>>): Found['facets'] {
  return Object.fromEntries(
    FACETS.flatMap((facet) => {
      const counts = distribution[attributeOf(facet)];
      return counts === undefined ? [] : [[facet, counts]];
    }),
  );
}
