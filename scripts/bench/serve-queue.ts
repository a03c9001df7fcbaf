/**
 * The server of the queue's benchmark: so many challenges under review, and a reviewer who is signed in.
 * Arguments: how many; address of an empty PostgreSQL database (absent: PGlite in memory).
 */
import { z } from 'zod';
import { openDatabase } from '../../src/db/client.js';
import { createLog } from '../../src/log.js';
import { peopleOf } from '../../test/helpers/accounts.js';
import { seedChallenges, seedEntries } from '../../test/helpers/challenges.js';
import { startWholeSite } from '../../test/helpers/whole-site.js';

const MATCHES = 8;
const count = z.coerce.number().int().min(1).parse(process.argv[2]);
const databaseUrl = process.argv[3];
const database =
  databaseUrl === undefined
    ? undefined
    : await openDatabase({ dataDir: '', databaseUrl, log: createLog('error') });
const site = await startWholeSite({}, database);
const entryIds = await seedEntries(site.db, MATCHES);
await seedChallenges(site.db, { count, matches: MATCHES, entryIds });
const { headers } = await peopleOf(site.features.accounts).signIn('reviewer');
process.send?.({ url: site.address, cookie: headers.cookie });
process.on('message', () => void site.stop().then(() => process.exit(0)));
