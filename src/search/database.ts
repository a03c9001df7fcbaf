import { and, arrayOverlaps, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { searchWords } from '../db/schema.js';
import type { Database } from '../db/types.js';
import {
  type AskedWords,
  LABEL_WEIGHTS,
  readQuery,
  titleKeyOf,
  toTsQuery,
  toVector,
} from './database-words.js';
import { createHighlighter } from './highlight.js';
import {
  FACETS,
  type Facet,
  type FollowingIndex,
  type HeldDocument,
  type SearchAnswer,
  type SearchDocument,
  type SearchFilter,
  type SearchHit,
  type SearchQuery,
  type SearchReader,
} from './port.js';

/** Documents written by one statement: twelve parameters each. */
const CHUNK = 200;
/** How long the languages of the documents are remembered, in milliseconds. */
const REMEMBER_MS = 60_000;
/** What an entry found by its id counts, against the best of those found by their words. */
const NAMED = 2;

/** Words of the catalogue in the database itself, searched by PostgreSQL's full text: for want of an engine. */
export type DatabaseEngine = SearchReader & FollowingIndex & { readonly name: string };

/**
 * Searches by words, with the stems of the other engines and PostgreSQL's ranking; meaning is not compared, and
 * typos are not forgiven. Any number of processes may use it.
 * @param read Gives documents by id, in the order asked for, as far as there are any.
 */
export function createDatabaseEngine({
  db,
  read,
}: {
  db: Database;
  read: (ids: readonly string[]) => Promise<SearchDocument[]>;
}): DatabaseEngine {
  const highlight = createHighlighter(200);
  let languages: { held: string[]; until: number } | undefined;

  async function heldLanguages(): Promise<string[]> {
    if (languages === undefined || languages.until < Date.now()) {
      const rows = await db.selectDistinct({ language: searchWords.language }).from(searchWords);
      languages = { held: rows.map(({ language }) => language), until: Date.now() + REMEMBER_MS };
    }
    return languages.held;
  }

  async function withHighlights(hits: readonly SearchHit[], asked: AskedWords): Promise<SearchHit[]> {
    const documents = new Map((await read(hits.map((hit) => hit.id))).map((one) => [one.id, one]));
    const stems = new Set(asked.words.flat());
    return hits.map((hit) => {
      const document = documents.get(hit.id);
      return { ...hit, highlights: document ? highlight(document, stems) : [] };
    });
  }

  async function search(query: SearchQuery): Promise<SearchAnswer> {
    const text = query.text.trim();
    if (text === '' && !query.vector) return presentListing(await ask(db, query, LISTING));
    const asked = readQuery(text, {
      language: query.language,
      prefix: query.words === 'all',
      held: await heldLanguages(),
    });
    const by = (combine: 'all' | 'any') => ask(db, query, byWords(text, toTsQuery(asked, combine)));
    let found = await by(query.words);
    if (found.total === 0 && query.words === 'all' && asked.words.length > 1) found = await by('any');
    const answer = presentFound(found);
    return query.highlight ? { ...answer, hits: await withHighlights(answer.hits, asked) } : answer;
  }

  return {
    name: 'database',
    search,
    async similar(similarTo, { limit, filter }) {
      const [document] = await read([similarTo]);
      if (document === undefined) return [];
      const { hits } = await search({
        text: `${document.text.title} ${document.text.keywords}`,
        words: 'any',
        language: document.language,
        ...(filter && { filter }),
        limit: limit + 1,
      });
      return hits.filter((hit) => hit.id !== similarTo).slice(0, limit);
    },
    get: read,
    async upsert(documents) {
      const rows = [...new Map(documents.map((one) => [one.id, rowOf(one)])).values()];
      // In one order, so that two processes that write the same entries never lock each other out.
      rows.sort((a, b) => (a.id < b.id ? -1 : 1));
      for (let at = 0; at < rows.length; at += CHUNK) {
        await db
          .insert(searchWords)
          .values(rows.slice(at, at + CHUNK))
          .onConflictDoUpdate({ target: searchWords.id, set: FROM_DOCUMENT });
      }
      languages = undefined;
    },
    async remove(ids) {
      if (ids.length > 0) await db.delete(searchWords).where(inArray(searchWords.id, [...ids]));
    },
    async inventory() {
      const { id, revision } = searchWords;
      const rows = await db.select({ id, revision }).from(searchWords);
      return new Map(rows.map((row) => [row.id, row.revision]));
    },
  };
}

function rowOf(document: SearchDocument): typeof searchWords.$inferInsert {
  const { id, revision, kind, language, text } = document;
  return {
    ...{ id, revision, kind, language },
    titleKey: titleKeyOf(text.title),
    ...distinct(document),
    words: toVector(document),
  };
}

const distinct = ({ sectors, countries, sdgs, pathways, regions }: HeldDocument) => ({
  sectors: [...new Set(sectors)],
  countries: [...new Set(countries)],
  sdgs: [...new Set(sdgs)],
  pathways: [...new Set(pathways)],
  regions: [...new Set(regions)],
});

const FROM_DOCUMENT = {
  revision: sql`excluded.revision`,
  kind: sql`excluded.kind`,
  language: sql`excluded.language`,
  titleKey: sql`excluded.title_key`,
  sectors: sql`excluded.sectors`,
  countries: sql`excluded.countries`,
  sdgs: sql`excluded.sdgs`,
  pathways: sql`excluded.pathways`,
  regions: sql`excluded.regions`,
  words: sql`excluded.words`,
};

/** Which rows are found, and how they are ordered: the highest rank first, then by `key`. */
interface Finding {
  where: SQL | undefined;
  rank: SQL;
  named: SQL;
  key: SQL;
}

const LISTING: Finding = {
  where: undefined,
  rank: sql`0`,
  named: sql`false`,
  key: sql`${searchWords.titleKey}`,
};

function byWords(text: string, query: string | undefined): Finding {
  const named = eq(searchWords.id, text);
  const asked = sql`${query ?? ''}::tsquery`;
  return {
    where: query === undefined ? named : or(named, sql`${searchWords.words} @@ ${asked}`),
    rank:
      query === undefined
        ? sql`0`
        : // 1: the rank is divided by 1 and the logarithm of the length, so that long texts do not win by their length.
          sql`ts_rank(${LABEL_WEIGHTS}::float4[], ${searchWords.words}, ${asked}, 1)`,
    named: sql`${named}`,
    key: sql`''`,
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
    /** `hit`, `total`, or a facet. */
    what: z.enum(['hit', 'total', ...FACETS]),
    name: z.string(),
    kind: z.enum(['case-study', 'provider', '']),
    named: z.boolean(),
    number: z.coerce.number(),
    place: z.coerce.number(),
  }),
);

interface Found {
  hits: { id: string; kind: 'case-study' | 'provider'; named: boolean; rank: number }[];
  total: number;
  /** The best rank of all that were found, one found by its id left out. */
  best: number;
  /** Whether one was found by its id. */
  anyNamed: boolean;
  facets: SearchAnswer['facets'];
}

/** Asks once for all: page, total and facets are of one moment. */
async function ask(db: Database, query: SearchQuery, finding: Finding): Promise<Found> {
  const { limit, offset = 0, facets = [] } = query;
  const counted = [...new Set(facets)].map((facet) =>
    facet === 'kind'
      ? sql` union all select 'kind', kind, '', false, count(*)::float8, 0 from found group by kind`
      : sql` union all select ${facet}::text, value, '', false, count(*)::float8, 0
          from found, unnest(${sql.identifier(LISTS[facet].name)}) as value group by value`,
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
        select id, kind, sectors, countries, sdgs, pathways, regions, ${finding.named} as named,
          (${finding.rank})::float8 as rank, ${finding.key} as key
        from ${searchWords}
        where ${and(finding.where, passing(query.filter)) ?? sql`true`}
      )
      select * from (
        select 'hit' as what, id as name, kind, named, rank as number, row_number() over (order by ${order}) as place
        from found order by ${order} limit ${limit} offset ${offset}
      ) as page
      union all select 'total', '', '', coalesce(bool_or(named), false), coalesce(max(rank) filter (where not named), 0), count(*) from found
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
    best: total?.number ?? 0,
    anyNamed: total?.named ?? false,
    facets: Object.fromEntries(facets.map((facet) => [facet, countsOf(facet)])),
  };
}

function presentListing({ hits, total, facets }: Found): SearchAnswer {
  return {
    hits: hits.map(({ id, kind }) => ({ id, kind, score: 0, keyword: null, semantic: null, highlights: [] })),
    total,
    facets,
  };
}

function presentFound({ hits, total, best, anyNamed, facets }: Found): SearchAnswer {
  const scale = anyNamed ? NAMED * (best || 1) : best || 1;
  return {
    hits: hits.map(({ id, kind, named, rank }) => {
      const keyword = Math.min(1, (named ? scale : rank) / scale);
      return { id, kind, score: keyword, keyword: keyword || null, semantic: null, highlights: [] };
    }),
    total,
    facets,
  };
}
