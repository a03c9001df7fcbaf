/**
 * A process that sends the mails of a database until it is killed or none is left.
 * Argument: the data folder; its mails go to `mail` in it.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { openDatabase } from '../../src/db/client.js';
import { mails } from '../../src/db/schema.js';
import { createMailDispatch } from '../../src/mail/dispatch.js';
import { createFolderSender } from '../../src/mail/folder.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createOutboxRelay } from '../../src/queue/outbox.js';
import { startNotificationsWorker } from '../../workers/notifications.js';

const [dataDir = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const { db, pglite, close } = await openDatabase({ dataDir, log });
if (pglite === undefined) throw new Error('A data folder means PGlite');
const queue = await createBullQueue({ connection: { pglite }, log });
const sender = createFolderSender({ folder: join(dataDir, 'mail'), from: 'cities@example.org' });
// What a killed process had begun is taken up soon.
const dispatch = createMailDispatch({ db, sender, leaseMs: 500 });
await startNotificationsWorker({ queue, dispatch, log });
const relay = createOutboxRelay({ db, queue, log, pollMs: 100 });
relay.start();
process.stdout.write('ready\n');
while ((await db.$count(mails, eq(mails.status, 'queued'))) > 0) await sleep(50);
await relay.close();
await queue.close();
await close();
process.stdout.write('done\n');
