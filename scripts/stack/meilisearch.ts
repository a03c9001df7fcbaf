import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { environmentWith } from '../../src/config.js';
import { freePort } from './free-port.js';
import { createPart, type Part } from './part.js';

/** A Meilisearch server. */
export interface MeilisearchPart extends Part {
  url: string;
  key: string;
}

/** A Meilisearch of this program with its files in `folder`, on this machine alone; not started yet. */
export async function createMeilisearch(options: {
  binary: string;
  folder: string;
  /** Its master key: 16 characters or more. */
  key: string;
  port?: number | undefined;
  logFile?: string | undefined;
}): Promise<MeilisearchPart> {
  const { folder, key, logFile } = options;
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  await mkdir(folder, { recursive: true });
  const part = createPart({
    name: 'meilisearch',
    command: resolve(options.binary),
    args: [
      '--db-path',
      'data.ms',
      '--http-addr',
      `127.0.0.1:${port}`,
      '--no-analytics',
      '--log-level',
      'WARN',
    ],
    env: environmentWith({ MEILI_MASTER_KEY: key }),
    cwd: folder,
    logFile,
    answers: async () => (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })).ok,
  });
  return { ...part, url, key };
}
