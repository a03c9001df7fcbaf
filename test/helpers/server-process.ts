import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { freePort } from './free-port.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const lineSchema = z.looseObject({ level: z.number(), msg: z.string().default('') });

export type LogLine = z.infer<typeof lineSchema>;

/** A server started as people start it, in a process of its own. */
export interface ServerProcess {
  url: string;
  /** Lines of the log so far; a line that is not JSON is kept as a message of level 0. */
  lines: LogLine[];
  child: ChildProcess;
  /** Resolves with the exit code, or the signal that ended the process. */
  ended: Promise<number | string>;
  /** Resolves when `/healthz` answers; rejects when the process ends before. */
  alive(): Promise<void>;
  /** Resolves when `/readyz` answers 200; rejects when the process ends before. */
  ready(): Promise<void>;
  /** Ends it at once if it still runs. */
  kill(): Promise<void>;
}

/** Starts `workers/index.ts` as `npm run worker` does, answering how it is on a port of its own. */
export const startWorker = (settings: Record<string, string>) =>
  startServer(settings, { script: 'workers/index.ts', setting: 'WORKER_PORT' });

/** Starts `src/server.ts` as `npm start` does, with these settings and no others of ours. */
export async function startServer(
  settings: Record<string, string>,
  { script, setting } = { script: 'src/server.ts', setting: 'PORT' },
): Promise<ServerProcess> {
  const port = settings[setting] ?? String(await freePort());
  const child = spawn(process.execPath, ['scripts/run.mjs', script], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      RATE_LIMIT: '0',
      ...settings,
      [setting]: port,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: LogLine[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const parsed = lineSchema.safeParse(asJson(line));
    lines.push(parsed.success ? parsed.data : { level: 0, msg: line });
  });
  const ended = once(child, 'close').then(([code, signal]) =>
    z.union([z.number(), z.string()]).parse(code ?? signal),
  );
  const url = `http://127.0.0.1:${port}`;
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const answers = async (path: string) => {
    for (;;) {
      if (over) throw new Error(`The server ended: ${lines.map(({ msg }) => msg).join('; ')}`);
      const response = await fetch(url + path).catch(() => undefined);
      await response?.arrayBuffer();
      if (response?.status === 200) return;
      await sleep(50);
    }
  };
  return {
    url,
    lines,
    child,
    ended,
    alive: () => answers('/healthz'),
    ready: () => answers('/readyz'),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
