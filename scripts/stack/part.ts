import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { areGone, freezeFamily, killFamily, thawFamily } from './signals.js';
import { until } from './until.js';

/** Most milliseconds from starting a program to its first answer, and from asking it to stop to its end. */
/** A catalogue of 100,000 entries is compared with its index at the start. */
const START_MS = 600_000;
const STOP_MS = 60_000;

/** How a program came to its end. */
export interface Exit {
  part: string;
  how: 'stopped' | 'killed' | 'by itself';
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Whether it had answered before. */
  wasReady: boolean;
  /** When it was started, in milliseconds since 1970. */
  startedAt: number;
}

/** A program of the stack, with its port and files: started, ended, and started again on the same ones. */
export interface Part {
  readonly name: string;
  /** Where its output is, if it is kept. */
  readonly logFile: string | undefined;
  /** Starts it. Resolves when it answers; rejects when it ends before. */
  start(): Promise<void>;
  /** Ends it and all that it started at once, as a crash would; nothing is written in good order. */
  kill(): Promise<void>;
  /** Holds it still, as a machine that hangs would. */
  freeze(): void;
  /** Lets it go on. */
  thaw(): void;
  /** Ends it in good order; one that does not run, or does not end, is no error. */
  stop(): Promise<void>;
  isRunning(): boolean;
  /** Id of its process, while it runs. */
  pid(): number | undefined;
  /** Whether it answers now. */
  answers(): Promise<boolean>;
  /** Calls back at each end of it. */
  onExit(listener: (exit: Exit) => void): void;
}

export interface PartOptions {
  name: string;
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd: string;
  /** Who it runs as, where not as we do. */
  user?: { uid?: number; gid?: number };
  /** File that its output is added to; absent: it is thrown away. */
  logFile?: string | undefined;
  /** Asks it; a rejection counts as no answer. */
  answers: () => Promise<boolean>;
  /** What makes it end in good order; default SIGTERM. */
  stopSignal?: NodeJS.Signals;
}

/** A program to be started, which is not yet. */
export function createPart(options: PartOptions): Part {
  const { name, stopSignal = 'SIGTERM', logFile } = options;
  const listeners: ((exit: Exit) => void)[] = [];
  let child: ChildProcess | undefined;
  let how: Exit['how'] = 'by itself';
  let frozen: number[] = [];
  /** The process, while it lives. */
  const living = () => (child?.exitCode === null && child.signalCode === null ? child : undefined);
  const answers = () => options.answers().catch(() => false);

  async function untilReady(started: ChildProcess): Promise<void> {
    const where = logFile === undefined ? '' : `; see ${logFile}`;
    for (const end = Date.now() + START_MS; Date.now() < end; await pause(50)) {
      if (started.pid === undefined || started.exitCode !== null || started.signalCode !== null) {
        throw new Error(
          `${name} ended with ${started.exitCode ?? started.signalCode} while it started${where}`,
        );
      }
      if (await answers()) return;
    }
    throw new Error(`${name} did not answer within ${START_MS / 1000} s${where}`);
  }

  return {
    name,
    logFile,
    answers,
    pid: () => living()?.pid,
    isRunning: () => living() !== undefined,
    onExit: (listener) => void listeners.push(listener),
    async start() {
      if (living() !== undefined) throw new Error(`${name} runs already`);
      how = 'by itself';
      const started = spawnPart(options);
      child = started;
      const exit = { part: name, wasReady: false, startedAt: Date.now() };
      started.once('exit', (code, signal) => {
        for (const listener of listeners) listener({ ...exit, how, code, signal });
      });
      await untilReady(started);
      exit.wasReady = true;
    },
    async kill() {
      const one = living();
      if (one?.pid === undefined) return;
      how = 'killed';
      const ended = once(one, 'exit');
      const family = killFamily(one.pid);
      frozen = [];
      await ended;
      await until(() => areGone(family));
    },
    freeze() {
      const pid = living()?.pid;
      if (pid !== undefined) frozen = freezeFamily(pid);
    },
    thaw() {
      thawFamily(frozen);
      frozen = [];
    },
    async stop() {
      const one = living();
      if (one?.pid === undefined) return;
      how = 'stopped';
      const ended = once(one, 'exit');
      thawFamily(frozen);
      frozen = [];
      one.kill(stopSignal);
      const stop = new AbortController();
      await Promise.race([ended, pause(STOP_MS, undefined, { signal: stop.signal }).catch(() => undefined)]);
      stop.abort();
      if (living() === undefined) return;
      killFamily(one.pid);
      await ended;
    },
  };
}

/** Parts that run: they are in groups of their own, and would go on where this process ends without stopping them. */
const running = new Set<ChildProcess>();

function endAll(): void {
  for (const { pid } of running) if (pid !== undefined) killFamily(pid);
}

function spawnPart({ command, args, env, cwd, user, logFile }: PartOptions): ChildProcess {
  const output = logFile === undefined ? 'ignore' : openSync(logFile, 'a');
  const child = spawn(command, args, {
    cwd,
    ...user,
    ...(env && { env }),
    stdio: ['ignore', output, output],
    // A Ctrl-C in the terminal reaches us alone, and we end the others in their order.
    detached: true,
  });
  if (typeof output === 'number') closeSync(output);
  // What cannot be started has no end to wait for; `start` says so.
  child.on('error', () => undefined);
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', endAll);
  });
  return child;
}
