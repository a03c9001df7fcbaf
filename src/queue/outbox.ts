import { and, asc, count, inArray, isNull, lt } from 'drizzle-orm';
import type { Logger } from 'pino';
import { outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { JobQueue } from './port.js';

/** Distinct entries of one job, and outbox rows read at a time. */
const JOB_ENTRIES = 64;
/** Mails of one job. */
const JOB_MAILS = 16;
const READ_ROWS = 1_024;
/** Longest wait between attempts while the queue or the database is away. */
const MOST_WAIT_MS = 30_000;
const DAY_MS = 24 * 60 * 60_000;
const TRIM_EVERY_MS = 60 * 60_000;

/** What has changed but is not on the queue yet. */
export interface Pending {
  rows: number;
  /** Age of the oldest, in seconds; 0 when there is none. */
  oldestSeconds: number;
}

/** Puts what changed on the job queue. */
export interface OutboxRelay {
  /** Begins to look at the table: now, after each `nudge`, and every `pollMs`. */
  start(): void;
  /** Relays as soon as it can; to be called after a write. */
  nudge(): void;
  pending(): Promise<Pending>;
  /** Stops after the batch under way. */
  close(): Promise<void>;
}

export interface OutboxRelayOptions {
  db: Database;
  queue: JobQueue;
  log: Logger;
  /**
   * Whether other processes relay from the same table: then each takes rows that no other has in hand. Not for PGlite,
   * whose one session the job queue uses as well.
   */
  shared?: boolean;
  /** How often changes of other processes are looked for, in milliseconds; default 1,000. */
  pollMs?: number;
  /** How long relayed rows are kept, in milliseconds; default a day. */
  keepMs?: number;
}

/**
 * The relay from the outbox table to the job queue, at least once: a row is marked relayed only when its job is
 * stored, so that a process killed between the two relays it again, which is harmless. Rows are found by their
 * mark and not by their id, since a lower id may be committed after a higher one. Among many processes each row is
 * relayed by one of them: the one that wrote it, as it is nudged, or whichever looks first when that one is gone.
 */
export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { db, queue, log, shared = false, pollMs = 1_000, keepMs = DAY_MS } = options;
  const batch = () =>
    shared ? db.transaction((tx) => relayBatch(tx, queue, { shared })) : relayBatch(db, queue, { shared });
  let stopped = false;
  let nudged = false;
  let wake = (): void => {};
  let running: Promise<void> | undefined;
  let failures = 0;
  let trimmedAt = 0;

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped || nudged) wake();
    });

  async function round(): Promise<void> {
    while (!stopped && (await batch()) === READ_ROWS);
    const now = Date.now();
    if (now - trimmedAt < TRIM_EVERY_MS) return;
    trimmedAt = now;
    await db.delete(outbox).where(lt(outbox.relayedAt, new Date(now - keepMs)));
  }

  async function run(): Promise<void> {
    while (!stopped) {
      nudged = false;
      try {
        await round();
        if (failures > 0) log.info('The job queue takes changes again');
        failures = 0;
      } catch (error) {
        if (failures++ === 0)
          log.warn({ err: error }, 'Changes cannot be put on the job queue; trying again');
      }
      // A nudge does not shorten the wait for a queue that is away.
      if (failures > 0) nudged = false;
      await rest(failures === 0 ? pollMs : Math.min(MOST_WAIT_MS, pollMs * 2 ** failures));
    }
  }

  return {
    start() {
      if (!stopped) running ??= run();
    },
    nudge() {
      nudged = true;
      if (failures === 0) wake();
    },
    async pending() {
      const waiting = isNull(outbox.relayedAt);
      const [[all], [oldest]] = await Promise.all([
        db.select({ rows: count() }).from(outbox).where(waiting),
        db.select({ at: outbox.createdAt }).from(outbox).where(waiting).orderBy(asc(outbox.id)).limit(1),
      ]);
      const age = oldest ? Math.max(0, Date.now() - oldest.at.getTime()) / 1000 : 0;
      return { rows: all?.rows ?? 0, oldestSeconds: age };
    },
    async close() {
      stopped = true;
      wake();
      await running;
    },
  };
}

/**
 * Relays the oldest rows.
 * @returns how many there were, `READ_ROWS` at most.
 */
async function relayBatch(
  db: Pick<Database, 'select' | 'update'>,
  queue: JobQueue,
  { shared }: { shared: boolean },
): Promise<number> {
  const waiting = db
    .select({ id: outbox.id, topic: outbox.topic, key: outbox.key })
    .from(outbox)
    // What a newer version writes is left to a process of that version.
    .where(and(isNull(outbox.relayedAt), inArray(outbox.topic, KNOWN)))
    .orderBy(asc(outbox.id))
    .limit(READ_ROWS);
  const rows = await (shared ? waiting.for('update', { skipLocked: true }) : waiting);
  for (const topic of new Set(rows.map((row) => row.topic))) {
    const { most, add } = TOPICS[topic];
    for (const { rowIds, keys } of packed(
      rows.filter((row) => row.topic === topic),
      most,
    )) {
      // The same rows relayed twice are one job while it waits.
      await add(queue, [...keys], `outbox-${rowIds.at(0)}-${rowIds.at(-1)}`);
      await db.update(outbox).set({ relayedAt: new Date() }).where(inArray(outbox.id, rowIds));
    }
  }
  return rows.length;
}

/** What becomes of the rows of each topic: so many distinct keys a job, at most, and which job. */
const TOPICS: Record<
  (typeof outbox.$inferSelect)['topic'],
  { most: number; add(queue: JobQueue, keys: string[], jobId: string): Promise<void> }
> = {
  'entry-changed': {
    most: JOB_ENTRIES,
    add: (queue, entryIds, jobId) => queue.add('index-entries', { entryIds }, { jobId }),
  },
  'challenge-changed': {
    most: 1,
    async add(queue, keys) {
      // One waiting job for a challenge is enough, however often it changed.
      for (const challengeId of keys)
        await queue.add('match-challenge', { challengeId }, { jobId: `challenge-${challengeId}` });
    },
  },
  'mail-queued': {
    most: JOB_MAILS,
    add: (queue, mailIds, jobId) => queue.add('send-mails', { mailIds }, { jobId }),
  },
  'evaluation-asked': {
    most: 1,
    add: (queue) => queue.add('maintain', { task: 'evaluate' }, { jobId: 'evaluate-asked' }),
  },
  'webhook-due': {
    most: 1,
    async add(queue, keys) {
      // Each webhook has its own job: one that answers slowly holds up itself alone.
      for (const webhookId of keys)
        await queue.add('deliver-webhook', { webhookId }, { jobId: `webhook-${webhookId}` });
    },
  },
  'harvest-asked': {
    most: JOB_ENTRIES,
    add: (queue) => queue.add('maintain', { task: 'harvest' }, { jobId: 'harvest-asked' }),
  },
};

const KNOWN = outbox.topic.enumValues.filter((topic) => topic in TOPICS);

/** Packs rows in order: up to so many distinct keys together. */
function packed(
  rows: readonly { id: number; key: string }[],
  most: number,
): { rowIds: number[]; keys: Set<string> }[] {
  const packs: { rowIds: number[]; keys: Set<string> }[] = [];
  for (const { id, key } of rows) {
    let pack = packs.at(-1);
    if (!pack || (pack.keys.size === most && !pack.keys.has(key))) {
      pack = { rowIds: [], keys: new Set() };
      packs.push(pack);
    }
    pack.rowIds.push(id);
    pack.keys.add(key);
  }
  return packs;
}
