import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { partnerUsage } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { createTally, type Tallied } from '../tally.js';
import { type PartnerUsage, USAGE_COUNTS, type UsageCount } from './contract.js';
import type { OpenedKey } from './opened.js';

/** How often what was counted is added up in the table, in milliseconds: a process that is killed loses that much. */
const ADDED_UP_MS = 10_000;
/** Longest time that counts are kept, in days. */
const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;

export type UsageCounts = Record<UsageCount, number>;
type Row = typeof partnerUsage.$inferSelect;

/** Counts what partners' keys are used for, by day. */
export interface UsageCounter {
  /** Never fails and waits for nothing. */
  add(key: Pick<OpenedKey, 'id' | 'partnerId'>, counts: Partial<UsageCounts>): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** @param saved Told of the searches and matches that the table now has of each partner that was just counted. */
export function createUsageCounter(deps: {
  db: Database;
  log: Logger;
  now?: (() => Date) | undefined;
  everyMs?: number | undefined;
  saved?: (partnerId: string, day: string, used: number) => Promise<void>;
}): UsageCounter {
  const { db, log, now, everyMs = ADDED_UP_MS } = deps;
  const tally = createTally<UsageCount>({
    names: USAGE_COUNTS,
    save: (rows) => save(db, rows),
    async saved(rows) {
      const last = rows.at(-1);
      if (last === undefined || deps.saved === undefined) return;
      const ids = [...new Set(rows.map(({ id }) => splitId(id).partnerId))];
      const sums = await sumsOf(db, ids, last.day);
      for (const [partnerId, used] of sums) await deps.saved(partnerId, last.day, used);
    },
    subject: 'partner usage',
    ...{ log, now, everyMs },
  });
  return {
    add: ({ id, partnerId }, counts) => tally.add(`${partnerId} ${id}`, counts),
    flush: () => tally.flush(),
    close: () => tally.close(),
  };
}

function splitId(id: string): { partnerId: string; keyId: string } {
  const [partnerId = '', keyId = ''] = id.split(' ');
  return { partnerId, keyId };
}

/** Adds counts up, those of other processes too. */
async function save(db: Database, rows: readonly Tallied<UsageCount>[]): Promise<void> {
  const sum = (name: UsageCount) =>
    sql`${partnerUsage[name]} + excluded.${sql.identifier(partnerUsage[name].name)}`;
  await db
    .insert(partnerUsage)
    .values(rows.map(({ day, id, counts }) => ({ day, ...splitId(id), ...counts })))
    .onConflictDoUpdate({
      target: [partnerUsage.day, partnerUsage.keyId],
      set: Object.fromEntries(USAGE_COUNTS.map((name) => [name, sum(name)])),
    });
}

/** Searches and matches of partners in a day, as the table has them. */
export async function sumsOf(
  db: Database,
  partnerIds: readonly string[],
  day: string,
): Promise<Map<string, number>> {
  const rows = await db
    .select({
      partnerId: partnerUsage.partnerId,
      searches: partnerUsage.searches,
      matches: partnerUsage.matches,
    })
    .from(partnerUsage)
    .where(and(inArray(partnerUsage.partnerId, [...partnerIds]), eq(partnerUsage.day, day)));
  const sums = new Map(partnerIds.map((id) => [id, 0]));
  for (const { partnerId, searches, matches } of rows) {
    sums.set(partnerId, (sums.get(partnerId) ?? 0) + searches + matches);
  }
  return sums;
}

/** What the table has of a partner over the last days, today included. */
export async function readUsage(
  db: Database,
  partner: { id: string; quotaPerDay: number | null; keyIds: readonly string[] },
  days: number,
  now: Date,
): Promise<PartnerUsage> {
  const [first] = lastDays(days, now);
  const rows = await db
    .select()
    .from(partnerUsage)
    .where(and(eq(partnerUsage.partnerId, partner.id), gte(partnerUsage.day, first ?? '')));
  const over = (some: readonly Row[]) => countsOver(some);
  const today = over(rows.filter(({ day }) => day === now.toISOString().slice(0, 10)));
  return {
    days: lastDays(days, now).map((day) => ({ day, ...over(rows.filter((row) => row.day === day)) })),
    keys: partner.keyIds.map((id) => ({ id, ...over(rows.filter(({ keyId }) => keyId === id)) })),
    total: over(rows),
    today: { used: today.searches + today.matches, quotaPerDay: partner.quotaPerDay },
  };
}

function lastDays(days: number, now: Date): string[] {
  return Array.from({ length: days }, (_, i) =>
    new Date(now.getTime() - (days - 1 - i) * DAY_MS).toISOString().slice(0, 10),
  );
}

function countsOver(rows: readonly Row[]): UsageCounts {
  const counts: UsageCounts = { searches: 0, matches: 0, empty: 0, selections: 0, handOvers: 0, refused: 0 };
  for (const row of rows) for (const name of USAGE_COUNTS) counts[name] += row[name];
  return counts;
}

/** Forgets what was counted longer ago than it is kept. @returns how many rows. */
export async function forgetUsage(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10);
  const gone = await db
    .delete(partnerUsage)
    .where(lt(partnerUsage.day, before))
    .returning({ day: partnerUsage.day });
  return gone.length;
}
