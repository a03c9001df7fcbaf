import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';

export type StepState = 'waiting' | 'running' | 'done' | 'failed';

/** One step of the start; `done` of `total` count entries, bytes or the like while it runs. */
export interface Step {
  name: string;
  state: StepState;
  done?: number;
  total?: number;
}

/** How far the start has come. */
export interface StartProgress {
  /** Whether requests are answered. */
  readonly ready: boolean;
  readonly steps: readonly Step[];
  /**
   * Runs a step, and says in one line of the log how long it took. `work` may report how far it is, and return
   * what the line is to add.
   */
  run<T>(name: string, work: (report: (done: number, total: number) => void) => Promise<T>): Promise<T>;
  finish(): void;
}

/** Keeps the steps of the start, in order. */
export function createStartProgress(names: readonly string[], log: Logger): StartProgress {
  const steps: Step[] = names.map((name) => ({ name, state: 'waiting' }));
  const stepOf = (name: string): Step => {
    const known = steps.find((step) => step.name === name);
    if (known) return known;
    const added: Step = { name, state: 'waiting' };
    steps.push(added);
    return added;
  };
  let ready = false;
  return {
    get ready() {
      return ready;
    },
    steps,
    async run(name, work) {
      const step = stepOf(name);
      step.state = 'running';
      const started = performance.now();
      try {
        const result = await work((done, total) => Object.assign(step, { done, total }));
        step.state = 'done';
        log.info({ ms: Math.round(performance.now() - started) }, `${name}: done`);
        return result;
      } catch (error) {
        step.state = 'failed';
        throw error;
      }
    },
    finish() {
      ready = true;
    },
  };
}
