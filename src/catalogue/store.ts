import { and, asc, count, eq, gt, inArray, ne, or, sql } from 'drizzle-orm';
import { entries, outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { beforeEntries, type EntryState, tellOfEntries } from '../webhooks/tell.js';
import type { Entry, StoredEntry } from './entry.js';
import { checkedAtOf } from './freshness.js';
import { createPlaces, type Places } from './places.js';
import { plan } from './plan.js';
import type { CatalogueStore, SaveCounts } from './port.js';
import { contentRowOf, readDelivered, readStored } from './stored-row.js';

/** Rows of one statement: twelve parameters each, of the 65,535 that PostgreSQL takes. */
const CHUNK = 500;

/** The catalogue in PostgreSQL or PGlite. */
export function createCatalogueStore(db: Database, places: Places = createPlaces()): CatalogueStore {
  const published = eq(entries.status, 'published');
  const select = (where: ReturnType<typeof and>) => db.select().from(entries).where(where);
  const getMany = async (ids: readonly string[]) => {
    const found = new Map<string, StoredEntry>();
    for (const part of chunks([...new Set(ids)])) {
      const rows = await select(and(inArray(entries.id, part), published));
      for (const row of rows) found.set(row.id, readStored(row));
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  };
  return {
    save: (batch) => save(db, places, batch),
    plan: (batch) => plan(db, batch),
    getMany,
    get: async (id) => (await getMany([id]))[0],
    async *all(batchSize = 500) {
      for (let last = ''; ; ) {
        const rows = await select(and(published, gt(entries.id, last)))
          .orderBy(asc(entries.id))
          .limit(batchSize);
        if (rows.length > 0) yield rows.map(readStored);
        const end = rows.at(-1);
        if (end === undefined || rows.length < batchSize) return;
        last = end.id;
      }
    },
    async contentHashes() {
      const rows = await db
        .select({ id: entries.id, hash: entries.contentHash })
        .from(entries)
        .where(published);
      return new Map(rows.map(({ id, hash }) => [id, hash]));
    },
    async revisions() {
      const { id, contentHash, updatedAt, lastVerifiedAt } = entries;
      const rows = await db
        .select({ id, contentHash, updatedAt, lastVerifiedAt })
        .from(entries)
        .where(published);
      return new Map(
        rows.map((row) => [
          row.id,
          {
            contentHash: row.contentHash,
            checkedAt: checkedAtOf({ ...row, lastVerifiedAt: row.lastVerifiedAt ?? undefined }),
          },
        ]),
      );
    },
    archive: (id) => archive(db, id),
    async deliveredBy(providerIds) {
      if (providerIds.length === 0) return [];
      const named = providerIds.map(
        (id) => sql`${entries.body} -> 'providers' @> ${JSON.stringify([id])}::jsonb`,
      );
      const { id, title, body } = entries;
      const rows = await db
        .select({
          id,
          title,
          year: sql<unknown>`${body} -> 'year'`,
          providers: sql<unknown>`${body} -> 'providers'`,
        })
        .from(entries)
        .where(and(published, eq(entries.kind, 'case-study'), or(...named)))
        .orderBy(asc(id));
      return rows.map(readDelivered);
    },
    async count() {
      const rows = await db
        .select({ kind: entries.kind, number: count() })
        .from(entries)
        .where(published)
        .groupBy(entries.kind);
      const of = (kind: Entry['kind']) => rows.find((row) => row.kind === kind)?.number ?? 0;
      const byKind = { 'case-study': of('case-study'), provider: of('provider') };
      return { total: byKind['case-study'] + byKind.provider, byKind };
    },
  };
}

function* chunks<T>(items: readonly T[]): Generator<T[]> {
  for (let i = 0; i < items.length; i += CHUNK) yield items.slice(i, i + CHUNK);
}

async function save(db: Database, places: Places, batch: readonly Entry[]): Promise<SaveCounts> {
  // One statement may touch a row once only; of two entries with one id the later counts. In one order, so that
  // two processes that save the same entries wait for each other and never lock each other out.
  const rows = [...new Map(batch.map((entry) => [entry.id, rowOf(entry, places)])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  if (rows.length === 0) return { created: 0, updated: 0, unchanged: 0 };
  return db.transaction(async (tx) => {
    let created = 0;
    let changed = 0;
    for (const part of chunks(rows)) {
      const news = await withoutUnchanged(tx, part);
      if (news.length === 0) continue;
      const before = await beforeEntries(
        tx,
        news.map(({ id }) => id),
      );
      const touched = await tx
        .insert(entries)
        .values(news)
        .onConflictDoUpdate({
          target: entries.id,
          set: FROM_IMPORT,
          setWhere: sql`${entries.contentHash} <> excluded.content_hash or ${entries.status} <> 'published'`,
        })
        // A row that was not there before has no deleting transaction (PostgreSQL manual, 5.6 System Columns).
        .returning({ id: entries.id, isNew: sql<boolean>`(xmax = 0)` });
      if (touched.length > 0) await tx.insert(outbox).values(touched.map(({ id }) => changeOf(id)));
      if (before !== undefined) await tellOf(tx, before, news, new Set(touched.map(({ id }) => id)));
      created += touched.filter(({ isNew }) => isNew).length;
      changed += touched.length;
    }
    return { created, updated: changed - created, unchanged: rows.length - changed };
  });
}

/** Tells webhooks of the rows that were touched. */
async function tellOf(
  tx: Database,
  before: ReadonlyMap<string, EntryState>,
  news: readonly Row[],
  touched: ReadonlySet<string>,
): Promise<void> {
  const changes = news.filter(({ id }) => touched.has(id));
  await tellOfEntries(
    tx,
    changes.map((after) => ({ id: after.id, before: before.get(after.id), after })),
  );
}

/** Spares the database the work on rows that are as they were; another process may still come in between. */
async function withoutUnchanged(tx: Database, rows: readonly Row[]): Promise<Row[]> {
  const ids = rows.map(({ id }) => id);
  const held = await tx
    .select({ id: entries.id, hash: entries.contentHash })
    .from(entries)
    .where(and(inArray(entries.id, ids), eq(entries.status, 'published')));
  const hashes = new Map(held.map(({ id, hash }) => [id, hash]));
  return rows.filter(({ id, contentHash }) => hashes.get(id) !== contentHash);
}

async function archive(db: Database, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const before = (await beforeEntries(tx, [id]))?.get(id);
    const gone = await tx
      .update(entries)
      .set({ status: 'archived', version: sql`${entries.version} + 1`, updatedAt: sql`now()` })
      .where(and(eq(entries.id, id), ne(entries.status, 'archived')))
      .returning({ id: entries.id });
    if (gone.length > 0) await tx.insert(outbox).values(changeOf(id));
    if (gone.length > 0 && before) {
      await tellOfEntries(tx, [{ id, before, after: { ...before, status: 'archived' } }]);
    }
    return gone.length > 0;
  });
}

const changeOf = (id: string) => ({ topic: 'entry-changed' as const, key: id });

type Row = ReturnType<typeof rowOf>;

const rowOf = (entry: Entry, places: Places) => ({
  ...contentRowOf(entry, places),
  status: 'published' as const,
});

/** What an import overwrites: all but the id and when the entry was made. */
const FROM_IMPORT = {
  kind: sql`excluded.kind`,
  status: sql`excluded.status`,
  title: sql`excluded.title`,
  country: sql`excluded.country`,
  language: sql`excluded.language`,
  verified: sql`excluded.verified`,
  latitude: sql`excluded.latitude`,
  longitude: sql`excluded.longitude`,
  locationApproximate: sql`excluded.location_approximate`,
  body: sql`excluded.body`,
  contentHash: sql`excluded.content_hash`,
  version: sql`${entries.version} + 1`,
  updatedAt: sql`now()`,
};
