/** `npm run backup [-- FILE]`: writes the whole database into one file; with --check, looks such a file through. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { backupFile, backupRequestFolder, draftFor, publish } from '../src/backup/files.js';
import { type CheckedBackup, readBackup } from '../src/backup/read.js';
import { requestBackup } from '../src/backup/requests.js';
import { takeBackup } from '../src/backup/take.js';
import { type Config, readConfig } from '../src/config.js';
import type { CopyingDatabase } from '../src/db/copying.js';
import { openCopyingPglite } from '../src/db/copying-pglite.js';
import { openCopyingPostgres } from '../src/db/copying-postgres.js';
import { AppError } from '../src/errors.js';
import { readVersion } from '../src/version.js';
import { EXIT_USAGE, runCommand } from './command.js';

const USAGE = `npm run backup [-- FILE]
  Writes all that the database holds, as it is at one moment, into FILE: a new file, or a folder for one that is
  named after the time; without FILE into DATA_DIR/backups. People may go on working, and nothing is overwritten.
  The file is as secret as the database: it holds personal data and the secrets of sign-in.
npm run backup -- --check FILE
  Looks through a backup whether it is whole, without a database.
  The exit code is 0 when it is done, 1 when not, 2 for a wrong call, 78 when the settings cannot be used.`;

const log = pino({ level: 'warn' }, pino.destination(2));

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      check: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [wanted] = positionals;
  if (positionals.length > 1 || (values.check && wanted === undefined)) {
    console.error(`Give one file.\n\n${USAGE}`);
    return EXIT_USAGE;
  }
  if (values.check && wanted !== undefined) {
    print(wanted, await readBackup(wanted));
    console.log('It is whole.');
    return 0;
  }
  const config = readConfig();
  const target = await backupFile(wanted, config.dataDir, new Date());
  await backUp(config, target);
  print(target, await readBackup(target));
  console.log(
    'It is whole, and as secret as the database: it holds personal data and the secrets of sign-in.',
  );
  return 0;
}

/** By the running server where the data folder is its own, else here. */
async function backUp({ databaseUrl: url, dataDir }: Config, target: string): Promise<void> {
  if (url !== undefined) {
    return backUpHere(await openCopyingPostgres({ url, name: 'citymatch-backup', log }), target);
  }
  if (!(await stat(join(dataDir, 'db')).catch(() => undefined)))
    throw new AppError('not-found', `DATA_DIR: there is no database in ${dataDir}`);
  const answer = await requestBackup({ folder: backupRequestFolder(dataDir), target });
  if (answer === 'nobody') await backUpHere(await openCopyingPglite(dataDir), target);
}

async function backUpHere(database: CopyingDatabase, target: string): Promise<void> {
  try {
    const draft = await draftFor(target);
    await takeBackup({ database, file: draft, version: readVersion() });
    await publish(draft, target);
  } finally {
    await database.close();
  }
}

function print(file: string, { header, manifest, bytes }: CheckedBackup): void {
  console.log(`${file} (${(bytes / 1_048_576).toFixed(1)} MiB)`);
  console.log(`CityMatch ${header.version}, taken at ${header.takenAt}`);
  const rows = Object.entries(manifest.rows).filter(([, count]) => count > 0);
  const width = Math.max(0, ...rows.map(([, count]) => count.toLocaleString('en').length));
  for (const [table, count] of rows)
    console.log(`  ${count.toLocaleString('en').padStart(width)} ${table.replaceAll('_', ' ')}`);
}

await runCommand(main);
