import type { Logger } from 'pino';

/** What was counted of something in a day. */
export interface Tallied<C extends string> {
  /** ISO 8601, UTC. */
  day: string;
  id: string;
  counts: Record<C, number>;
}

/** Counts of things by day (UTC), kept in memory until they are added up in a table. */
export interface Tally<C extends string> {
  /** Counts. Never fails and waits for nothing; what there is no room for is not counted. */
  add(id: string, counts: Partial<Record<C, number>>): void;
  /** Adds up what was counted so far; what cannot be written is kept for the next time. Never fails. */
  flush(): Promise<void>;
  /** Adds up what was counted, and ends. */
  close(): Promise<void>;
}

/** Things held in memory, one for each id and day: a statement takes 65,535 parameters. */
const MOST = 6_000;

/**
 * Counts in memory and adds up in a table every `everyMs`: what a process counted since is lost where it is killed.
 * While the database is away counts wait, `most` of them at most. A statement whose answer is lost on the way counts
 * twice.
 */
export function createTally<C extends string>(deps: {
  names: readonly C[];
  /** Adds these to what the table has; all processes get them in the same order, so that none waits for another for ever. */
  save: (rows: readonly Tallied<C>[]) => Promise<void>;
  /** Told after a save of what was saved. */
  saved?: (rows: readonly Tallied<C>[]) => Promise<void>;
  /** What is counted, for the log. */
  subject: string;
  log: Logger;
  everyMs: number;
  now?: (() => Date) | undefined;
  most?: number | undefined;
}): Tally<C> {
  const { names, save, saved, subject, log, everyMs, now = () => new Date(), most = MOST } = deps;
  let held = new Map<string, Tallied<C>>();
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let writing: Promise<void> = Promise.resolve();

  const put = (day: string, id: string, counts: Partial<Record<C, number>>) => {
    const key = `${day} ${id}`;
    const known = held.get(key);
    if (known === undefined && held.size >= most) {
      lost += 1;
      return;
    }
    const row = known ?? { day, id, counts: zeros(names) };
    for (const name of names) row.counts[name] += counts[name] ?? 0;
    held.set(key, row);
  };

  async function write(): Promise<void> {
    if (held.size === 0) return;
    const taken = [...held.values()].sort((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1));
    held = new Map();
    try {
      await save(taken);
      if (lost > 0) log.warn({ lost, subject }, 'There was more to count than there is room for');
      lost = 0;
    } catch (error) {
      for (const { day, id, counts } of taken) put(day, id, counts);
      log.warn({ err: error, subject, waiting: held.size }, 'What was counted waits for the database');
      return;
    }
    await saved?.(taken).catch((error: unknown) =>
      log.warn({ err: error, subject }, 'What was added up could not be compared'),
    );
  }

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write).then(wake);
    return writing;
  };
  /** As long as nothing is counted no clock runs. */
  const wake = () => {
    if (closed || timer !== undefined || held.size === 0) return;
    timer = setTimeout(() => void flush(), everyMs);
    timer.unref();
  };

  return {
    add(id, counts) {
      put(now().toISOString().slice(0, 10), id, counts);
      wake();
    },
    flush,
    close() {
      closed = true;
      return flush();
    },
  };
}

function zeros<C extends string>(names: readonly C[]): Record<C, number> {
  // Object.fromEntries forgets which names they were.
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<C, number>;
}
