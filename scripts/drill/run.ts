import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { z } from 'zod';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { entries } from '../../src/db/schema.js';
import { indexFolder } from '../../src/indexing/folders.js';
import { createBullQueue } from '../../src/queue/bullmq.js';
import type { JobQueue, QueueCounts } from '../../src/queue/port.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { createMeilisearchEngine } from '../../src/search/meilisearch/engine.js';
import { testAccounts } from '../../test/helpers/accounts.js';
import { type Engine, type Stack, startStack } from '../stack/stack.js';
import { checkEdits, checkIndex, checkSubmissions, listThroughSearch, pendingWork } from './check.js';
import { type Client, createClient } from './client.js';
import { type Edits, edit } from './edits.js';
import { type Matches, match } from './matches.js';
import { type Fault, planFaults } from './plan.js';
import { createStrikes, type Strikes, type Unasked } from './strike.js';
import { type Submission, submit } from './submissions.js';

/** Most milliseconds from the last fault until nothing is left to do. */
const SETTLE_MS = 240_000;
/** Entries of the seeds that are changed. */
const EDITED = 12;
/** Quiet before the first fault and after the last one, in milliseconds. */
const CALM_MS = 2_000;
const log = pino({ level: 'silent' });
const readySchema = z.object({ model: z.string().optional() });

export interface DrillOptions {
  /** Folder of all data and logs; must be empty. */
  dir: string;
  seed: number;
  faults: number;
  api: number;
  workers: number;
  engine: Engine;
  /** As EMBEDDING_MODEL. */
  model: string;
  /** Whether a worker process, where there is one, is held still once for longer than its locks last. */
  long: boolean;
  say: (line: string) => void;
}

/** Everything that was counted. */
export interface Drill {
  plan: Fault[];
  faultSeconds: number;
  settleSeconds: number;
  submissions: Awaited<ReturnType<typeof checkSubmissions>>;
  edits: Awaited<ReturnType<typeof checkEdits>>;
  matches: Matches;
  index: Awaited<ReturnType<typeof checkIndex>>;
  queue: QueueCounts;
  pending: Awaited<ReturnType<typeof pendingWork>>;
  unasked: Unasked[];
  /** How often each status came, by kind of request; status 0 for no answer. */
  answers: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** Runs the whole drill: starts the stack, brings faults about under load, waits, and looks what is there. */
export async function runDrill(options: DrillOptions): Promise<Drill> {
  const { dir, seed, faults, api, workers, engine, model, long, say } = options;
  const settings = { EMBEDDING_MODEL: model, RATE_LIMIT: '0' };
  const stack = await startStack({ dir, api, workers, engine, settings, say });
  const base = [stack.postgres, stack.redis, ...(stack.meilisearch ? [stack.meilisearch] : [])];
  const strikes = createStrikes(stack.parts(), {
    base: new Set(base.map(({ name }) => name)),
    serving: stack.api,
  });
  const database = await openDatabase({ dataDir: '', databaseUrl: stack.databaseUrl, log });
  try {
    const client = createClient(stack.api.map(({ url }) => url));
    const work = await startWork(database, client);
    const parts = stack.parts().map(({ name }) => name);
    const plan = planFaults({
      seed,
      faults,
      targets: parts,
      long: long ? stack.workers[0]?.name : undefined,
    });
    const begun = Date.now();
    await pause(CALM_MS);
    await strikes.strike(plan, say);
    await pause(CALM_MS);
    await work.stop();
    const faultSeconds = (Date.now() - begun) / 1000;
    return await lookAfter({ stack, strikes, database, client, work, plan, faultSeconds, say });
  } finally {
    strikes.release();
    await database.close();
    await stack.stop();
  }
}

interface Work {
  submissions: Submission[];
  edits: Edits;
  matches: Matches;
  stop(): Promise<void>;
}

/** The steady load: challenges, changes of entries by somebody of the staff, and matches. */
async function startWork({ db }: DatabaseHandle, client: Client): Promise<Work> {
  const { headers } = await (await testAccounts({ db })).signIn('staff');
  const rows = await db
    .select({ id: entries.id })
    .from(entries)
    .where(eq(entries.kind, 'case-study'))
    .orderBy(entries.id)
    .limit(EDITED);
  const stop = new AbortController();
  const ids = rows.map(({ id }) => id);
  const submissions = submit(client, stop.signal);
  const edits = edit(client, headers, ids, stop.signal);
  const matches = match(client, stop.signal);
  return {
    submissions: submissions.sent,
    edits,
    matches: matches.counts,
    async stop() {
      stop.abort();
      await Promise.all([submissions.done, edits.done, matches.done]);
    },
  };
}

interface After {
  stack: Stack;
  strikes: Strikes;
  database: DatabaseHandle;
  client: Client;
  work: Work;
  plan: Fault[];
  faultSeconds: number;
  say: (line: string) => void;
}

/** Waits until nothing is left to do, and counts. */
async function lookAfter(after: After): Promise<Drill> {
  const { stack, strikes, database, client, work, plan, faultSeconds, say } = after;
  const begun = Date.now();
  await strikes.settled();
  const queue = await createBullQueue({ connection: { redisUrl: stack.redis.url }, log });
  try {
    const counts = await untilNothingIsLeft(queue, database, say);
    const settleSeconds = (Date.now() - begun) / 1000;
    const { db } = database;
    const submissions = await checkSubmissions(db, client, work.submissions);
    const edits = await checkEdits(db, client, work.edits);
    const listed = await listThroughSearch(client);
    const ready = readySchema.parse((await client.send('ready', 'GET', '/readyz')).body);
    const pending = await pendingWork(db);
    strikes.release();
    const held = await inventoryOf(stack);
    const index = await checkIndex(db, held, listed, ready.model ?? null);
    return {
      ...{ plan, faultSeconds, settleSeconds, submissions, edits, matches: work.matches, index, pending },
      queue: counts,
      unasked: strikes.unasked,
      answers: client.answers(),
    };
  } finally {
    await queue.close();
  }
}

/** Resolves when the queue is empty and everything is done, twice in a row, or when it takes too long. */
async function untilNothingIsLeft(
  queue: JobQueue,
  { db }: DatabaseHandle,
  say: (line: string) => void,
): Promise<QueueCounts> {
  let quiet = 0;
  for (const end = Date.now() + SETTLE_MS; ; await pause(1_000)) {
    const counts = await queue.counts();
    const { changes, mails, challenges } = await pendingWork(db);
    const left = counts.waiting + counts.active + counts.delayed + changes + mails + challenges;
    quiet = left === 0 ? quiet + 1 : 0;
    if (quiet === 3) return counts;
    if (Date.now() < end) continue;
    say(`Something is left to do after ${SETTLE_MS / 1000} s`);
    return counts;
  }
}

/** Revisions of what the search engine holds. An engine in the process tells it after that was stopped. */
async function inventoryOf({ dir, api, workers, meili }: Stack): Promise<Map<string, string>> {
  for (const part of [...workers, ...api]) await part.stop();
  const engine = meili
    ? await createMeilisearchEngine({ ...meili, log })
    : await createEmbeddedEngine({ dir: indexFolder(join(dir, 'data')), log });
  const held = await engine.inventory();
  await engine.close();
  return held;
}
