import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBackup } from '../../src/backup/read.js';
import { restoreBackup } from '../../src/backup/restore.js';
import { takeBackup } from '../../src/backup/take.js';
import { titleOf } from '../../src/catalogue/entry.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { migrationSteps } from '../../src/db/apply-migrations.js';
import { openDatabase } from '../../src/db/client.js';
import { copyingFromPglite, openCopyingPglite } from '../../src/db/copying-pglite.js';
import { challenges, outbox } from '../../src/db/schema.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { indexFolder } from '../../src/indexing/folders.js';
import { queueMails } from '../../src/mail/queue.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { closing, command } from '../helpers/backups.js';
import { seedChallenges } from '../helpers/challenges.js';
import { openTestDatabase } from '../helpers/database.js';
import { startServer } from '../helpers/server-process.js';
import { until } from '../helpers/until.js';

const ENTRIES = 30;
const log = pino({ level: 'silent' });
const pageSchema = z.object({
  total: z.number(),
  hits: z.array(z.object({ id: z.string(), title: z.string() })),
});
const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

/** A catalogue with a challenge and a mail whose jobs were taken from the outbox, and then lost. */
async function backupOfLostWork(file: string): Promise<string> {
  const { db, pglite, close } = await openTestDatabase();
  if (pglite === undefined) throw new Error('a database in memory is PGlite');
  await createCatalogueStore(db).save((await readEntries()).slice(0, ENTRIES));
  const [id = ''] = await seedChallenges(db, { count: 1, matches: 0, entryIds: [] });
  await db.update(challenges).set({ status: 'received' });
  const to = { name: 'Ana', address: 'ana@city.test' };
  const text = { subject: 'We have your challenge', text: 'Hello', html: '<p>Hello</p>' };
  await queueMails(db, { key: 'received:1', template: 'received', to, challengeId: id, ...text });
  await db.delete(outbox);
  await takeBackup({ database: copyingFromPglite(pglite), file, version: '1' });
  await close();
  return id;
}

/** Leaves an index that was made of another catalogue: an entry that is gone, and one with another title. */
async function leaveForeignIndex(dataDir: string): Promise<string> {
  const engine = await createEmbeddedEngine({ dir: indexFolder(dataDir), log });
  const { db, close } = await openTestDatabase();
  const store = createCatalogueStore(db);
  const seeds = (await readEntries()).slice(0, 2);
  await store.save(seeds);
  const [first, second] = await store.getMany(seeds.map(({ id }) => id));
  await close();
  if (first === undefined || second === undefined) throw new Error('there are no seeds');
  const strange = toSearchDocument({ ...first, contentHash: 'another' }, [], null);
  await engine.upsert([
    { ...strange, text: { ...strange.text, title: 'Zeppelins for everybody' } },
    { ...toSearchDocument(second, [], null), id: 'cs-not-in-the-backup' },
  ]);
  await engine.persist();
  await engine.close();
  return titleOf(first);
}

describe('a restored server', () => {
  it('starts, finds what the backup holds and nothing else, has nothing stuck, and is backed up while it runs', async () => {
    const home = await mkdtemp(join(tmpdir(), 'citymatch-restored-'));
    toStop.push(() => rm(home, { recursive: true, force: true }));
    const file = join(home, 'backup.tar.gz');
    const dataDir = join(home, 'data');
    const challengeId = await backupOfLostWork(file);
    const title = await leaveForeignIndex(dataDir);
    await closing(await openCopyingPglite(dataDir), (target) =>
      restoreBackup({ file, database: target, migrations: migrationSteps(), replace: false }),
    );

    const settings = { DATA_DIR: dataDir, EMBEDDING_MODEL: 'bundled' };
    const server = await startServer(settings);
    toStop.push(() => server.kill());
    await server.ready();
    const search = async (query: string) =>
      pageSchema.parse(await (await fetch(`${server.url}/v1/search?${query}`)).json());
    expect((await search('limit=1')).total).toBe(ENTRIES);
    const { hits } = await search(new URLSearchParams({ q: title }).toString());
    expect(hits.map((hit) => hit.title)).toContain(title);
    await until(async () => (await readdir(join(dataDir, 'mail')).catch(() => [])).length === 1, 60_000);

    const made = join(home, 'again.tar.gz');
    let proposed = '';
    await until(async () => {
      await rm(made, { force: true });
      const { code, stderr, stdout } = await command('backup', [made], settings);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`${ENTRIES} entries`);
      await readBackup(made, {
        rows: async ({ name, columns }, rows) => {
          if (name === 'challenges') proposed = rows.toString().split('\t')[columns.indexOf('status')] ?? '';
        },
      });
      return proposed === 'proposed';
    }, 400_000);
    expect((await stat(made)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(dataDir, 'backup-requests'))).toEqual([]);
    expect(server.lines.map(({ msg }) => msg)).toContain('A backup was taken');
    expect(JSON.stringify(server.lines)).not.toContain('ana@city.test');
    expect(await command('backup', [made], settings)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/is there already: it is never overwritten\n$/),
    });
    expect(await command('restore', [made, '--replace'], settings)).toMatchObject({
      code: 78,
      stderr: expect.stringMatching(/DATA_DIR is in use by process \d+.*\nStop the server first/),
    });

    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    const { db, close } = await openDatabase({ dataDir, log });
    toStop.push(close);
    expect(await db.select({ id: challenges.id, status: challenges.status }).from(challenges)).toEqual([
      { id: challengeId, status: 'proposed' },
    ]);
    expect((await db.select().from(outbox)).filter(({ relayedAt }) => relayedAt === null)).toEqual([]);
    const engine = await createEmbeddedEngine({ dir: indexFolder(dataDir), log });
    toStop.push(() => engine.close());
    const inventory = await engine.inventory();
    expect(inventory.size).toBe(ENTRIES);
    expect(inventory.has('cs-not-in-the-backup')).toBe(false);
    expect(await readFile(made)).not.toEqual(await readFile(file));
  }, 400_000);
});
