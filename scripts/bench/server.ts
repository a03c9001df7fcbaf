import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { forkProgram } from './fork.js';

const readySchema = z.object({ url: z.string(), seconds: z.number() });
const memorySchema = z.object({ bytes: z.number() });

/** A server of the benchmark, in a process of its own. */
export interface BenchServer {
  url: string;
  /** From opening the parts to answering, in seconds; the first time this includes embedding and indexing. */
  seconds: number;
  /** Resident memory, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server on `dataDir`, after filling it with `count` generated entries (0: as it is). */
export async function startBenchServer(
  dataDir: string,
  count: number,
  model: string | undefined,
): Promise<BenchServer> {
  const env = {
    DATA_DIR: dataDir,
    PORT: '0',
    RATE_LIMIT: '0',
    LOG_LEVEL: 'error',
    ...(model ? { EMBEDDING_MODEL: model } : {}),
  };
  const child = forkProgram('./serve.ts', [String(count)], ['--max-old-space-size=1536'], env);
  const { url, seconds } = readySchema.parse(await reply(child));
  return {
    url,
    seconds,
    async memory() {
      child.send('memory');
      return memorySchema.parse(await reply(child)).bytes;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
    },
  };
}

export function reply(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The server ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message: unknown) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}
