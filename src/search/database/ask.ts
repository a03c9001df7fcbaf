import { and, arrayOverlaps, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { searchWords } from '../../db/schema.js';
import type { Database } from '../../db/types.js';
import { FACETS, type Facet, type SearchAnswer, type SearchFilter, type SearchQuery } from '../port.js';
import { LABEL_WEIGHTS } from './words.js';

/** Which rows are found, and how they are ordered: the highest rank first, then by `key`. */
export interface Finding {
  where: SQL | undefined;
  rank: SQL;
  named: SQL;
  key: SQL;
}

export interface Found {
  hits: { id: string; kind: 'case-study' | 'provider'; named: boolean; rank: number }[];
  total: number;
  /** How many of them have a rank above 0. */
  ranked: number;
  /** The best rank of all that were found, one found by its id left out. */
  best: number;
  /** Whether one was found by its id. */
  anyNamed: boolean;
  facets: SearchAnswer['facets'];
}

/** Everything, in title order. */
export const LISTING: Finding = {
  where: undefined,
  rank: sql`0`,
  named: sql`false`,
  key: sql`${searchWords.titleKey}`,
};

/**
 * Rows that hold the words, or have the text for an id.
 * @param query Text form of a `tsquery`; undefined where there are no words.
 * @param ranked Another one: rows that do not fulfil it have rank 0, and their words are not read.
 */
export function byWords(text: string, query: string | undefined, ranked?: string): Finding {
  const named = eq(searchWords.id, text);
  const key = sql`''`;
  if (query === undefined) return { where: named, rank: sql`0`, named: sql`${named}`, key };
  const asked = sql`${query}::tsquery`;
  // 1: the rank is divided by 1 and the logarithm of the length, so that long texts do not win by their length.
  const rank = sql`ts_rank(${LABEL_WEIGHTS}::float4[], ${searchWords.words}, ${asked}, 1)`;
  const telling = sql`${searchWords.id} in (select one.id from ${searchWords} as one where one.words @@ ${ranked}::tsquery)`;
  return {
    where: or(named, sql`${searchWords.words} @@ ${asked}`),
    rank: ranked === undefined ? rank : sql`case when ${telling} then ${rank} else 0 end`,
    named: sql`${named}`,
    key,
  };
}

const LISTS = {
  sector: searchWords.sectors,
  country: searchWords.countries,
  sdg: searchWords.sdgs,
  pathway: searchWords.pathways,
  region: searchWords.regions,
} as const;

/** OR within a facet, AND between facets. */
function passing(filter: SearchFilter | undefined): SQL | undefined {
  const conditions = FACETS.flatMap((facet) => {
    const values = filter?.[facet] ?? [];
    if (values.length === 0) return [];
    if (facet === 'kind') return inArray(sql`${searchWords.kind}`, [...values]);
    return arrayOverlaps(LISTS[facet], [...values]);
  });
  return and(...conditions);
}

const rowSchema = z.array(
  z.object({
    /** `hit`, `total`, `ranked`, or a facet. */
    what: z.enum(['hit', 'total', 'ranked', ...FACETS]),
    name: z.string(),
    kind: z.enum(['case-study', 'provider', '']),
    named: z.boolean(),
    number: z.coerce.number(),
    place: z.coerce.number(),
  }),
);

/** Asks once for all: page, total and facets are of one moment. */
export async function ask(db: Database, query: SearchQuery, finding: Finding): Promise<Found> {
  const { limit, offset = 0 } = query;
  const facets = [...new Set(query.facets)];
  const counted = facets.map((facet) =>
    facet === 'kind'
      ? sql` union all select 'kind', kind, '', false, count(*)::float8, 0 from found group by kind`
      : sql` union all select ${facet}::text, value, '', false, count(*)::float8, 0
          from found, unnest(${sql.identifier(LISTS[facet].name)}) as value group by value`,
  );
  const lists = facets.flatMap((facet) =>
    facet === 'kind' ? [] : [sql`${sql.identifier(LISTS[facet].name)}, `],
  );
  const order = sql`named desc, rank desc, key collate "C", id collate "C"`;
  const rows = await db
    .select({
      what: sql`what`,
      name: sql`name`,
      kind: sql`kind`,
      named: sql`named`,
      number: sql`number`,
      place: sql`place`,
    })
    .from(sql`(
      with found as materialized (
        select id, kind, ${sql.join(lists)}${finding.named} as named,
          (${finding.rank})::float8 as rank, ${finding.key} as key
        from ${searchWords}
        where ${and(finding.where, passing(query.filter)) ?? sql`true`}
      )
      select 'hit' as what, id as name, kind, named, rank as number, row_number() over () as place
        from (select * from found order by ${order} limit ${limit} offset ${offset}) as page
      union all select 'total', '', '', coalesce(bool_or(named), false), coalesce(max(rank) filter (where not named), 0), count(*) from found
      union all select 'ranked', '', '', false, 0, count(*) from found where rank > 0
      ${sql.join(counted)}
    ) as answer`);
  return readFound(rowSchema.parse(rows), facets);
}

function readFound(rows: z.infer<typeof rowSchema>, facets: readonly Facet[]): Found {
  const total = rows.find(({ what }) => what === 'total');
  const hits = rows
    .filter(({ what }) => what === 'hit')
    .sort((a, b) => a.place - b.place)
    .flatMap(({ name: id, kind, named, number: rank }) => (kind === '' ? [] : [{ id, kind, named, rank }]));
  const countsOf = (facet: Facet) =>
    Object.fromEntries(
      rows.filter(({ what }) => what === facet).map(({ name, number }) => [name, number] as const),
    );
  return {
    hits,
    total: total?.place ?? 0,
    ranked: rows.find(({ what }) => what === 'ranked')?.place ?? 0,
    best: total?.number ?? 0,
    anyNamed: total?.named ?? false,
    facets: Object.fromEntries(facets.map((facet) => [facet, countsOf(facet)])),
  };
}
