import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import { weightSets } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { type MatchWeights, WEIGHTS } from '../matching/weights.js';
import { matchWeightsSchema } from '../matching/weights-schema.js';

/** How often a process looks which weights are in use: another one's change is seen well within a minute. */
const LOOK_MS = 20_000;

/** The weights that rank, in this process. */
export interface WeightsInUse {
  current(): MatchWeights;
  /** Looks now, rather than within a minute; never throws. */
  refresh(): Promise<void>;
}

/**
 * Follows the set of weights that is in use in the database until `stopping`. Where there is none, or the database is
 * away from the beginning, or the set cannot be read, the shipped ones are in use; what cannot be read is logged once.
 */
export async function createWeightsInUse(deps: {
  db: Database;
  log: Logger;
  stopping?: AbortSignal | undefined;
  lookMs?: number;
}): Promise<WeightsInUse> {
  const { db, log, stopping, lookMs = LOOK_MS } = deps;
  let current = WEIGHTS;
  let complained: string | undefined;
  const complain = (key: string, about: object, message: string) => {
    if (complained !== key) log.warn(about, message);
    complained = key;
  };
  const look = async () => {
    try {
      const [row] = await db.select().from(weightSets).where(eq(weightSets.state, 'in-use'));
      const stored = row === undefined || row.origin === 'shipped' ? WEIGHTS : completed(row.weights);
      if (stored === undefined) {
        complain(
          `${row?.id}`,
          { weightSet: row?.id },
          'Learnt weights cannot be read: the shipped ones rank',
        );
      } else complained = undefined;
      current = stored ?? WEIGHTS;
    } catch (error) {
      if (stopping?.aborted !== true)
        complain('away', { err: error }, 'Which weights are in use is not known');
    }
  };
  // One after the other, so that an older answer never takes the place of a newer one.
  let last = Promise.resolve();
  const refresh = () => {
    last = last.then(look);
    return last;
  };
  await refresh();
  const timer = setInterval(() => void refresh(), lookMs);
  timer.unref();
  stopping?.addEventListener('abort', () => clearInterval(timer));
  return { current: () => current, refresh };
}

/**
 * Stored weights as this version takes them: what an older version did not have yet is as shipped, what this one does not
 * know is dropped. Nothing for what are no weights.
 */
export function completed(stored: unknown): MatchWeights | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  return matchWeightsSchema.safeParse(over(WEIGHTS, stored)).data;
}

function over(shipped: object, stored: object): Record<string, unknown> {
  const held = new Map(Object.entries(stored));
  return Object.fromEntries(
    Object.entries(shipped).map(([key, value]: [string, unknown]) => {
      const own: unknown = held.get(key);
      if (own === undefined) return [key, value];
      const both = isObject(value) && isObject(own);
      return [key, both ? over(value, own) : own];
    }),
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
