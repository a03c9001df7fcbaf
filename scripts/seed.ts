/** `npm run seed [-- FILE...]`: imports entries from JSON Lines, by default those that come with the product. */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { fileSource, type ImportReport, importEntries, type RowProblem } from '../src/catalogue/import.js';
import { SEED_FILES } from '../src/catalogue/seed.js';
import { createCatalogueStore } from '../src/catalogue/store.js';
import { readConfig } from '../src/config.js';
import { openDatabase } from '../src/db/client.js';
import { runCommand } from './command.js';

const USAGE = `npm run seed -- [FILE...]
  Imports case studies and providers, one JSON object a line; by default the catalogue in seeds/.
  Entries are known by their id: importing a file again changes nothing.
  The exit code is 0 when all rows are in, 1 when some are bad (the others are in), 78 when the settings
  cannot be used or the database is in use.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const config = readConfig();
  const log = pino({ level: 'warn' }, pino.destination(2));
  const { dataDir, databaseUrl, migrate } = config;
  const { db, close } = await openDatabase({ dataDir, databaseUrl, log, migrate });
  try {
    const started = performance.now();
    const files = positionals.length > 0 ? positionals : SEED_FILES;
    const report = await importEntries({
      store: createCatalogueStore(db),
      sources: files.map(fileSource),
      onProgress: (read) => process.stderr.isTTY && process.stderr.write(`\r${read} rows`),
    });
    if (process.stderr.isTTY) process.stderr.write('\r');
    print(report, performance.now() - started);
    return report.refused > 0 ? 1 : 0;
  } finally {
    await close();
  }
}

function print(report: ImportReport, took: number): void {
  for (const problem of report.rejected) console.error(`bad: ${describe(problem)}`);
  for (const warning of report.warnings) console.error(`note: ${describe(warning)}`);
  const { read, created, updated, unchanged, refused } = report;
  const seconds = (took / 1000).toFixed(1);
  console.log(
    `${read} rows in ${seconds} s: ${created} new, ${updated} changed, ${unchanged} as before, ${refused} refused`,
  );
}

/** file:line id field: message */
function describe({ file, line, id, field, message }: RowProblem): string {
  const where = line === 0 ? file : `${file}:${line}`;
  return [where, id, field === '' ? undefined : `${field}:`, message]
    .filter((part) => part !== undefined)
    .join(' ');
}

await runCommand(main);
