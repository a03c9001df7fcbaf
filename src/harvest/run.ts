import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { recordAudit } from '../audit/record.js';
import { harvestRuns, harvestSources } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { newId, newSuffix } from '../ids.js';
import type { HarvestCounts, Refused } from './contract.js';
import { HARVESTER, type HarvestDeps, type SourceRow } from './deps.js';
import { readChange, readFeed } from './feed-client.js';
import { applyPage, findAll, noCounts } from './page.js';
import { forgetOldRuns } from './runs.js';
import { followProviders, sweep } from './sweep.js';

/** A run that was not heard of for so long was killed: another may begin. */
const LEASE_MS = 60_000;
const BEAT_MS = 15_000;
/** Refused fields that are kept of a run. */
const MOST_REFUSED = 200;

type State = 'done' | 'partly' | 'failed';

/** How far a run has come. */
interface Run {
  id: string;
  startedAt: Date;
  source: SourceRow;
  counts: HarvestCounts;
  refused: Refused[];
}

/**
 * Reads a source from where the last run ended. What a page says and how far it was read are committed together, so
 * that a run may be killed at any moment; of two at once the second does nothing.
 * @returns how many changes were read.
 */
export async function harvestSource(deps: HarvestDeps, sourceId: string): Promise<number> {
  const run = await begin(deps, sourceId);
  if (run === undefined) return 0;
  const beat = setInterval(() => void renew(deps, run).catch(() => undefined), BEAT_MS);
  try {
    const { state, failure } = await readAll(deps, run);
    await end(deps, run, state, failure);
  } catch (error) {
    if (error instanceof LostLease) return run.counts.read;
    const stopped = deps.stopping?.aborted === true;
    await end(deps, run, stopped ? 'partly' : 'failed', stopped ? undefined : 'fault').catch(() => undefined);
    if (!stopped) throw error;
  } finally {
    clearInterval(beat);
    deps.nudge();
  }
  return run.counts.read;
}

/** Another run has taken the source over. */
class LostLease extends Error {}

/** Takes the source for a new run, unless another has it. */
async function begin({ db, now }: HarvestDeps, sourceId: string): Promise<Run | undefined> {
  const at = now();
  const id = newId('hr');
  return db.transaction(async (tx) => {
    const [source] = await tx
      .update(harvestSources)
      .set({ runId: id, runUntil: new Date(at.getTime() + LEASE_MS) })
      .where(
        and(
          eq(harvestSources.id, sourceId),
          eq(harvestSources.active, true),
          or(isNull(harvestSources.runId), lt(harvestSources.runUntil, at)),
        ),
      )
      .returning();
    if (source === undefined) return undefined;
    const counts = noCounts();
    await tx.insert(harvestRuns).values({ id, sourceId, startedAt: at, updatedAt: at, counts });
    return { id, startedAt: at, source, counts, refused: [] };
  });
}

async function renew({ db, now }: HarvestDeps, { id, source }: Run): Promise<void> {
  await db
    .update(harvestSources)
    .set({ runUntil: new Date(now().getTime() + LEASE_MS) })
    .where(and(eq(harvestSources.id, source.id), eq(harvestSources.runId, id)));
}

async function readAll(deps: HarvestDeps, run: Run): Promise<{ state: State; failure?: string }> {
  const started = Date.now();
  const { address } = run.source;
  for (;;) {
    deps.stopping?.throwIfAborted();
    const { cursor } = run.source;
    const page = await readFeed(address, cursor, { ...deps.fetch, signal: deps.stopping });
    if (page.kind === 'failed') return { state: 'failed', failure: page.why };
    if (page.kind === 'cursor-refused') {
      run.source = { ...run.source, cursor: null };
      continue;
    }
    if (page.more && page.cursor === cursor) return { state: 'failed', failure: 'no-progress' };
    await commit(deps, run, page);
    if (!page.more) return { state: 'done' };
    if (Date.now() - started > deps.runMs) return { state: 'partly' };
  }
}

/** Does what a page says, and notes how far was read: both or neither. */
async function commit(
  deps: HarvestDeps,
  run: Run,
  page: { changes: readonly unknown[]; cursor: string; more: boolean },
): Promise<void> {
  const { address, cursor } = run.source;
  const changes = page.changes.map((change) => readChange(change, address));
  // Who begins at the beginning finds out what is gone by what does not come.
  const source = { ...run.source, pass: cursor === null ? newSuffix() : run.source.pass };
  const found = await findAll(deps, source, changes);
  const report = await deps.db.transaction(async (tx) => {
    await hold(tx, run);
    const counts = await applyPage(deps, tx, source, changes, found);
    if (!page.more) {
      add(counts.counts, await sweep(deps, tx, source));
      add(counts.counts, await followProviders(deps, tx, source));
    }
    const refused = [...run.refused, ...counts.refused].slice(0, MOST_REFUSED);
    await tx
      .update(harvestSources)
      .set({
        cursor: page.cursor,
        pass: page.more ? source.pass : null,
        runUntil: new Date(deps.now().getTime() + LEASE_MS),
      })
      .where(eq(harvestSources.id, source.id));
    await tx
      .update(harvestRuns)
      .set({ counts: added(run.counts, counts.counts), refused, updatedAt: deps.now() })
      .where(eq(harvestRuns.id, run.id));
    return { ...counts, refused };
  });
  add(run.counts, report.counts);
  run.refused = report.refused;
  run.source = { ...source, cursor: page.cursor, pass: page.more ? source.pass : null };
  deps.nudge();
}

/** Locks the source for a transaction. @throws LostLease where another run has it by now. */
async function hold(tx: Database, { id, source }: Run): Promise<SourceRow> {
  const [held] = await tx.select().from(harvestSources).where(eq(harvestSources.id, source.id)).for('update');
  if (held?.runId !== id) throw new LostLease();
  return held;
}

function add(sum: HarvestCounts, more: Partial<HarvestCounts>): void {
  Object.assign(sum, added(sum, more));
}

function added(sum: HarvestCounts, more: Partial<HarvestCounts>): HarvestCounts {
  const both = { ...sum };
  for (const name of NAMES) both[name] += more[name] ?? 0;
  return both;
}

const NAMES = [
  ...(['read', 'created', 'changed', 'unchanged', 'withdrawn'] as const),
  ...(['duplicates', 'kept', 'outside', 'refused'] as const),
];

/** Gives the source free, and tells what came of the run. */
async function end(deps: HarvestDeps, run: Run, state: State, failure: string | undefined): Promise<void> {
  const { source, counts } = run;
  const at = deps.now();
  await deps.db.transaction(async (tx) => {
    const held = await hold(tx, run);
    await tx
      .update(harvestSources)
      .set({
        ...{ runId: null, runUntil: null },
        ...(state === 'done' && { harvestedAt: at }),
        // Who asks while it runs is answered by the next one.
        ...(held.askedAt !== null && held.askedAt <= run.startedAt && { askedAt: null }),
      })
      .where(eq(harvestSources.id, source.id));
    await tx
      .update(harvestRuns)
      .set({ state, failure: failure ?? null, updatedAt: at, finishedAt: at })
      .where(eq(harvestRuns.id, run.id));
    await forgetOldRuns(tx, source.id);
    // Nights on which nothing happened are no news.
    if (counts.read === 0 && state === 'done' && held.askedAt === null) return;
    await recordAudit(tx, {
      actor: HARVESTER.actor,
      action: 'harvest.run',
      subject: { kind: 'harvest-source', id: source.id },
      after: { name: source.name, state, ...(failure !== undefined && { failure }), ...counts },
    });
  });
}
