import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBullQueue } from '../../src/queue/bullmq.js';
import type { JobQueue } from '../../src/queue/port.js';
import { peopleOf, type SignedInPerson } from '../helpers/accounts.js';
import { launchBrowser, openTab, sidewaysScroll } from '../helpers/browser.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres } from '../helpers/postgres.js';
import { startRedis } from '../helpers/redis.js';
import { until } from '../helpers/until.js';
import { startWholeSite } from '../helpers/whole-site.js';

const log = pino({ level: 'silent' });
/** A folder for pictures of what was seen, to be looked at by people. */
const PICTURES = process.env.PICTURES;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** A queue of each kind, and what stops what it rests on. */
const KINDS = {
  PGlite: async () => {
    const database = await openTestDatabase();
    if (database.pglite === undefined) throw new Error('A database in memory is PGlite');
    return { connection: { pglite: database.pglite }, stop: () => database.close() };
  },
  PostgreSQL: async () => {
    const server = await startPostgres();
    return { connection: { databaseUrl: await server.createDatabase() }, stop: () => server.stop() };
  },
  Redis: async () => {
    const server = await startRedis();
    return { connection: { redisUrl: server.url }, stop: () => server.stop() };
  },
} as const;

describe.each(['PGlite', 'PostgreSQL', 'Redis'] as const)('the job board over jobs in %s', (kind) => {
  let queue: JobQueue;
  let stopServer: () => Promise<unknown>;
  let site: Awaited<ReturnType<typeof startWholeSite>>;
  let admin: SignedInPerson;
  let reviewer: SignedInPerson;
  let mended = false;
  const ran: string[] = [];

  beforeAll(async () => {
    const { connection, stop } = await KINDS[kind]();
    stopServer = stop;
    queue = await createBullQueue({ connection, log, backoffMs: 1 });
    await queue.work('match-challenge', async ({ challengeId }) => {
      if (!mended) throw new Error('The embedder is away');
      ran.push(challengeId);
    });
    await queue.add('match-challenge', { challengeId: 'ch-1' });
    await until(async () => (await queue.counts()).dead === 1);
    site = await startWholeSite({}, undefined, { queue });
    const people = peopleOf(site.features.accounts);
    admin = await people.signIn('admin');
    reviewer = await people.signIn('reviewer');
  });
  afterAll(async () => {
    await site?.stop();
    await queue?.close();
    await stopServer?.();
  });

  const ask = (
    path: string,
    who: SignedInPerson | undefined,
    method = 'GET',
    more: Record<string, string> = {},
  ) =>
    fetch(`${site.address}/console/jobs${path}`, {
      method,
      redirect: 'manual',
      headers: { ...who?.headers, ...more },
    });

  it('is for administrators alone, who can try a dead job again and do nothing else', async () => {
    const retry = async () => {
      const [dead] = await queue.dead(1);
      return `/api/queues/match-challenge/${dead?.id.split(':')[1]}/retry`;
    };
    for (const path of ['', '/', '/api/queues', '/static/favicon.ico']) {
      expect((await ask(path, reviewer)).status, path).toBe(403);
      expect((await ask(path, undefined)).status, path).toBe(303);
      expect((await ask(path, admin)).status, path).toBe(200);
    }
    expect((await ask(await retry(), reviewer, 'PUT')).status).toBe(403);
    expect((await ask(await retry(), admin, 'PUT', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const [method, path] of [
      ['PUT', '/api/queues/match-challenge/obliterate'],
      ['PUT', '/api/queues/match-challenge/empty'],
      ['PUT', '/api/queues/match-challenge/clean/failed'],
      ['PUT', '/api/queues/pause'],
      ['POST', '/api/queues/match-challenge/add'],
      ['PATCH', `/api/queues/match-challenge/${randomUUID()}/update-data`],
    ] as const) {
      expect((await ask(path, admin, method)).status, path).toBe(405);
    }
    expect((await queue.counts()).dead).toBe(1);
    const page = await ask('', admin);
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).not.toContain('googleapis');
    const elsewhere = await fetch(`${site.address}/console`, { headers: admin.headers });
    expect(elsewhere.headers.get('content-security-policy')).not.toContain('unsafe-inline');
  });

  // A browser sees the same over each.
  if (kind !== 'Redis') return;
  it('shows the queues in a browser, and tries a dead job again from there', async () => {
    const { page, complaints, close } = await openTab(browser);
    await page.context().addCookies(admin.cookiesFor(site.address));
    await page.goto(`${site.address}/console`);
    await page.getByRole('link', { name: 'Jobs' }).click();
    await page.getByText('match-challenge').first().waitFor();
    for (const name of ['index-entries', 'send-mails', 'maintain'])
      expect(await page.getByText(name).count(), name).toBeGreaterThan(0);
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/board-${kind}-1280.png` });
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await sidewaysScroll(page)).toBe(0);
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/board-${kind}-320.png` });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${site.address}/console/jobs/queue/match-challenge?status=failed`);
    await page.getByText('The embedder is away').first().waitFor();
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/board-${kind}-dead.png` });
    mended = true;
    await page.getByRole('button', { name: 'Retry all' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await until(() => ran.length === 1);
    expect(ran).toEqual(['ch-1']);
    expect(complaints).toEqual([]);
    await close();
  });
});
