import { eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { settings } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { EvaluationState } from './contract.js';

const ASKED = 'evaluation:asked';
const PROGRESS = 'evaluation:progress';
/** A run that has said nothing for so long was killed, in milliseconds: a statement takes well under a second. */
const SILENT_MS = 60_000;

const askedSchema = z.object({ at: z.iso.datetime(), who: z.string(), name: z.string() });
export type Asked = z.infer<typeof askedSchema>;

const progressSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('running'), heard: z.iso.datetime(), done: z.int(), of: z.int() }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
  z.object({ kind: z.literal('no-judgments') }),
]);
export type Progress = z.infer<typeof progressSchema>;

/** Who asked for a run, if anybody did and it is not done. */
export async function readAsked(db: Database): Promise<Asked | undefined> {
  const [row] = await db.select().from(settings).where(eq(settings.key, ASKED));
  return askedSchema.safeParse(row?.value).data;
}

/** Keeps who asked; who asked before stays. What became of an earlier try is forgotten. */
export async function keepAsked(tx: Database, asked: Asked): Promise<void> {
  await tx.insert(settings).values({ key: ASKED, value: asked }).onConflictDoNothing();
  await tx
    .delete(settings)
    .where(sql`${settings.key} = ${PROGRESS} and ${settings.value} ->> 'kind' <> 'running'`);
}

/** Nobody waits for a run any more, and none is under way. */
export async function clearState(tx: Database): Promise<void> {
  await tx.delete(settings).where(inArray(settings.key, [ASKED, PROGRESS]));
}

/** Keeps how far a run is, or how it ended without a result. */
export async function keepProgress(db: Database, value: Progress): Promise<void> {
  await db
    .insert(settings)
    .values({ key: PROGRESS, value })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: sql`now()` } });
}

export async function readState(db: Database, now: Date): Promise<EvaluationState> {
  const rows = await db
    .select()
    .from(settings)
    .where(inArray(settings.key, [ASKED, PROGRESS]));
  const held = (key: string) => rows.find((row) => row.key === key)?.value;
  const asked = askedSchema.safeParse(held(ASKED)).data;
  const progress = progressSchema.safeParse(held(PROGRESS)).data;
  const by = asked && { askedBy: asked.name };
  switch (progress?.kind) {
    case 'running': {
      const silent = now.getTime() - Date.parse(progress.heard) > SILENT_MS;
      return { status: silent ? 'interrupted' : 'running', ...by, done: progress.done, of: progress.of };
    }
    case 'failed':
      return { status: 'failed', ...by, why: progress.why };
    case 'no-judgments':
      return { status: 'no-judgments' };
    default:
      return asked === undefined ? { status: 'idle' } : { status: 'waiting', ...by };
  }
}
