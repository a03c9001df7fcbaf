import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { audit, challenges, mails, matches, outbox, publications } from '../../src/db/schema.js';
import { seedChallenges, seedEntries, seedPeople } from '../helpers/challenges.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const KILLS = 20;
const CHALLENGES = 400;
const CHILD = fileURLToPath(new URL('../helpers/publish-child.ts', import.meta.url));

let postgres: TestPostgres;
let databaseUrl: string;
let database: DatabaseHandle;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  database = await openDatabase({ dataDir: '', databaseUrl, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await database?.close();
  await postgres?.stop();
});

/** Publishes until killed, so many milliseconds after it began; without, to the end. */
async function publish(ids: readonly string[], killAfterMs?: number): Promise<string[]> {
  const child = spawn(process.execPath, ['scripts/run.mjs', CHILD, databaseUrl, ids.join(',')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const told: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line !== 'ready') told.push(line);
    else if (killAfterMs !== undefined) void sleep(killAfterMs).then(() => child.kill('SIGKILL'));
  });
  await ended;
  return told;
}

describe('publication', () => {
  it(`happens once, whole, and with one mail, though the process is killed ${KILLS} times`, async () => {
    const { db } = database;
    const ids = await seedChallenges(db, {
      count: CHALLENGES,
      matches: 2,
      entryIds: await seedEntries(db, 2),
    });
    await seedPeople(db, 1, 'staff');
    await db.update(matches).set({ status: 'approved' });
    const acknowledged = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (const id of await publish(ids.slice(0, 20 * (kill + 1)), 20 + 13 * kill)) acknowledged.add(id);
    }
    const rows = await db.select().from(challenges);
    const answers = await db.select().from(publications);
    const sent = await db.select().from(mails);
    const relayed = await db.select().from(outbox).where(eq(outbox.topic, 'mail-queued'));
    const events = await db.select().from(audit).where(eq(audit.action, 'challenge.published'));
    const published = rows.filter(({ status }) => status === 'published').map(({ id }) => id);
    process.stdout.write(
      `${KILLS} kills: ${acknowledged.size} acknowledged, ${published.length} published, ${answers.length} answers, ${sent.length} mails\n`,
    );
    const sorted = published.sort();
    expect([...acknowledged].filter((id) => !published.includes(id))).toEqual([]);
    expect(published.length).toBeGreaterThan(0);
    expect(answers.map(({ challengeId }) => challengeId).sort()).toEqual(sorted);
    expect(sent.map(({ challengeId }) => challengeId).sort()).toEqual(sorted);
    expect(events.map(({ subjectId }) => subjectId).sort()).toEqual(sorted);
    expect(relayed.map(({ key }) => key).sort()).toEqual(sent.map(({ id }) => id).sort());
    // Whoever goes on after the last kill finishes it.
    await publish(ids);
    expect(await db.$count(publications)).toBe(CHALLENGES);
    expect(await db.$count(mails)).toBe(CHALLENGES);
  }, 400_000);
});
