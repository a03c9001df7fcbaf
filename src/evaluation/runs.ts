import { and, desc, eq, getTableColumns, inArray, lt, or, sql } from 'drizzle-orm';
import { evaluationRuns } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import { readKeyset, writeKeyset } from '../keyset.js';
import type { MatchWeights } from '../matching/weights.js';
import type { HistoryPoint } from './contract.js';
import { type Run, type RunSummary, runSchema, runSummarySchema } from './run.js';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 400;
/** All but what is large. */
const SUMMARY = (() => {
  const { statements: _, weights: __, ...rest } = getTableColumns(evaluationRuns);
  return rest;
})();
const newestFirst = [desc(evaluationRuns.at), desc(evaluationRuns.id)];

/** Keeps a run that is done. */
export async function keepRun(
  tx: Database,
  run: Omit<Run, 'id' | 'at' | 'by' | 'weights'> & {
    at: Date;
    weights: MatchWeights;
    asked: { who: string; name: string } | undefined;
  },
): Promise<void> {
  const { asked, ...rest } = run;
  await tx
    .insert(evaluationRuns)
    .values({ id: newId('ev'), who: asked?.who ?? null, whoName: asked?.name ?? null, ...rest });
}

/** A page of runs, newest first. */
export async function listRuns(
  db: Database,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ runs: RunSummary[]; nextCursor?: string }> {
  const place = cursor === undefined ? undefined : readKeyset(cursor);
  const after =
    place &&
    or(
      lt(evaluationRuns.at, place.at),
      and(eq(evaluationRuns.at, place.at), lt(evaluationRuns.id, place.id)),
    );
  const rows = await db
    .select(SUMMARY)
    .from(evaluationRuns)
    .where(after)
    .orderBy(...newestFirst)
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    runs: page.map((row) => runSummarySchema.parse(told(row))),
    ...(rows.length > page.length && last && { nextCursor: writeKeyset(last) }),
  };
}

/** @throws AppError `not-found`. */
export async function readRun(db: Database, id: string): Promise<Run> {
  const [row] = await db.select().from(evaluationRuns).where(eq(evaluationRuns.id, id));
  if (row === undefined) throw new AppError('not-found', 'There is no evaluation run of this id');
  return runSchema.parse(told(row));
}

/** A row as it is told; what it holds is still to be checked. */
function told<T extends { at: Date; whoName: string | null }>({ at, whoName, ...row }: T) {
  return { ...row, at: at.toISOString(), ...(whoName !== null && { by: whoName }) };
}

/** One point for each run, oldest first. */
export async function readHistory(db: Database, most: number): Promise<HistoryPoint[]> {
  const { id, at, figures } = evaluationRuns;
  const rows = await db
    .select({
      ...{ id, at },
      statements: sql<number>`(${figures} #>> '{all,statements}')::int`,
      ndcg10: sql<number | null>`(${figures} #>> '{all,ndcg10}')::float8`,
    })
    .from(evaluationRuns)
    .orderBy(...newestFirst)
    .limit(most);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() })).reverse();
}

/** Forgets runs that nobody looks back to. @returns how many. */
export async function forgetRuns(db: Database, now: Date): Promise<number> {
  const { id, at } = evaluationRuns;
  const rows = await db
    .select({ id, at })
    .from(evaluationRuns)
    .orderBy(...newestFirst);
  const ids = surplusRuns(rows, now);
  if (ids.length > 0) await db.delete(evaluationRuns).where(inArray(id, ids));
  return ids.length;
}

/**
 * Of runs, newest first, those to be forgotten: what is older than 400 days, and on each day that is over (in UTC) all but
 * its newest. The newest of all stays. Pure.
 */
export function surplusRuns(runs: readonly { id: string; at: Date }[], now: Date): string[] {
  const dayOf = (at: Date) => Math.floor(at.getTime() / DAY_MS);
  const oldest = now.getTime() - KEPT_DAYS * DAY_MS;
  return runs
    .filter(({ at }, index) => {
      const before = runs[index - 1];
      if (before === undefined) return false;
      const sameDay = dayOf(before.at) === dayOf(at) && dayOf(at) < dayOf(now);
      return sameDay || at.getTime() < oldest;
    })
    .map(({ id }) => id);
}
