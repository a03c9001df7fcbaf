import type { Outcome } from './api.js';

/** A change on its way. It is made when those before it are done. */
export interface Task {
  /** Reads versions off the page and sends the change. */
  send(): Promise<Outcome>;
  /** It needs the page as it is after the change before. */
  needsFresh: boolean;
  /** It is not made, since one before it failed. */
  dropped?: () => void;
  done(outcome: { body: unknown }): void;
  failed(outcome: Exclude<Outcome, { kind: 'done' }>, dropped: number): void;
}

/** Makes changes one after another, and reads the page anew when there are no more. */
export interface Tasks {
  add(task: Task): Promise<void>;
  busy(): boolean;
  /** Resolves when there are none on their way, and the page shows them. */
  idle(): Promise<void>;
}

/** @param renew Reads the page anew; it is called between changes only where one needs it. */
export function createTasks(renew: () => Promise<unknown>): Tasks {
  const waiting: Task[] = [];
  let running: Promise<void> | undefined;

  async function work(): Promise<void> {
    let stale = false;
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      if (stale && task.needsFresh) await renew();
      const outcome = await task.send();
      stale = true;
      if (outcome.kind === 'done') {
        task.done(outcome);
        continue;
      }
      // What was pressed after it rested on it.
      const rest = waiting.splice(0);
      for (const one of rest) one.dropped?.();
      await renew();
      stale = false;
      task.failed(outcome, rest.length);
    }
    if (stale) await renew();
    running = undefined;
    // Something may have been added while the page was read.
    if (waiting.length > 0) await start();
  }

  function start(): Promise<void> {
    running ??= work();
    return running;
  }

  return {
    add(task) {
      waiting.push(task);
      return start();
    },
    busy: () => running !== undefined,
    idle: async () => {
      await running;
    },
  };
}
