import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { mails } from '../../src/db/schema.js';
import { composeMail } from '../../src/mail/compose.js';
import { createMailDispatch, type MailDispatch } from '../../src/mail/dispatch.js';
import { createFolderSender } from '../../src/mail/folder.js';
import type { MailSender } from '../../src/mail/port.js';
import { eraseMails, type QueuedMail, queueMails } from '../../src/mail/queue.js';
import { createSmtpSender } from '../../src/mail/smtp.js';
import { openTestDatabase } from '../helpers/database.js';
import { mailsIn, mailsOf } from '../helpers/mail.js';
import { startMailServer } from '../helpers/mail-server.js';

const log = pino({ level: 'silent' });
const from = 'cities@example.org';
const MINUTE = 60_000;

function mail(key: string, address = `${key}@city.test`, challengeId?: string): QueuedMail {
  return {
    key,
    template: 'challenge-news',
    to: { name: 'Ana Torres', address },
    challengeId,
    ...composeMail({
      subject: `Mail ${key}`,
      greeting: 'Dear Ana Torres,',
      blocks: [{ kind: 'text', text: 'The answer is there.' }],
      closing: ['CityMatch'],
    }),
  };
}

describe('mails that are sent', () => {
  let database: DatabaseHandle;
  let folder: string;
  /** The clock of the test. */
  let now: Date;
  beforeEach(async () => {
    database = await openTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'citymatch-mail-'));
    now = new Date();
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const dispatchTo = (sender: MailSender): MailDispatch =>
    createMailDispatch({ db: database.db, sender, now: () => now });
  const queue = async (...batch: QueuedMail[]) => {
    await queueMails(database.db, ...batch);
    return Promise.all(
      batch.map(async ({ key }) => {
        const [row] = await database.db.select({ id: mails.id }).from(mails).where(eq(mails.key, key));
        return row?.id ?? '';
      }),
    );
  };
  const states = async () =>
    Object.fromEntries(
      (await mailsOf(database.db)).map(({ key, status, attempts }) => [key, [status, attempts]]),
    );

  it('wait while the server is away, at growing intervals, and go out once when it is back', async () => {
    const first = await startMailServer();
    await first.close();
    const dispatch = dispatchTo(createSmtpSender({ url: first.url, from }));
    const ids = await queue(mail('one'), mail('two'));
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      const { sent, refused, waiting } = await dispatch.send(ids);
      expect({ sent, refused, waiting: waiting?.mailIds }).toEqual({ sent: 0, refused: 0, waiting: ids });
      // Before its time none is tried.
      expect((await dispatch.send(ids)).waiting?.mailIds).toEqual(ids);
      waits.push(((waiting?.at.getTime() ?? 0) - now.getTime()) / MINUTE);
      now = waiting?.at ?? now;
    }
    expect(waits).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60]);
    expect(await states()).toEqual({ one: ['queued', 9], two: ['queued', 9] });
    const [row] = await database.db.select().from(mails).where(eq(mails.key, 'one'));
    expect(row?.error).toContain('cannot be reached');

    const server = await startMailServer({ port: first.port });
    expect(await dispatch.send(ids)).toEqual({ sent: 2, refused: 0, waiting: undefined });
    expect(await dispatch.send(ids)).toEqual({ sent: 0, refused: 0, waiting: undefined });
    expect(server.taken.map(({ id }) => id)).toEqual(ids);
    expect(await states()).toEqual({ one: ['sent', 10], two: ['sent', 10] });
    await server.close();
  });

  it('fail for good where the address is refused, with the reason; others go out', async () => {
    const server = await startMailServer({
      answer: (address) =>
        address.startsWith('nobody') ? 550 : address.startsWith('busy') ? 451 : undefined,
    });
    const ids = await queue(mail('nobody'), mail('busy'), mail('none', 'no address'), mail('ana'));
    const done = await dispatchTo(createSmtpSender({ url: server.url, from })).send(ids);
    expect(done).toMatchObject({ sent: 1, refused: 2, waiting: { mailIds: [ids[1]] } });
    expect(await states()).toEqual({
      nobody: ['failed', 1],
      busy: ['queued', 1],
      none: ['failed', 1],
      ana: ['sent', 1],
    });
    const rows = await database.db.select().from(mails);
    const why = Object.fromEntries(rows.map(({ key, error }) => [key, error]));
    expect(why.nobody).toContain('No such mailbox');
    expect(why.busy).toContain('Try again later');
    expect(why.none).toBe('The address is no mail address');
    expect(why.ana).toBeNull();
    await server.close();
  });

  it('are given up after a hundred attempts, which take four days', async () => {
    const dispatch = dispatchTo(createSmtpSender({ url: 'smtp://127.0.0.1:1', from }));
    const [id = ''] = await queue(mail('one'));
    await database.db.update(mails).set({ attempts: 98 });
    const { waiting } = await dispatch.send([id]);
    now = waiting?.at ?? now;
    expect(await dispatch.send([id])).toEqual({ sent: 0, refused: 1, waiting: undefined });
    const [row] = await database.db.select().from(mails);
    expect(row?.status).toBe('failed');
    expect(row?.error).toContain('Given up after 100 attempts');
  });

  it('go out once when several processes send the same ones', async () => {
    const server = await startMailServer();
    const ids = await queue(...Array.from({ length: 12 }, (_, index) => mail(`m${index}`)));
    const sender = createSmtpSender({ url: server.url, from });
    const all = await Promise.all([1, 2, 3].map(() => dispatchTo(sender).send(ids)));
    expect(all.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
    expect(server.taken.map(({ id }) => id).sort()).toEqual([...ids].sort());
    await server.close();
  });

  it('are not sent once they are erased, and their files go', async () => {
    const dispatch = dispatchTo(createFolderSender({ folder, from }));
    const [kept = '', sent = '', waiting = ''] = await queue(
      mail('kept', 'ana@city.test', 'ch-kept'),
      mail('sent', 'ana@city.test', 'ch-gone'),
      mail('waiting', 'ana@city.test', 'ch-gone'),
    );
    await dispatch.send([kept, sent]);
    await eraseMails(database.db, 'ch-gone');
    expect(await dispatch.send([kept, sent, waiting])).toEqual({ sent: 0, refused: 0, waiting: undefined });
    expect((await mailsIn(folder)).map(({ id }) => id)).toEqual([kept]);
    const gone = (await mailsOf(database.db)).filter(({ key }) => key !== 'kept');
    expect(gone.map(({ status, to, text, html }) => [status, to, text, html])).toEqual([
      ['erased', '', '', ''],
      ['erased', '', '', ''],
    ]);
  });

  it('leave no file behind when they are erased at the moment they go out', async () => {
    const inner = createFolderSender({ folder, from });
    const [id = ''] = await queue(mail('one', 'ana@city.test', 'ch-gone'));
    const dispatch = dispatchTo({
      ...inner,
      async send(one) {
        await inner.send(one);
        await eraseMails(database.db, 'ch-gone');
      },
    });
    await dispatch.send([id]);
    expect(await readdir(folder)).toEqual([]);
    expect(await states()).toEqual({ one: ['erased', 1] });
  });

  it('are found when their job was lost, once ten minutes have passed', async () => {
    const dispatch = dispatchTo(createFolderSender({ folder, from }));
    const ids = await queue(mail('one'));
    expect(await dispatch.overdue()).toEqual([]);
    now = new Date(now.getTime() + 11 * MINUTE);
    expect(await dispatch.overdue()).toEqual(ids);
    await dispatch.send(await dispatch.overdue());
    expect(await dispatch.overdue()).toEqual([]);
  });
});

const CHILD = fileURLToPath(new URL('../helpers/mail-child.ts', import.meta.url));
const COUNT = 200;
const KILLS = 5;

describe('a process that is killed while it sends', () => {
  it(`leaves each of ${COUNT} mails to be written exactly once, after ${KILLS} kills`, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'citymatch-mail-kill-'));
    const folder = join(dataDir, 'mail');
    await mkdir(folder);
    const before = await openDatabase({ dataDir, log });
    await queueMails(before.db, ...Array.from({ length: COUNT }, (_, index) => mail(`m${index}`)));
    await before.close();

    const run = async (killAt: number) => {
      const child = spawn(process.execPath, ['scripts/run.mjs', CHILD, dataDir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const said: string[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
      const ended = once(child, 'exit');
      const files = async () => (await readdir(folder)).filter((name) => name.endsWith('.eml')).length;
      while (child.exitCode === null && (await files()) < killAt) await sleep(2);
      if (child.exitCode === null && killAt < COUNT) child.kill('SIGKILL');
      await ended;
      return { said, files: await files() };
    };
    const written: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const at = Math.round((kill * COUNT) / (KILLS + 1));
      const { said, files } = await run(at);
      expect(said).toEqual(['ready']);
      expect(files).toBeGreaterThanOrEqual(at);
      written.push(files);
    }
    expect((await run(Number.POSITIVE_INFINITY)).said).toEqual(['ready', 'done']);

    const after = await openDatabase({ dataDir, log });
    const rows = await mailsOf(after.db);
    await after.close();
    const there = await mailsIn(folder);
    expect(rows).toHaveLength(COUNT);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['sent']));
    expect(there.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(new Set(there.map(({ subject }) => subject)).size).toBe(COUNT);
    const again = rows.filter(({ attempts }) => attempts > 1).length;
    process.stdout.write(`kills at ${written.join(', ')} of ${COUNT} mails; ${again} were begun again\n`);
    await rm(dataDir, { recursive: true });
  }, 400_000);
});
