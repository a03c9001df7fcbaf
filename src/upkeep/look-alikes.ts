import { and, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import { placeOf, titleOf } from '../catalogue/entry.js';
import { entries } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { Embedder } from '../embedding/port.js';
import { AppError } from '../errors.js';
import type { SearchEngine } from '../search/port.js';
import { analyse } from '../text/analyse.js';
import { entryOf } from './change.js';
import type { LookAlike } from './contract.js';
import type { LookAlikeRequest } from './requests.js';

/**
 * Cosine from which two entries say about the same. Of the 262 entries of the seeds none reaches it with another one by
 * all-MiniLM-L6-v2, and 43 do by the bundled encoder; retold in other words, each of three was found by both.
 */
const SAME_MEANING = 0.8;
/** Share of the words of both names that they have in common, from which on they are about the same. */
const SAME_WORDS = 0.6;
const CANDIDATES = 20;
const MOST = 8;

export interface LookAlikeDeps {
  db: Database;
  engine: SearchEngine;
  embedder: () => Embedder | undefined;
}

type Why = LookAlike['why'][number];
/** The surest first. */
const ORDER: readonly Why[] = ['same-link', 'same-name', 'same-meaning', 'same-words'];

/**
 * Entries that may be the same as one that is about to be saved, the surest first: by web address and by name and
 * place among all entries, drafts and archived ones too; by words and meaning among those that are published. While
 * the search engine is away, the first two alone.
 */
export async function findLookAlikes(deps: LookAlikeDeps, given: LookAlikeRequest): Promise<LookAlike[]> {
  const found = new Map<string, Set<Why>>();
  const note = (id: string, why: Why) => found.set(id, (found.get(id) ?? new Set()).add(why));
  for (const { id, why } of [...(await inDatabase(deps.db, given)), ...(await inIndex(deps, given))]) {
    if (id !== given.except) note(id, why);
  }
  if (found.size === 0) return [];
  const rows = await deps.db
    .select()
    .from(entries)
    .where(inArray(entries.id, [...found.keys()]));
  const rank = ({ why }: LookAlike) => ORDER.indexOf(why[0] ?? 'same-words') - why.length / 10;
  return rows
    .map((row): LookAlike => {
      const entry = entryOf(row, row.body);
      const why = ORDER.filter((one) => found.get(row.id)?.has(one) === true);
      return {
        id: row.id,
        kind: row.kind,
        status: row.status,
        title: titleOf(entry),
        ...placeOf(entry),
        why,
      };
    })
    .sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id))
    .slice(0, MOST);
}

/** Without protocol, "www.", fragment and the slash at the end: two addresses of one page are then equal. */
const bare = (url: SQL) =>
  sql`rtrim(regexp_replace(lower(split_part(${url}, '#', 1)), '^https?://(www\\.)?', ''), '/')`;
const oneLine = (text: SQL) => sql`lower(btrim(regexp_replace(${text}, '\\s+', ' ', 'g')))`;

async function inDatabase(db: Database, given: LookAlikeRequest): Promise<{ id: string; why: Why }[]> {
  const urls = given.urls.filter((url) => url !== '');
  const kindOf = eq(entries.kind, given.kind);
  const city =
    given.kind === 'case-study'
      ? sql`${entries.body} ->> 'city'`
      : sql`coalesce(${entries.body} -> 'headquarters' ->> 'city', '')`;
  const anyUrl = urls.flatMap((url) =>
    ['sourceUrl', 'website'].map(
      (field) => sql`${bare(sql`${entries.body} ->> ${field}`)} = ${bare(sql`${url}::text`)}`,
    ),
  );
  const link = anyUrl.length === 0 ? undefined : or(...anyUrl);
  const sameName = sql`${oneLine(sql`${entries.title}`)} = ${oneLine(sql`${given.title}::text`)}`;
  // A provider of one name is one provider, whatever seat is noted.
  const samePlace =
    given.kind === 'provider' ? undefined : sql`${oneLine(city)} = ${oneLine(sql`${given.city}::text`)}`;
  const select = (where: SQL | undefined) =>
    db
      .select({ id: entries.id })
      .from(entries)
      .where(and(kindOf, where, given.except === undefined ? undefined : ne(entries.id, given.except)))
      .limit(CANDIDATES);
  const links = link === undefined ? [] : await select(link);
  const names = given.title === '' ? [] : await select(and(sameName, samePlace));
  return [
    ...links.map(({ id }) => ({ id, why: 'same-link' as const })),
    ...names.map(({ id }) => ({ id, why: 'same-name' as const })),
  ];
}

async function inIndex(
  { engine, embedder }: LookAlikeDeps,
  { kind, title, text }: LookAlikeRequest,
): Promise<{ id: string; why: Why }[]> {
  const words = `${title}. ${text}`.trim();
  if (title === '' && text === '') return [];
  try {
    // As the passages of an entry are embedded: a text beside texts, no question.
    const [vector] = (await embedder()?.embed([words], 'batch')) ?? [];
    const { hits } = await engine.search({
      text: title === '' ? text : title,
      words: 'any',
      filter: { kind: [kind] },
      limit: CANDIDATES,
      ...(vector && { vector, semanticRatio: 0.5 }),
    });
    const documents = await engine.get(hits.map(({ id }) => id));
    const meaning = new Map(hits.map(({ id, semantic }) => [id, semantic ?? 0]));
    return documents.flatMap(({ id, text: held }): { id: string; why: Why }[] => [
      ...((meaning.get(id) ?? 0) >= SAME_MEANING ? [{ id, why: 'same-meaning' as const }] : []),
      ...(shared(title, held.title) >= SAME_WORDS ? [{ id, why: 'same-words' as const }] : []),
    ]);
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return [];
    throw error;
  }
}

/** How many of the words of two names are in both, of all that are in either (Jaccard); in [0, 1]. */
function shared(a: string, b: string): number {
  const [left, right] = [new Set(analyse(a, 'en')), new Set(analyse(b, 'en'))];
  const both = [...left].filter((word) => right.has(word)).length;
  const either = left.size + right.size - both;
  // One word alone says too little.
  return both < 2 ? 0 : both / either;
}
