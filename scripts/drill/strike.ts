import { setTimeout as pause } from 'node:timers/promises';
import type { Exit, Part } from '../stack/part.js';
import { supervise } from '../stack/supervise.js';
import { until } from '../stack/until.js';
import type { Fault } from './plan.js';

/** From an end that nobody meant to the next start, in milliseconds. */
const RESTART_MS = 1_000;
const READY_MS = 180_000;

/** Ends of processes that the drill did not bring about. */
export interface Unasked {
  exit: Exit;
  /** Whether it was a start that gave up while something it needs was away: those are expected. */
  expected: boolean;
}

export interface Strikes {
  /** Brings all faults about, one after another. */
  strike(plan: readonly Fault[], say: (line: string) => void): Promise<void>;
  /** Resolves when every part answers again. */
  settled(): Promise<void>;
  /** From now on nothing is started again. */
  release(): void;
  unasked: Unasked[];
}

/**
 * @param about.base Names of the parts that the others need.
 * @param about.serving Parts that answer requests: each fault waits until one of them does, for there to be a load.
 */
export function createStrikes(
  parts: readonly Part[],
  { base, serving }: { base: ReadonlySet<string>; serving: readonly Part[] },
): Strikes {
  const unasked: Unasked[] = [];
  const waitMs = new Map<string, number>();
  /** Until when each part that others need was last away. */
  const awayUntil = new Map<string, number>();
  const supervisors = parts.map((part) => {
    part.onExit((exit) => {
      if (exit.how !== 'by itself') return;
      const wasAway = [...awayUntil].some(
        ([name, until]) => name !== part.name && base.has(name) && until >= exit.startedAt,
      );
      unasked.push({ exit, expected: !exit.wasReady && wasAway });
    });
    return supervise(part, { waitMs: () => waitMs.get(part.name) ?? RESTART_MS, say: () => undefined });
  });

  async function strikeOne(part: Part, { kind, forMs }: Fault): Promise<void> {
    await until(() => part.isRunning(), READY_MS);
    awayUntil.set(part.name, Number.POSITIVE_INFINITY);
    if (kind === 'freeze') {
      part.freeze();
      await pause(forMs);
      part.thaw();
    } else {
      waitMs.set(part.name, forMs);
      await part.kill();
      await pause(forMs);
      waitMs.delete(part.name);
    }
    if (!base.has(part.name)) return;
    await until(() => part.answers(), READY_MS);
    awayUntil.set(part.name, Date.now());
  }

  const isServed = async () => (await Promise.all(serving.map((part) => part.answers()))).includes(true);

  return {
    unasked,
    async strike(plan, say) {
      const begun = Date.now();
      for (const fault of plan) {
        await until(isServed, READY_MS);
        await pause(fault.afterMs);
        const part = parts.find(({ name }) => name === fault.target);
        if (part === undefined) throw new Error(`There is no part ${fault.target}`);
        const at = ((Date.now() - begun) / 1000).toFixed(1).padStart(6);
        say(
          `${at} s  ${fault.kind.padEnd(6)} ${fault.target.padEnd(12)} for ${(fault.forMs / 1000).toFixed(1)} s`,
        );
        await strikeOne(part, fault);
      }
    },
    async settled() {
      for (const part of parts) await until(() => part.answers(), READY_MS);
    },
    release() {
      for (const supervisor of supervisors) supervisor.release();
    },
  };
}
