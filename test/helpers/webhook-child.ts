/**
 * A process that changes entries and delivers what webhooks wait for, until it is killed. Arguments: the data folder, and
 * how many entries to save (0: none, it ends once nothing waits).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { webhookDeliveries } from '../../src/db/schema.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import { createOutboxRelay } from '../../src/queue/outbox.js';
import { startWebhookWorker } from '../../workers/webhooks.js';
import { caseStudyEntry } from './catalogue.js';
import { testWebhooks } from './webhooks.js';

const [dataDir = '', first = '0', last = '0'] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const { db, pglite, close } = await openDatabase({ dataDir, log });
if (pglite === undefined) throw new Error('A data folder means PGlite');
const queue = await createBullQueue({ connection: { pglite }, log });
const relay = createOutboxRelay({ db, queue, log, pollMs: 100 });
// What a killed process had begun is taken up soon.
const webhooks = testWebhooks(db, { nudge: () => relay.nudge(), leaseMs: 500 });
await startWebhookWorker({ queue, webhooks });
relay.start();
process.stdout.write('ready\n');
const store = createCatalogueStore(db);
for (let number = Number(first); number < Number(last); number += 1) {
  await store.save([caseStudyEntry(`cs-kill-${number}`)]);
  relay.nudge();
  process.stdout.write(`saved ${number}\n`);
}
while ((await db.$count(webhookDeliveries, eq(webhookDeliveries.state, 'waiting'))) > 0) await sleep(50);
await relay.close();
await queue.close();
await close();
process.stdout.write('done\n');
