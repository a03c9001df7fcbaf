import { desc, eq, inArray } from 'drizzle-orm';
import type { Asker, Person } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { settings, weightSets } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import { type MatchWeights, WEIGHTS } from '../matching/weights.js';
import { type WeightSet, type WeightsOverview, type WeightsReport, weightsReportSchema } from './contract.js';
import { completed } from './in-use.js';

type Row = typeof weightSets.$inferSelect;
/** Sets that are listed. */
const LISTED = 50;
/** What the last fit was made of: the same again proposes nothing new. */
const SEEN = 'learning:seen';

/** The weights in use, and the sets, newest first. */
export async function readOverview(db: Database): Promise<WeightsOverview> {
  const rows = await db.select().from(weightSets).orderBy(desc(weightSets.madeAt)).limit(LISTED);
  const [used] = await db.select().from(weightSets).where(eq(weightSets.state, 'in-use'));
  const weights = used?.origin === 'learnt' ? completed(used.weights) : undefined;
  return {
    inUse:
      used === undefined || weights === undefined
        ? { origin: 'shipped', weights: WEIGHTS }
        : { origin: 'learnt', id: used.id, weights },
    newerShipped: weights !== undefined && WEIGHTS.fitted.date > weights.fitted.date,
    sets: rows.flatMap(toSet),
  };
}

/** Nothing for a row that cannot be read: it is logged where weights are used. */
function toSet(row: Row): WeightSet[] {
  const weights = completed(row.weights);
  if (weights === undefined) return [];
  const report = weightsReportSchema.safeParse(row.report).data;
  const { id, version, madeAt, origin, state, decidedBy, decidedAt } = row;
  return [
    {
      ...{ id, version, origin, state, weights, madeAt: madeAt.toISOString() },
      ...(report !== undefined && { report }),
      ...(decidedBy !== null && { decidedBy }),
      ...(decidedAt !== null && { decidedAt: decidedAt.toISOString() }),
    },
  ];
}

/** Whether the last fit was made of this. */
export async function isSeen(db: Database, fingerprint: string): Promise<boolean> {
  const [row] = await db.select().from(settings).where(eq(settings.key, SEEN));
  return row?.value === fingerprint;
}

/** Keeps what a fit was made of. */
export async function keepSeen(tx: Database, fingerprint: string): Promise<void> {
  const set = { value: fingerprint, updatedAt: new Date() };
  await tx
    .insert(settings)
    .values({ key: SEEN, ...set })
    .onConflictDoUpdate({ target: settings.key, set });
}

/** Keeps fitted weights: refused where a group would lose, else proposed in the place of the last proposal. */
export async function keepFitted(
  db: Database,
  { weights, report, fingerprint }: { weights: MatchWeights; report: WeightsReport; fingerprint: string },
): Promise<void> {
  const state = report.lost.length > 0 ? 'refused' : 'proposed';
  const id = newId('ws');
  await db.transaction(async (tx) => {
    await keepSeen(tx, fingerprint);
    if (state === 'proposed') await retire(tx, 'proposed');
    await tx.insert(weightSets).values({ id, weights, origin: 'learnt', state, report });
    await recordAudit(tx, {
      actor: { kind: 'system', name: 'learning' },
      action: `weights.${state}`,
      subject: { kind: 'weights', id },
      after: { state, heldOut: report.heldOut, lost: report.lost, judgments: report.judgments },
    });
  });
}

async function retire(tx: Database, ...states: ('proposed' | 'in-use')[]): Promise<Row[]> {
  const rows = await tx.select().from(weightSets).where(inArray(weightSets.state, states)).for('update');
  for (const { id, version } of rows) {
    await tx
      .update(weightSets)
      .set({ state: 'retired', version: version + 1 })
      .where(eq(weightSets.id, id));
  }
  return rows;
}

/**
 * An administrator takes up a proposed set, or declines it.
 * @throws AppError `not-found`, `conflict`.
 */
export async function decideSet(
  db: Database,
  about: { id: string; version: number; as: 'in-use' | 'declined' },
  asker: Asker,
): Promise<void> {
  const person = personOf(asker);
  const { id, version, as } = about;
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(weightSets).where(eq(weightSets.id, id)).for('update');
    if (row === undefined) throw new AppError('not-found', 'There is no set of weights of this id');
    if (row.state !== 'proposed' || row.version !== version) {
      throw new AppError('conflict', 'This proposal was decided meanwhile: nothing was changed', {
        fields: [{ path: 'version', message: `is ${row.version} now, and the set is ${row.state}` }],
      });
    }
    const [before] = as === 'in-use' ? await retire(tx, 'in-use') : [];
    await tx
      .update(weightSets)
      .set({ state: as, decidedBy: person.id, decidedAt: new Date(), version: version + 1 })
      .where(eq(weightSets.id, id));
    await recordAudit(tx, {
      actor: person,
      action: as === 'in-use' ? 'weights.accepted' : 'weights.declined',
      subject: { kind: 'weights', id },
      before: { state: row.state, inUse: before?.id ?? null },
      after: { state: as },
      requestId: asker.requestId,
    });
  });
}

/** Goes back to the shipped weights. What was proposed was compared with others, and is not proposed any more. */
export async function useShipped(db: Database, asker: Asker): Promise<void> {
  const person = personOf(asker);
  await db.transaction(async (tx) => {
    const [used] = await tx.select().from(weightSets).where(eq(weightSets.state, 'in-use')).for('update');
    if (used === undefined || used.origin === 'shipped') return;
    await retire(tx, 'in-use', 'proposed');
    const id = newId('ws');
    await tx.insert(weightSets).values({
      ...{ id, weights: WEIGHTS, origin: 'shipped', state: 'in-use' },
      ...{ decidedBy: person.id, decidedAt: new Date() },
    });
    await recordAudit(tx, {
      actor: person,
      action: 'weights.shipped',
      subject: { kind: 'weights', id },
      before: { inUse: used.id },
      after: { state: 'in-use' },
      requestId: asker.requestId,
    });
  });
}

function personOf({ actor }: Asker): Person {
  if (actor.kind === 'person') return actor;
  throw new AppError('unauthenticated', 'Sign in to do this');
}
