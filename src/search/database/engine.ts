import { inArray, sql } from 'drizzle-orm';
import pLimit from 'p-limit';
import { searchWords } from '../../db/schema.js';
import type { Database } from '../../db/types.js';
import { AppError } from '../../errors.js';
import { createHighlighter } from '../highlight.js';
import type {
  FollowingIndex,
  HeldDocument,
  SearchAnswer,
  SearchDocument,
  SearchHit,
  SearchQuery,
  SearchReader,
} from '../port.js';
import { ask, byWords, type Finding, type Found, LISTING } from './ask.js';
import { type CommonWords, readCommonWords, tellingWords } from './common-words.js';
import { type AskedWords, readQuery, titleKeyOf, toTsQuery, toVector } from './words.js';

/** Documents written by one statement: twelve parameters each. */
const CHUNK = 200;
/** How long the languages of the documents, and how common words are, are remembered, in milliseconds. */
const REMEMBER_MS = 60_000;
/** Rows that are ranked for a statement: in more of them its common words tell little. */
const MOST_RANKED = 5_000;
/** Fewer ranked than this, and all that is found is ranked. */
const FEW_RANKED = 100;
/**
 * Searches at one time, which leaves connections of the pool to others, and so many that wait for their turn: who
 * comes later is told at once, since no answer would come in time.
 */
const SEARCHES = { atOnce: 4, waiting: 60 };
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
  mostRanked = MOST_RANKED,
}: {
  db: Database;
  read: (ids: readonly string[]) => Promise<SearchDocument[]>;
  mostRanked?: number;
}): DatabaseEngine {
  const highlight = createHighlighter(200);
  const turns = pLimit(SEARCHES.atOnce);
  let known: Promise<{ languages: string[]; common: CommonWords | undefined }> | undefined;
  let knownUntil = 0;

  /** What the words of a query are read by. */
  function whatIsHeld() {
    if (known === undefined || knownUntil < Date.now()) {
      knownUntil = Date.now() + REMEMBER_MS;
      known = readHeld(db);
      // A failure is not remembered.
      known.catch(() => {
        known = undefined;
      });
    }
    return known;
  }

  function find(query: SearchQuery, finding: Finding): Promise<Found> {
    if (turns.pendingCount >= SEARCHES.waiting) {
      throw new AppError('unavailable', 'Too many are searching just now; try again in a moment');
    }
    return turns(() => ask(db, query, finding));
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
    if (text === '' && !query.vector) return presentListing(await find(query, LISTING));
    const { languages, common } = await whatIsHeld();
    const asked = readQuery(text, {
      language: query.language,
      prefix: query.words === 'all',
      held: languages,
    });
    let found = query.words === 'all' ? await findAll(query, text, asked) : undefined;
    if (found === undefined || (found.total === 0 && asked.words.length > 1)) {
      found = await findAny(query, text, asked, common);
    }
    const answer = presentFound(found);
    return query.highlight ? { ...answer, hits: await withHighlights(answer.hits, asked) } : answer;
  }

  const findAll = (query: SearchQuery, text: string, asked: AskedWords) =>
    find(query, byWords(text, toTsQuery(asked, 'all')));

  /** Most of a large catalogue holds one word of a statement: only what holds a rare one is ranked. */
  async function findAny(
    query: SearchQuery,
    text: string,
    asked: AskedWords,
    common: CommonWords | undefined,
  ): Promise<Found> {
    const telling = common && tellingWords(asked, common, mostRanked);
    if (telling !== undefined) {
      const found = await find(query, byWords(text, toTsQuery(asked, 'any'), toTsQuery(telling, 'any')));
      if (found.ranked >= FEW_RANKED) return found;
    }
    return find(query, byWords(text, toTsQuery(asked, 'any')));
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
      known = undefined;
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

async function readHeld(db: Database) {
  const rows = await db.selectDistinct({ language: searchWords.language }).from(searchWords);
  return { languages: rows.map(({ language }) => language), common: await readCommonWords(db) };
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
