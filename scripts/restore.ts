/** `npm run restore -- FILE [--replace]`: puts a backup into the database of the settings. */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { restoreBackup } from '../src/backup/restore.js';
import { readConfig } from '../src/config.js';
import { prepareDataFolder } from '../src/data-folder.js';
import { migrationSteps } from '../src/db/apply-migrations.js';
import { openCopyingPglite } from '../src/db/copying-pglite.js';
import { openCopyingPostgres } from '../src/db/copying-postgres.js';
import { EXIT_USAGE, runCommand, withoutServer } from './command.js';

const USAGE = `npm run restore -- FILE [--replace]
  Puts a backup of npm run backup into the database of the settings: DATABASE_URL, else the one in DATA_DIR. The file
  is checked first; then all of it is done, or nothing. Stop every server first.
  --replace: what the database holds now goes, for good.
  The exit code is 0 when it is done, 1 when not (the database is as it was), 2 for a wrong call, 78 when the settings
  cannot be used.`;

const log = pino({ level: 'warn' }, pino.destination(2));

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      replace: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    console.error(`Give one file.\n\n${USAGE}`);
    return EXIT_USAGE;
  }
  const { databaseUrl: url, dataDir } = readConfig();
  if (url === undefined) await prepareDataFolder(dataDir);
  const database =
    url === undefined
      ? await openCopyingPglite(dataDir)
      : await openCopyingPostgres({ url, name: 'citymatch-restore', log });
  try {
    const { replace } = values;
    const { header, manifest, leftOut } = await restoreBackup({
      ...{ file, database, replace },
      migrations: migrationSteps(),
      onProgress: showProgress(),
    });
    const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
    console.log(`The backup of ${header.takenAt} is in the database: ${rows.toLocaleString('en')} rows.`);
    for (const table of leftOut) console.log(`Left out, as it is not CityMatch's own: the table ${table}`);
    console.log('The next start brings the search index up to date and takes up the work that waits.');
    return 0;
  } finally {
    await database.close();
  }
}

/** A line at each tenth. */
function showProgress() {
  let tenth = 0;
  return ({ done, total }: { done: number; total: number }) => {
    if (Math.floor((10 * done) / total) <= tenth) return;
    tenth = Math.floor((10 * done) / total);
    console.error(`${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows`);
  };
}

await runCommand(() => withoutServer(main));
