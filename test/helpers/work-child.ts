/**
 * A worker process of its own, whose jobs wait for 20 ms as for a disk or a network. A row in a table of locks stands for
 * each job that runs; one that runs twice at the same time is written down.
 *
 * Arguments: address of Redis; address of PostgreSQL; name of this worker.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import postgres from 'postgres';
import { createBullQueue } from '../../src/queue/bullmq.js';

const [redisUrl = '', databaseUrl = '', name = ''] = process.argv.slice(2);
const WAIT_MS = 20;
const sql = postgres(databaseUrl, { max: 2 });
const log = pino({ level: 'warn' }, pino.destination(2));
const queue = await createBullQueue({ connection: { redisUrl }, log });
process.send?.('connected');
let working = false;
process.on('message', (message) => {
  if (message !== 'work') void end();
  else if (!working) {
    working = true;
    void queue.work('match-challenge', ({ challengeId: job }) => work(job));
  }
});

async function end(): Promise<void> {
  await queue.close();
  await sql.end();
  process.exit(0);
}

async function work(job: string): Promise<void> {
  const held =
    await sql`insert into held (job, by) values (${job}, ${name}) on conflict do nothing returning job`;
  if (held.length === 0) await sql`insert into twice (job, by) values (${job}, ${name})`;
  await sleep(WAIT_MS);
  await sql`delete from held where job = ${job} and by = ${name}`;
  await sql`insert into done (job, by) values (${job}, ${name})`;
}
