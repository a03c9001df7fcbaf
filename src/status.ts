import type { Logger } from 'pino';
import type { Readiness } from './http/health.js';
import { createStartProgress, type StartProgress } from './readiness.js';

/** How often each part is asked whether it is there, and how long it may take to say so, in milliseconds. */
const ASK_EVERY_MS = 10_000;
const ANSWER_MS = 5_000;

/** Asks a part; resolves with which one it is, rejects when it is away. */
export type PartCheck = () => Promise<string | undefined>;

export interface WatchOptions {
  /** Called when it answers after it was away. */
  onBack?: (() => void) | undefined;
  /** What goes on, and what does not, while it is away. */
  meanwhile?: string | undefined;
}

/** What is told of a server that is ready. */
export interface Facts {
  model?: string | undefined;
  entries: number;
  indexLagSeconds: number;
}

/** What `/readyz` tells, kept up to date in the background so that telling it costs nothing. */
export interface StatusBoard {
  readonly progress: StartProgress;
  /** From now on the part is asked from time to time. */
  watch(name: string, check: PartCheck, options?: WatchOptions): void;
  /** How the facts are found out, and asked for from time to time. */
  learn(facts: () => Promise<Facts>): void;
  /** Asks everything now; nothing once it is closed. */
  refresh(): Promise<void>;
  report(): Readiness;
  close(): void;
}

/**
 * @param parts Names of the parts, which are `starting` until they are watched.
 * @param steps Names of the steps of the start, in order.
 */
export function createStatusBoard(options: {
  parts: readonly string[];
  steps: readonly string[];
  log: Logger;
  askEveryMs?: number;
}): StatusBoard {
  const { log, askEveryMs = ASK_EVERY_MS } = options;
  const progress = createStartProgress(options.steps, log);
  const checks = new Map<string, WatchOptions & { check: PartCheck }>();
  const parts: Readiness['parts'] = Object.fromEntries(
    options.parts.map((name) => [name, { state: 'starting' as const }]),
  );
  let learn: (() => Promise<Facts>) | undefined;
  let facts: Facts | undefined;

  let closed = false;

  async function ask(
    name: string,
    { check, onBack, meanwhile }: WatchOptions & { check: PartCheck },
  ): Promise<void> {
    const before = parts[name]?.state;
    try {
      const detail = await within(ANSWER_MS, check());
      parts[name] = { state: 'ok', ...(detail !== undefined && { detail }) };
      if (before !== 'away') return;
      log.info(`The ${name} is back`);
      onBack?.();
    } catch (error) {
      if (closed) return;
      const detail = ['does not answer', meanwhile, 'the log of the server says why'];
      parts[name] = { state: 'away', detail: detail.filter((one) => one !== undefined).join('; ') };
      if (before !== 'away') log.error({ err: error }, `The ${name} is away`);
    }
  }

  async function refresh(): Promise<void> {
    if (closed) return;
    await Promise.all([...checks].map(([name, watched]) => ask(name, watched)));
    // Facts that cannot be had now are told as they were.
    if (learn) facts = await within(ANSWER_MS, learn()).catch(() => facts);
  }

  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    void refresh().finally(() => {
      asking = false;
    });
  }, askEveryMs);
  timer.unref();

  return {
    progress,
    watch(name, check, options) {
      checks.set(name, { ...options, check });
      parts[name] = { state: 'ok' };
    },
    learn(how) {
      learn = how;
    },
    refresh,
    report() {
      const running = progress.steps.filter(({ state }) => state === 'running');
      const counted = running.find(({ total }) => total !== undefined);
      const { done, total } = counted ?? {};
      const { model, ...rest } = facts ?? {};
      return {
        ready: progress.ready,
        doing: progress.ready ? 'ready' : running.map(({ name }) => name).join(', ') || 'starting',
        ...(!progress.ready && done !== undefined && total !== undefined && { progress: { done, total } }),
        parts: { ...parts },
        ...rest,
        ...(model !== undefined && { model }),
      };
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}

/** @throws Error when the promise takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
