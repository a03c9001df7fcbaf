import { and, eq, gte, lt, lte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { entries, exposure } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { type FairnessService, KEPT_DAYS } from './contract.js';
import { type ReportedEntry, reportOn, type Shown } from './report.js';

const DAY_MS = 86_400_000;

/** The day (UTC) that was so many days before, as ISO 8601 has it. */
function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
}

/** Reports on what the table of counts has. */
export function createFairnessService({
  db,
  now = () => new Date(),
}: {
  db: Database;
  now?: () => Date;
}): FairnessService {
  return {
    async report(days) {
      const today = now();
      const [from, to] = [dayBefore(today, days - 1), dayBefore(today, 0)];
      const [catalogue, shown] = await Promise.all([readCatalogue(db), readShown(db, from, to)]);
      return { from, to, ...reportOn(catalogue, shown) };
    },
  };
}

const linksSchema = z.object({
  providerKind: z.string().nullable(),
  providers: z.array(z.string()).nullable(),
});

/** Every published entry, without its text. */
async function readCatalogue(db: Database): Promise<ReportedEntry[]> {
  const { id, title, kind, country, body } = entries;
  const rows = await db
    .select({
      ...{ id, title, kind, country },
      links: sql`jsonb_build_object('providerKind', ${body} -> 'kind', 'providers', ${body} -> 'providers')`,
    })
    .from(entries)
    .where(eq(entries.status, 'published'));
  return rows.map(({ links, ...row }) => {
    const { providerKind, providers } = linksSchema.parse(links);
    return { ...row, providerKind: providerKind ?? undefined, providers: providers ?? [] };
  });
}

async function readShown(db: Database, from: string, to: string): Promise<Map<string, Shown>> {
  const rows = await db
    .select({
      id: exposure.entryId,
      shown: sql`sum(${exposure.shown})`.mapWith(Number),
      first: sql`sum(${exposure.first})`.mapWith(Number),
    })
    .from(exposure)
    .where(and(gte(exposure.day, from), lte(exposure.day, to)))
    .groupBy(exposure.entryId);
  return new Map(rows.map(({ id, ...shown }) => [id, shown]));
}

/**
 * Deletes counts of days that are over for longer than they are kept.
 * @returns how many.
 */
export async function forgetExposure(db: Database, now: Date): Promise<number> {
  const gone = await db
    .delete(exposure)
    .where(lt(exposure.day, dayBefore(now, KEPT_DAYS)))
    .returning({ day: exposure.day });
  return gone.length;
}
