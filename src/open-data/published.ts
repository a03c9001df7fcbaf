import { and, asc, desc, eq, gt, gte, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { EntryKind, StoredEntry } from '../catalogue/entry.js';
import { readStored } from '../catalogue/stored-row.js';
import { entries } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { KeysetPlace } from '../keyset.js';
import type { Place } from './sitemap.js';

/** Entries of one step of an export. */
const BATCH = 200;
/** Addresses of one step of a sitemap. */
const ADDRESSES = 5_000;

/** How the catalogue stands: the same where nothing has changed. */
export interface CatalogueState {
  /** Changes with every change of what is published. */
  tag: string;
  /** Published entries. */
  total: number;
  /** When an entry, published or not any more, changed last; absent: there is none. */
  modifiedAt: Date | undefined;
}

/** What everybody may read of the catalogue, as the database has it: published entries alone. */
export interface PublishedEntries {
  state(): Promise<CatalogueState>;
  /** All of a kind, or of both, in order of ids, batch by batch: a batch is read when it is asked for. */
  all(kind?: EntryKind): AsyncGenerator<StoredEntry[]>;
  /** Those that changed last, the latest first, after a place in that order. */
  changed(after: KeysetPlace | undefined, limit: number): Promise<StoredEntry[]>;
  /** Addresses in order of ids, from the `from`th (from 0), so many at most. */
  places(from: number, count: number): AsyncGenerator<Place[]>;
  /** Of each so many addresses in order of ids, when one of them changed last. */
  partsOf(size: number): Promise<Date[]>;
  /** BCP 47 languages that they are written in. */
  languages(): Promise<string[]>;
}

const published = eq(entries.status, 'published');
const stateSchema = z.object({
  total: z.coerce.number(),
  sum: z.coerce.string(),
  last: z.coerce.string().nullable(),
});
const partSchema = z.object({ last: z.coerce.date() });

/** In milliseconds, as cursors have it: the database knows finer times, and an import gives many entries one. */
const changedAt = sql<Date>`date_trunc('milliseconds', ${entries.updatedAt})`;

/** The published entries in PostgreSQL or PGlite. */
export function createPublishedEntries(db: Database): PublishedEntries {
  return {
    async state() {
      const [row] = await db
        .select({
          total: sql<unknown>`count(*) filter (where ${published})`,
          // Rises with each change of a row, whatever clock the change was made by.
          sum: sql<unknown>`coalesce(sum(${entries.version}), 0)`,
          last: sql<unknown>`to_char(max(${entries.updatedAt}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
        })
        .from(entries);
      const { total, sum, last } = stateSchema.parse(row);
      const modifiedAt = last === null ? undefined : new Date(last);
      return { tag: `${total}-${sum}-${modifiedAt?.getTime() ?? 0}`, total, modifiedAt };
    },
    async *all(kind) {
      const wanted = kind === undefined ? published : and(published, eq(entries.kind, kind));
      for (let last = ''; ; ) {
        const rows = await db
          .select()
          .from(entries)
          .where(and(wanted, gt(entries.id, last)))
          .orderBy(asc(entries.id))
          .limit(BATCH);
        const end = rows.at(-1);
        if (end === undefined) return;
        yield rows.map(readStored);
        if (rows.length < BATCH) return;
        last = end.id;
      }
    },
    async changed(after, limit) {
      const before: SQL | undefined =
        after && sql`(${changedAt}, ${entries.id}) < (${after.at.toISOString()}::timestamptz, ${after.id})`;
      const rows = await db
        .select()
        .from(entries)
        .where(and(published, before))
        .orderBy(desc(changedAt), desc(entries.id))
        .limit(limit);
      return rows.map(readStored);
    },
    async *places(from, count) {
      const { id, updatedAt } = entries;
      const list = (where: SQL | undefined, offset: number, limit: number) =>
        db.select({ id, updatedAt }).from(entries).where(where).orderBy(asc(id)).offset(offset).limit(limit);
      const [first] = await list(published, from, 1);
      if (first === undefined) return;
      let left = count;
      for (let where = and(published, gte(id, first.id)); left > 0; ) {
        const rows = await list(where, 0, Math.min(ADDRESSES, left));
        const end = rows.at(-1);
        if (end === undefined) return;
        yield rows;
        left -= rows.length;
        where = and(published, gt(id, end.id));
      }
    },
    async partsOf(size) {
      const numbered = db
        .select({
          part: sql<number>`(row_number() over (order by ${entries.id}) - 1) / ${sql.raw(String(size))}`.as(
            'part',
          ),
          updatedAt: entries.updatedAt,
        })
        .from(entries)
        .where(published)
        .as('numbered');
      const rows = await db
        .select({ last: sql<unknown>`max(${numbered.updatedAt})` })
        .from(numbered)
        .groupBy(numbered.part)
        .orderBy(asc(numbered.part));
      return rows.map((row) => partSchema.parse(row).last);
    },
    async languages() {
      const rows = await db.selectDistinct({ language: entries.language }).from(entries).where(published);
      return rows.map(({ language }) => language).sort();
    },
  };
}
