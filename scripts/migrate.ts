/** `npm run migrate`: applies the migrations that the database lacks, once, whoever else does so at the same time. */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../src/config.js';
import { prepareDataFolder } from '../src/data-folder.js';
import { openDatabase } from '../src/db/client.js';
import { runCommand, withoutServer } from './command.js';

const USAGE = `npm run migrate
  Applies the migrations that the database of the settings lacks: DATABASE_URL, else the one in DATA_DIR. A start does
  so by itself, unless MIGRATE is check. With DATABASE_URL servers of the version before may go on running meanwhile;
  the database in DATA_DIR has one owner at a time: stop the server first.
  The exit code is 0 when it is done, 78 when the settings cannot be used, 1 otherwise.`;

const log = pino({ level: 'warn' }, pino.destination(2));

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { dataDir, databaseUrl } = readConfig();
  if (databaseUrl === undefined) await prepareDataFolder(dataDir);
  const database = await openDatabase({ dataDir, databaseUrl, log });
  await database.close();
  const { migrated } = database;
  for (const name of migrated) console.log(`Applied ${name}`);
  console.log(
    migrated.length === 0 ? 'The database has every migration already.' : 'The database is up to date.',
  );
  return 0;
}

await runCommand(() => withoutServer(main));
