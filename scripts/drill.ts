/** `npm run drill`: kills and freezes parts of the stack under load, and counts what is there afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../src/config.js';
import { EXIT_USAGE, endWithChildren, readOptions, runCommand } from './command.js';
import { faultsOf, reportOf } from './drill/report.js';
import { runDrill } from './drill/run.js';
import { chooseEngine } from './stack/engine.js';
import { STACK_OPTIONS } from './stack/options.js';

const USAGE = `npm run drill -- [options]
  --faults N       how many (default 30)
  --seed N         the same seed makes the same faults (default: by the clock)
  --api N          processes that answer requests (default 2)
  --workers N      processes that do the work in the background (default 2)
  --model NAME     embedding model, as EMBEDDING_MODEL (default bundled)
  --dir FOLDER     an empty folder for data and logs, which are kept (default: a temporary folder)
  --meili PATH     the Meilisearch program to start; else MEILI_BIN, or a running one by MEILI_URL and MEILI_KEY,
                   which is left alone
  --without-meili  one process that does everything, with its own search engine, on PostgreSQL and Redis
PostgreSQL and Redis are those of this machine, started for the drill alone.
  The exit code is 0 when nothing is wrong, 1 when something is, 2 for a wrong call, 78 when something is missing.`;

const count = z.coerce.number().int().min(1).max(10_000);
const optionsSchema = z.object({
  faults: count,
  seed: z.coerce.number().int().min(0).max(0xffff_ffff),
  api: count,
  workers: count,
});

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      ...STACK_OPTIONS,
      faults: { type: 'string', default: '30' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      model: { type: 'string', default: 'bundled' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const read = readOptions(optionsSchema, values, USAGE);
  if (read === undefined) return EXIT_USAGE;
  const engine = chooseEngine(values, readConfig());
  const dir = resolve(values.dir ?? (await mkdtemp(join(tmpdir(), 'citymatch-drill-'))));
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, seed ${read.seed}, logs in ${dir}/logs`,
  );
  const drill = await runDrill({
    ...{ ...read, dir, engine, model: values.model, long: true },
    say: (line) => console.log(line),
  });
  const wrong = faultsOf(drill);
  console.log(`\n${reportOf(drill).join('\n')}`);
  console.log(wrong.length === 0 ? '\nNothing is wrong.' : `\nWRONG: ${wrong.join('; ')}. Logs: ${dir}/logs`);
  if (wrong.length === 0 && values.dir === undefined) await rm(dir, { recursive: true, force: true });
  return wrong.length === 0 ? 0 : 1;
}

endWithChildren();
await runCommand(main);
