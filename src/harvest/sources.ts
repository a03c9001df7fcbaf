import { and, asc, count, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { harvestedEntries, harvestSources, outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { differences } from '../differences.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import type { HarvestSource, NewSource, SourceChange } from './contract.js';
import type { HarvestDeps, SourceRow } from './deps.js';
import { lastRuns } from './runs.js';

type Deps = Pick<HarvestDeps, 'db' | 'now' | 'fetch'>;

const noSource = () => new AppError('not-found', 'There is no source of this id');

async function rowOf(db: Database, id: string): Promise<SourceRow> {
  const [row] = await db.select().from(harvestSources).where(eq(harvestSources.id, id));
  if (row === undefined) throw noSource();
  return row;
}

/** By name, each with so many of its last runs. */
export async function listSources(deps: Deps, runs: number): Promise<HarvestSource[]> {
  const rows = await deps.db.select().from(harvestSources).orderBy(asc(harvestSources.name));
  return Promise.all(rows.map((row) => shown(deps, row, runs)));
}

/** @throws AppError `not-found`. */
export async function readSource(deps: Deps, id: string, runs: number): Promise<HarvestSource> {
  return shown(deps, await rowOf(deps.db, id), runs);
}

async function shown({ db, now }: Deps, row: SourceRow, runs: number): Promise<HarvestSource> {
  const { id, name, address, sectors, countries, takesAs, active, version } = row;
  const number = (where: ReturnType<typeof sql>) =>
    sql<number>`count(*) filter (where ${where})`.mapWith(Number);
  const there = isNull(harvestedEntries.withdrawnAt);
  const [counts] = await db
    .select({
      all: count(),
      entries: number(sql`${harvestedEntries.state} = 'taken' and ${there}`),
      undecided: number(sql`${harvestedEntries.state} = 'asked' and ${there}`),
      notices: number(sql`${isNotNull(harvestedEntries.notice)}`),
    })
    .from(harvestedEntries)
    .where(eq(harvestedEntries.sourceId, id));
  return {
    ...{ id, name, address, sectors, countries, takesAs, active, version },
    asked: row.askedAt !== null,
    ...(row.harvestedAt !== null && { harvestedAt: row.harvestedAt.toISOString() }),
    ...{ entries: 0, undecided: 0, notices: 0 },
    ...(counts && { entries: counts.entries, undecided: counts.undecided, notices: counts.notices }),
    runs: await lastRuns(db, row, now(), runs),
  };
}

/** @throws AppError `bad-request` for an address that is not asked; `conflict` for one that is a source already. */
export async function addSource({ db, fetch }: Deps, given: NewSource, asker: Asker): Promise<string> {
  const { protocol, host } = new URL(given.address);
  if (protocol !== 'https:' && !fetch.trusted.has(host)) {
    throw new AppError('bad-request', 'The source is not valid: address', {
      fields: [{ path: 'address', message: 'must begin with https://' }],
    });
  }
  const id = newId('hs');
  await db.transaction(async (tx) => {
    const [made] = await tx
      .insert(harvestSources)
      .values({ id, ...given })
      .onConflictDoNothing({ target: harvestSources.address })
      .returning({ id: harvestSources.id });
    if (made === undefined) throw new AppError('conflict', 'This address is a source already');
    await record(tx, asker, 'harvest.source-added', id, { after: given });
  });
  return id;
}

/** @throws AppError `not-found`; `conflict` where somebody was faster. */
export async function changeSource(
  { db }: Deps,
  id: string,
  { version, ...change }: SourceChange,
  asker: Asker,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(harvestSources).where(eq(harvestSources.id, id)).for('update');
    if (row === undefined) throw noSource();
    if (row.version !== version) {
      throw new AppError('conflict', 'Somebody else changed this source after you had opened it', {
        fields: [{ path: 'version', message: `is ${row.version} by now` }],
      });
    }
    const { name, sectors, countries, takesAs, active } = { ...row, ...change };
    const next = { name, sectors, countries, takesAs, active };
    const differ = differences(pick(row, next), next);
    if (differ === undefined) return;
    const anew = 'sectors' in differ.after || 'countries' in differ.after;
    await tx
      .update(harvestSources)
      // What was passed over before may be asked for now: it is read from the beginning.
      .set({ ...next, version: version + 1, ...(anew && { cursor: null, pass: null, runId: null }) })
      .where(eq(harvestSources.id, id));
    await record(tx, asker, 'harvest.source-changed', id, differ);
  });
}

function pick<T extends object>(row: SourceRow, like: T): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name in like));
}

/** @throws AppError `not-found`; `conflict` where it is not active. */
export async function askForHarvest({ db, now }: Deps, id: string, asker: Asker): Promise<void> {
  const { active } = await rowOf(db, id);
  if (!active) throw new AppError('conflict', 'This source is not harvested: make it active first');
  await db.transaction(async (tx) => {
    await tx.update(harvestSources).set({ askedAt: now() }).where(eq(harvestSources.id, id));
    await tx.insert(outbox).values({ topic: 'harvest-asked', key: id });
    await record(tx, asker, 'harvest.asked', id, {});
  });
}

/** Active sources that staff ask for, or that were not read to the end since the day began in UTC. */
export async function dueSources({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<string[]> {
  const today = new Date(now());
  today.setUTCHours(0, 0, 0, 0);
  const { harvestedAt, askedAt, active } = harvestSources;
  const rows = await db
    .select({ id: harvestSources.id })
    .from(harvestSources)
    .where(and(eq(active, true), or(isNotNull(askedAt), isNull(harvestedAt), lt(harvestedAt, today))))
    .orderBy(asc(sql`${askedAt} is null`), asc(harvestSources.name));
  return rows.map(({ id }) => id);
}

function record(
  tx: Database,
  { actor, requestId }: Asker,
  action: `harvest.${string}`,
  id: string,
  change: { before?: unknown; after?: unknown },
): Promise<void> {
  return recordAudit(tx, { actor, action, subject: { kind: 'harvest-source', id }, ...change, requestId });
}
