/** `npm run admin -- EMAIL`: lets an operator back in who lost the administrator's account. */
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { emailSchema } from '../src/accounts/contract.js';
import { recoverAdmin } from '../src/accounts/recover.js';
import { readConfig } from '../src/config.js';
import { openDatabase } from '../src/db/client.js';
import { EXIT_USAGE, runCommand, withoutServer } from './command.js';

const USAGE = `npm run admin -- EMAIL [--name NAME]
  Makes the person with this mail address an administrator, enabled and not locked out, and prints a link that sets
  a new password, once, within an hour. There need be no such person yet.
  The database in DATA_DIR has one owner at a time: stop the server first. With DATABASE_URL it may go on.
  The exit code is 0 when it is done, 2 for a wrong call, 78 when the settings cannot be used, 1 otherwise.`;

const log = pino({ level: 'warn' }, pino.destination(2));

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h', default: false }, name: { type: 'string' } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const email = emailSchema.safeParse(positionals[0]);
  if (!email.success || positionals.length !== 1) {
    console.error(`Give one mail address.\n\n${USAGE}`);
    return EXIT_USAGE;
  }
  const config = readConfig();
  const { dataDir, databaseUrl, migrate } = config;
  const database = await openDatabase({ dataDir, databaseUrl, log, migrate });
  try {
    const { link, made } = await recoverAdmin(
      { db: database.db, config, log },
      { email: email.data, name: values.name },
    );
    console.log(made ? 'A new administrator.' : 'This person is an administrator now.');
    console.log(`Start the server, then open this link within an hour to set a password:\n${link}`);
    return 0;
  } finally {
    await database.close();
  }
}

await runCommand(() => withoutServer(main));
