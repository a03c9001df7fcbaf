import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateEntries } from '../../src/catalogue/generate.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { entries, harvestedEntries, harvestSources } from '../../src/db/schema.js';
import { createHarvest, type HarvestServiceDeps } from '../../src/harvest/service.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { feedOf, json, startFeedServer } from '../helpers/feed-server.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const log = pino({ level: 'silent' });
const CHILD = fileURLToPath(new URL('../helpers/harvest-child.ts', import.meta.url));
const asker = { actor: { kind: 'system', name: 'test' } } as const;

let postgres: TestPostgres;
let databaseUrl: string;
let database: DatabaseHandle;
let site: Awaited<ReturnType<typeof startFeedServer>>;
let sourceId: string;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  database = await openDatabase({ dataDir: '', databaseUrl, log });
  site = await startFeedServer((_req, res) => void res.destroy());
});
afterAll(async () => {
  await site?.stop();
  await database?.close();
  await postgres?.stop();
});

async function service(given: Partial<HarvestServiceDeps> = {}) {
  return createHarvest({
    ...{ db: database.db, log, nudge: () => {}, embedder: () => undefined },
    engine: await createEmbeddedEngine({ log }),
    config: { harvestHosts: [site.host] },
    ...given,
  });
}

beforeEach(async () => {
  await database.db.delete(harvestSources);
  await database.db.delete(entries);
  const made = await (await service()).addSource(
    { name: 'Site', address: site.address, sectors: [], countries: [], takesAs: 'published' },
    asker,
  );
  sourceId = made.id;
});

const lastRun = async () => (await (await service()).source(sourceId)).runs[0];
/** Bodies that are no look-alikes of each other. */
const bodies = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...caseStudyEntry(`cs-${i}`, { title: `Case ${i} of ${i * 7919}` }).body,
  }));

describe('a source that fails', () => {
  it('is told of by what it does, changes nothing, and is read when it is well again', async () => {
    const harvest = await service({ fetch: { timeoutMs: 300, maxBytes: 20_000 } });
    const faults: [string, Parameters<typeof site.answer>[0]][] = [
      ['connection-lost', (_req, res) => void res.destroy()],
      ['500', (_req, res) => json(res, 500, {})],
      ['not-json', (_req, res) => void res.end('<html>')],
      ['not-json', (_req, res) => void res.setHeader('content-type', 'application/json').end('{"changes"')],
      ['no-feed', (_req, res) => json(res, 200, { changes: 'none' })],
      [
        'too-large',
        (_req, res) => json(res, 200, { changes: ['x'.repeat(30_000)], cursor: '1', more: false }),
      ],
      ['moved', (_req, res) => void res.writeHead(302, { location: 'http://169.254.169.254/' }).end()],
      ['no-progress', (_req, res) => json(res, 200, { changes: [], cursor: 'same', more: true })],
      ['timed-out', () => {}],
      [
        'timed-out',
        (_req, res) => {
          // A byte now and then, for ever.
          res.writeHead(200, { 'content-type': 'application/json' });
          const drip = setInterval(() => res.write(' '), 50);
          res.on('close', () => clearInterval(drip));
        },
      ],
    ];
    for (const [failure, answer] of faults) {
      site.answer(answer);
      await harvest.harvest(sourceId);
      expect(await lastRun(), failure).toMatchObject({ state: 'failed', failure });
    }
    expect(await database.db.$count(entries)).toBe(0);
    site.answer(feedOf(bodies(3)));
    await harvest.harvest(sourceId);
    expect(await lastRun()).toMatchObject({ state: 'done', counts: { created: 3 } });
  });

  it('is waited for while it is busy', async () => {
    let asked = 0;
    site.answer((req, res) => {
      asked += 1;
      if (asked === 1)
        res.writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' }).end('{}');
      else feedOf(bodies(1))(req, res);
    });
    await (await service()).harvest(sourceId);
    expect(await lastRun()).toMatchObject({ state: 'done', counts: { created: 1 } });
  });

  it('has each bad entry refused by id and field, and the others taken', async () => {
    const [good, bad, other] = bodies(3);
    site.answer(
      feedOf([
        good ?? {},
        { ...bad, country: 'XX', sectors: [] },
        { change: 'published', id: 'cs-mixed', entry: { ...other, id: 'cs-else' } },
        { change: 'nonsense', id: 'cs-odd' },
        { change: 'withdrawn', id: 'cs-unknown' },
        other ?? {},
      ]),
    );
    await (await service()).harvest(sourceId);
    const run = await lastRun();
    expect(run).toMatchObject({ state: 'done', counts: { read: 6, created: 2, refused: 3 } });
    expect(run?.refused.map(({ id, field }) => `${id} ${field}`)).toEqual([
      'cs-1 country',
      'cs-1 sectors',
      'cs-mixed id',
      'cs-odd change',
    ]);
  });

  it('that lost its data does not take ours along: staff are told', async () => {
    site.answer(feedOf(bodies(40)));
    await (await service()).harvest(sourceId);
    site.answer((req, res) => {
      const query = new URL(req.url ?? '/', 'http://site').searchParams;
      if (query.has('since')) json(res, 400, { errors: [{ path: 'since', message: 'is unknown' }] });
      else feedOf(bodies(2))(req, res);
    });
    await (await service()).harvest(sourceId);
    expect(await lastRun()).toMatchObject({ state: 'done', counts: { kept: 38, withdrawn: 0 } });
    expect(await database.db.$count(entries, eq(entries.status, 'published'))).toBe(40);
    expect((await (await service()).undecided(100)).total).toBe(38);
  });

  it('is not asked at all where it is no https of the public web', async () => {
    const untrusting = await service({ config: { harvestHosts: [] } });
    const add = (address: string) =>
      untrusting.addSource({ name: 'X', address, sectors: [], countries: [], takesAs: 'draft' }, asker);
    await expect(add('http://match.example.org')).rejects.toMatchObject({ code: 'bad-request' });
    let asked = 0;
    site.answer((_req, res) => {
      asked += 1;
      res.end();
    });
    const inner = ['https://127.0.0.1', 'https://[::1]', 'https://10.0.0.7', 'https://169.254.169.254'];
    for (const address of inner) {
      const { id } = await add(address);
      await untrusting.harvest(id);
      expect((await untrusting.source(id)).runs[0], address).toMatchObject({ failure: 'inner-network' });
    }
    const named = await service({
      config: { harvestHosts: [] },
      fetch: { resolve: () => Promise.resolve([{ address: '192.168.1.1', family: 4 }]) },
    });
    const { id } = await add('https://inner.example.org');
    await named.harvest(id);
    expect((await named.source(id)).runs[0]).toMatchObject({ failure: 'inner-network' });
    await untrusting.harvest(sourceId);
    expect((await untrusting.source(sourceId)).runs[0]).toMatchObject({ failure: 'not-https' });
    expect(asked).toBe(0);
  });
});

describe('a harvest', () => {
  it('goes on where its time ran out', async () => {
    site.answer(feedOf(bodies(10), 3));
    const hasty = await service({ runMs: -1 });
    await hasty.harvest(sourceId);
    expect(await lastRun()).toMatchObject({ state: 'partly', counts: { created: 3 } });
    for (let turn = 0; turn < 3; turn += 1) await hasty.harvest(sourceId);
    expect(await lastRun()).toMatchObject({ state: 'done' });
    expect(await database.db.$count(entries)).toBe(10);
  });

  it('of one source at once is one', async () => {
    site.answer((req, res) => void setTimeout(() => feedOf(bodies(20), 5)(req, res), 50));
    const [one, two] = await Promise.all([service(), service()]);
    const read = await Promise.all([one.harvest(sourceId), two.harvest(sourceId)]);
    expect(read.sort((x, y) => x - y)).toEqual([0, 20]);
    expect(await database.db.$count(entries)).toBe(20);
  });

  it('that is killed again and again loses nothing and takes nothing twice', async () => {
    const COUNT = 500;
    const made = [...generateEntries({ seeds: await readEntries(), count: COUNT })];
    site.answer(
      feedOf(
        made.map(({ body }) => ({ ...body })),
        20,
      ),
    );
    const survived: number[] = [];
    for (let kill = 1; kill <= 4; kill += 1) {
      // As if a minute had passed since the last sign of life.
      await database.db.update(harvestSources).set({ runUntil: new Date(0) });
      const told = await run(kill * 2);
      survived.push(await database.db.$count(harvestedEntries));
      if (told === 'done') break;
      expect(await lastRun()).toMatchObject({ state: 'running' });
    }
    await database.db.update(harvestSources).set({ runUntil: new Date(0) });
    expect(await run()).toBe('done');
    const rows = await database.db.select().from(harvestedEntries);
    const ours = await database.db.select({ id: entries.id }).from(entries);
    const lost = made.filter(({ id }) => !rows.some(({ theirId }) => theirId === id)).length;
    const taken = rows.filter(({ state }) => state === 'taken');
    const twice = ours.length - new Set(taken.map(({ entryId }) => entryId)).size;
    process.stdout.write(
      `${survived.length} kills of a harvest of ${COUNT}: ${survived.join(', ')} arrived; in the end ${rows.length}, ${lost} lost, ${twice} twice\n`,
    );
    expect({ lost, twice, rows: rows.length }).toEqual({ lost: 0, twice: 0, rows: COUNT });
    expect(survived[0]).toBeLessThan(COUNT);
  }, 300_000);
});

/** Harvests until killed, a little after so many pages; without, to the end. */
async function run(killAfter?: number): Promise<string | undefined> {
  const child = spawn(process.execPath, ['scripts/run.mjs', CHILD, databaseUrl, sourceId, site.host], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let told: string | undefined;
  let pages = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    told = line;
    pages += 1;
    // Sometimes between two pages, sometimes within one.
    if (pages === killAfter) void sleep(5 * killAfter).then(() => child.kill('SIGKILL'));
  });
  await ended;
  return told;
}
