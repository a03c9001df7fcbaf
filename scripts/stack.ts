/** `npm run stack`: the topology of docker-compose.yml without Docker, until Ctrl-C. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig, SETTINGS } from '../src/config.js';
import { EXIT_USAGE, readOptions, runCommand } from './command.js';
import { chooseEngine } from './stack/engine.js';
import { STACK_OPTIONS } from './stack/options.js';
import { startStack } from './stack/stack.js';
import { supervise } from './stack/supervise.js';

const USAGE = `npm run stack -- [options]
  --api N          processes that answer requests (default 2)
  --workers N      processes that do the work in the background (default 2)
  --port PORT      port of the first API process, the next one's is one higher (default: free ports)
  --dir FOLDER     where data and logs are kept, and found again (default: a temporary folder, removed at the end)
  --meili PATH     the Meilisearch program to start; else MEILI_BIN, or a running one by MEILI_URL and MEILI_KEY
  --without-meili  one process that does everything, with its own search engine, on PostgreSQL and Redis
PostgreSQL and Redis are those of this machine (apt-get install postgresql redis-server), started on free ports.
Other settings of the environment are passed on. For trying and for tests: everything listens on 127.0.0.1, and
PostgreSQL and Redis trust whoever comes from there.
  The exit code is 0 when it was stopped, 1 when a part did not start, 2 for a wrong call, 78 when something is missing.`;

const count = z.coerce.number().int().min(1).max(64);
const optionsSchema = z.object({
  api: count,
  workers: count,
  port: z.coerce.number().int().min(1).max(65_535).optional(),
});

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      ...STACK_OPTIONS,
      port: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const read = readOptions(optionsSchema, values, USAGE);
  if (read === undefined) return EXIT_USAGE;
  const { api, workers, port } = read;
  const engine = chooseEngine(values, readConfig());
  const dir = resolve(values.dir ?? (await mkdtemp(join(tmpdir(), 'citymatch-stack-'))));
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => asked.abort());
  try {
    const stack = await startStack({
      ...{ dir, api, workers, engine, keep: SETTINGS, settings: {} },
      ports: port === undefined ? [] : Array.from({ length: api }, (_, i) => port + i),
      say: (line) => console.log(line),
      signal: asked.signal,
    });
    const supervisors = stack
      .parts()
      .map((part) => supervise(part, { waitMs: () => 1_000, say: (line) => console.error(line) }));
    console.log(`\nReady: ${stack.api[0]?.url} (data and logs in ${dir}; Ctrl-C stops all of it)`);
    console.log(`The link for the first administrator is in ${stack.api.at(-1)?.logFile}`);
    if (!asked.signal.aborted) await once(asked.signal, 'abort');
    console.log('Stopping');
    for (const supervisor of supervisors) supervisor.release();
    await stack.stop();
  } catch (error) {
    if (!asked.signal.aborted) throw error;
  } finally {
    if (values.dir === undefined) await rm(dir, { recursive: true, force: true });
  }
  return 0;
}

await runCommand(main);
