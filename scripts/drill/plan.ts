import { createRandom } from '../../src/catalogue/random.js';

/** One fault: a part is killed, or held still. */
export interface Fault {
  target: string;
  kind: 'kill' | 'freeze';
  /** From the end of the fault before, in milliseconds. */
  afterMs: number;
  /** How long it is away: from a kill until it is started again, from a freeze until it goes on, in milliseconds. */
  forMs: number;
}

const PAUSE_MS = [1_000, 4_000] as const;
const DOWN_MS = [300, 4_000] as const;
const FROZEN_MS = [1_000, 6_000] as const;
/** Longer than the lock that a worker holds on its job (30 s), so that another one takes the job up meanwhile. */
const LONG_MS = 40_000;

/**
 * As many faults as asked for, the same ones for the same seed. Each part is killed and frozen once, in some order,
 * before any comes again.
 * @param options.long A part that is held still once for longer than its locks last.
 */
export function planFaults(options: {
  seed: number;
  faults: number;
  targets: readonly string[];
  long?: string | undefined;
}): Fault[] {
  const { seed, faults, targets, long } = options;
  const random = createRandom(seed);
  const kinds = targets.flatMap((target) => [
    { target, kind: 'kill' as const },
    { target, kind: 'freeze' as const },
  ]);
  const plan: Fault[] = [];
  let round: typeof kinds = [];
  let longIsDue = long !== undefined;
  while (plan.length < faults) {
    if (round.length === 0) round = [...kinds];
    const next = random.pick(round);
    round = round.filter((one) => one !== next);
    const [least, most] = next.kind === 'kill' ? DOWN_MS : FROZEN_MS;
    const isLong = longIsDue && next.kind === 'freeze' && next.target === long;
    if (isLong) longIsDue = false;
    const [afterMs, forMs] = [random.between(...PAUSE_MS), random.between(least, most)];
    plan.push({ ...next, afterMs, forMs: isLong ? LONG_MS : forMs });
  }
  return plan;
}
