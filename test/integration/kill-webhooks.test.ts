import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/db/client.js';
import { webhookDeliveries } from '../../src/db/schema.js';
import { startReceiver } from '../helpers/receiver.js';
import { ADMIN, forEntries, testWebhooks } from '../helpers/webhooks.js';

const CHILD = fileURLToPath(new URL('../helpers/webhook-child.ts', import.meta.url));
const EACH = 20;
const KILLS = 3;
const log = pino({ level: 'silent' });
const subject = (body: string) =>
  z.object({ data: z.object({ id: z.string() }) }).parse(JSON.parse(body)).data.id;

it(`a process killed ${KILLS} times while it delivers loses no message, and one that comes twice has the same id`, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'citymatch-webhook-kill-'));
  const receiver = await startReceiver();
  const before = await openDatabase({ dataDir, log });
  await testWebhooks(before.db).create(forEntries(receiver.url), ADMIN);
  await before.close();

  const saved: string[] = [];
  /** Saves so many entries, and is killed at a moment at which the receiver has a message but no answer to it. */
  const run = async (from: number, to: number, killAt: number | undefined) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', CHILD, dataDir, String(from), String(to)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
    const ended = once(child, 'exit');
    receiver.answers((_message, res) => {
      if (killAt === undefined || receiver.got.length < killAt) return void res.writeHead(200).end();
      // It arrived; nobody will ever know.
      if (child.exitCode === null) child.kill('SIGKILL');
    });
    await Promise.race([ended, sleep(120_000)]);
    for (const line of said) {
      const number = /^saved (\d+)$/.exec(line)?.[1];
      if (number !== undefined) saved.push(`cs-kill-${number}`);
    }
    return said.at(-1);
  };
  let from = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    expect(await run(from, from + EACH, receiver.got.length + EACH / 2)).not.toBe('done');
    from += EACH;
  }
  expect(await run(from, from, undefined)).toBe('done');

  const after = await openDatabase({ dataDir, log });
  const rows = await after.db.select().from(webhookDeliveries);
  await after.close();
  await receiver.stop();
  await rm(dataDir, { recursive: true });

  // Nothing that was acknowledged to whoever saved it is lost, and nothing is told that is not so.
  const told = new Map<string, Set<string>>();
  for (const { id, body } of receiver.got)
    told.set(subject(body), (told.get(subject(body)) ?? new Set()).add(id));
  expect([...new Set(saved)].filter((id) => !told.has(id))).toEqual([]);
  expect(rows.filter(({ state }) => state !== 'delivered')).toEqual([]);
  expect([...told.keys()].sort()).toEqual(rows.map(({ subjectId }) => subjectId).sort());
  // One message for each entry, whatever the number of times that it came.
  expect([...told.values()].filter((ids) => ids.size !== 1)).toEqual([]);
  const doubles = receiver.got.length - told.size;
  expect(doubles).toBeGreaterThanOrEqual(KILLS);
  process.stdout.write(
    `${told.size} messages, ${KILLS} kills: none lost, ${doubles} came twice with the same id\n`,
  );
}, 300_000);
