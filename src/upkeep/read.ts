import { and, asc, count, desc, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { EntryResponse } from '../catalogue/contract.js';
import { checkedAtOf, isStale, staleBefore } from '../catalogue/freshness.js';
import type { CatalogueStore } from '../catalogue/port.js';
import { linksOf, presentEntry } from '../catalogue/service.js';
import { readStored } from '../catalogue/stored-row.js';
import { entries, entryContacts, entryDrafts, entryLinks, entryQuestions } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { draftOf, type EntryTableRow, entryOf, noEntry } from './change.js';
import type { EntryFilter, EntryRecord, EntryRow, UpkeepService } from './contract.js';

export interface ReadDeps {
  db: Database;
  store: Pick<CatalogueStore, 'getMany' | 'deliveredBy'>;
  staleAfterDays: number;
  now: () => Date;
}

/** @throws AppError `not-found`. */
export async function readRecord({ db, staleAfterDays, now }: ReadDeps, id: string): Promise<EntryRecord> {
  const row = await rowOf(db, id);
  const [draft, links, questions, contacts] = await Promise.all([
    draftOf(db, id),
    db.select().from(entryLinks).where(eq(entryLinks.entryId, id)).orderBy(asc(entryLinks.field)),
    db
      .select()
      .from(entryQuestions)
      .where(eq(entryQuestions.entryId, id))
      .orderBy(desc(entryQuestions.askedAt)),
    db.select().from(entryContacts).where(eq(entryContacts.entryId, id)),
  ]);
  const { lastVerifiedAt, lastVerifiedBy } = row;
  const [contact] = contacts;
  const [asked] = questions;
  const body = { ...entryOf(row, row.body).body };
  const changed = draft && { ...entryOf(row, draft.body).body };
  return {
    id,
    kind: row.kind,
    status: row.status,
    version: row.version,
    entry: body,
    ...(draft !== undefined &&
      changed !== undefined && {
        draft: {
          entry: changed,
          savedBy: draft.savedBy,
          savedAt: draft.savedAt.toISOString(),
          outdated: draft.baseHash !== row.contentHash,
        },
      }),
    working: changed ?? body,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    ...(lastVerifiedAt !== null && { lastVerifiedAt: lastVerifiedAt.toISOString() }),
    ...(lastVerifiedBy !== null && { lastVerifiedBy }),
    stale: row.status === 'published' && isStaleRow(row, staleAfterDays, now()),
    ...(contact !== undefined && { contact: { name: contact.name, email: contact.email } }),
    // An address that was changed since is not what was checked.
    links: links
      .filter(({ field, url }) => Reflect.get(body, field) === url)
      .map(({ field, url, state, result, failedDays, checkedAt }) => ({
        field,
        url,
        state,
        result,
        failedDays,
        checkedAt: checkedAt.toISOString(),
      })),
    ...(asked !== undefined && { askedAt: asked.askedAt.toISOString() }),
    answers: questions
      .filter(({ answer, doneAt }) => answer === 'wrong' && doneAt === null)
      .map((one) => ({
        id: one.id,
        text: one.text,
        answeredAt: (one.answeredAt ?? one.askedAt).toISOString(),
      })),
  };
}

function isStaleRow(
  row: Pick<EntryTableRow, 'updatedAt' | 'lastVerifiedAt'>,
  staleAfterDays: number,
  now: Date,
): boolean {
  const checkedAt = checkedAtOf({ ...row, lastVerifiedAt: row.lastVerifiedAt ?? undefined });
  return isStale(checkedAt, staleAfterDays, now);
}

/** @throws AppError `not-found`. */
async function rowOf(db: Database, id: string): Promise<EntryTableRow> {
  const [row] = await db.select().from(entries).where(eq(entries.id, id));
  if (row === undefined) throw noEntry();
  return row;
}

/** The entry as everybody would see it, were its draft published now. */
export async function previewOf(
  { db, store, staleAfterDays, now }: ReadDeps,
  id: string,
): Promise<EntryResponse> {
  const row = await rowOf(db, id);
  const draft = await draftOf(db, id);
  const stored = readStored(draft === undefined ? row : { ...row, body: draft.body });
  const stale = draft === undefined && isStaleRow(row, staleAfterDays, now());
  return presentEntry(stored, await linksOf(store, stored), stale);
}

const isDead = sql<boolean>`(${entries.status} = 'published' and exists (select 1 from ${entryLinks} where ${entryLinks.entryId} = ${entries.id}
  and ${entryLinks.state} in ('dead', 'refused') and ${entryLinks.url} = ${entries.body} ->> ${entryLinks.field}))`;
const isAsked = sql<boolean>`exists (select 1 from ${entryQuestions} where ${entryQuestions.entryId} = ${entries.id}
  and ${entryQuestions.answer} = 'wrong' and ${isNull(entryQuestions.doneAt)})`;
const isPending = sql<boolean>`exists (select 1 from ${entryDrafts} where ${entryDrafts.entryId} = ${entries.id})`;
const hasContact = sql<boolean>`exists (select 1 from ${entryContacts} where ${entryContacts.entryId} = ${entries.id})`;

/** Published entries that nobody confirmed or changed since then. */
export function staleSince(before: Date): SQL<boolean> {
  const at = before.toISOString();
  return sql<boolean>`(${entries.status} = 'published' and ${entries.updatedAt} < ${at}::timestamptz
    and coalesce(${entries.lastVerifiedAt} < ${at}::timestamptz, true))`;
}

function conditionsOf(filter: EntryFilter, before: Date): SQL | undefined {
  const words = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
  return and(
    filter.status && eq(entries.status, filter.status),
    filter.kind && eq(entries.kind, filter.kind),
    filter.stale === true ? staleSince(before) : undefined,
    filter.pending === true ? isPending : undefined,
    filter.dead === true ? isDead : undefined,
    filter.asked === true ? isAsked : undefined,
    filter.q === '' ? undefined : or(ilike(entries.title, words), ilike(entries.id, words)),
  );
}

export async function listEntries(
  { db, staleAfterDays, now }: ReadDeps,
  filter: EntryFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ entries: EntryRow[]; total: number }> {
  const before = staleBefore(staleAfterDays, now());
  const where = conditionsOf(filter, before);
  const [[counted], rows] = await Promise.all([
    db.select({ total: count() }).from(entries).where(where),
    db
      .select({
        id: entries.id,
        kind: entries.kind,
        status: entries.status,
        version: entries.version,
        title: entries.title,
        country: entries.country,
        updatedAt: entries.updatedAt,
        lastVerifiedAt: entries.lastVerifiedAt,
        stale: staleSince(before),
        pending: isPending,
        dead: isDead,
        asked: isAsked,
        contact: hasContact,
      })
      .from(entries)
      .where(where)
      .orderBy(asc(sql`lower(${entries.title})`), asc(entries.id))
      .limit(limit)
      .offset(offset),
  ]);
  return {
    total: counted?.total ?? 0,
    entries: rows.map(({ updatedAt, lastVerifiedAt, ...row }) => ({
      ...row,
      updatedAt: updatedAt.toISOString(),
      ...(lastVerifiedAt !== null && { lastVerifiedAt: lastVerifiedAt.toISOString() }),
    })),
  };
}

/** How many entries each filter of the list finds. */
export async function countEntries({
  db,
  staleAfterDays,
  now,
}: ReadDeps): ReturnType<UpkeepService['counts']> {
  const number = (where: SQL) => sql<number>`count(*) filter (where ${where})`.mapWith(Number);
  const status = (name: EntryTableRow['status']) => number(sql`${entries.status} = ${name}`);
  const [counted] = await db
    .select({
      all: count(),
      draft: status('draft'),
      published: status('published'),
      archived: status('archived'),
      pending: number(isPending),
      stale: number(staleSince(staleBefore(staleAfterDays, now()))),
      dead: number(isDead),
      asked: number(isAsked),
    })
    .from(entries);
  const none = { all: 0, draft: 0, published: 0, archived: 0, pending: 0, stale: 0, dead: 0, asked: 0 };
  return counted ?? none;
}
