import { setTimeout as sleep } from 'node:timers/promises';
import { eq, inArray } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentHash } from '../../src/catalogue/hash.js';
import { createPlaces } from '../../src/catalogue/places.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { contentRowOf } from '../../src/catalogue/stored-row.js';
import type { Change, ChangeFeed } from '../../src/changes/contract.js';
import { createChangeFeed } from '../../src/changes/feed.js';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { entries, entryChanges, settings } from '../../src/db/schema.js';
import { bothDatabases, DATABASES } from '../helpers/both-databases.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const open = bothDatabases();
const siteUrl = 'https://match.example.org';

/** Reads to the end, so many at a time. */
async function readOn(feed: ChangeFeed, since?: string, limit = 2) {
  const changes: Change[] = [];
  for (let cursor = since; ; ) {
    const page = await feed.read(cursor, limit);
    changes.push(...page.changes);
    cursor = page.cursor;
    if (!page.more) return { changes, cursor };
  }
}
const told = (changes: readonly Change[]) => changes.map(({ id, change }) => `${id} ${change}`);

describe.each(DATABASES)('the feed of changes on %s', (kind) => {
  let database: DatabaseHandle;
  let feed: ChangeFeed;
  beforeAll(async () => {
    database = await open(kind);
    feed = createChangeFeed({ db: database.db, siteUrl });
  });
  afterAll(() => database?.close());
  beforeEach(async () => {
    await database.db.delete(entries);
    await database.db.delete(entryChanges);
  });

  it('gives every published entry as an import takes it, then changes and what was withdrawn', async () => {
    const { db } = database;
    const store = createCatalogueStore(db);
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => caseStudyEntry(`cs-${name}`));
    await store.save([...all, providerEntry('pr-a')]);
    await store.archive('cs-e');
    const whole = await readOn(feed);
    expect(told(whole.changes).sort()).toEqual([
      ...['a', 'b', 'c', 'd'].map((name) => `cs-${name} published`),
      'pr-a published',
    ]);
    const first = whole.changes.find(({ id }) => id === 'cs-a');
    expect(first).toMatchObject({ kind: 'case-study', url: `${siteUrl}/entries/cs-a`, entry: all[0]?.body });

    expect(await readOn(feed, whole.cursor)).toEqual({ changes: [], cursor: whole.cursor });
    await store.archive('cs-b');
    await store.save([caseStudyEntry('cs-c', { year: 2020 }), caseStudyEntry('cs-d')]);
    await db.update(entries).set({ status: 'draft' }).where(eq(entries.id, 'cs-d'));
    await db.delete(entries).where(eq(entries.id, 'cs-a'));
    const news = await readOn(feed, whole.cursor);
    expect(told(news.changes)).toEqual([
      'cs-b withdrawn',
      'cs-c published',
      'cs-d withdrawn',
      'cs-a withdrawn',
    ]);
    // What was made before, or is no change that readers see, is no news; what comes back is.
    await db.update(entries).set({ lastVerifiedAt: new Date() }).where(eq(entries.id, 'cs-c'));
    await db.insert(entries).values({
      ...contentRowOf(caseStudyEntry('cs-draft'), createPlaces()),
      status: 'draft',
    });
    await store.save([caseStudyEntry('cs-b')]);
    expect(told((await readOn(feed, news.cursor)).changes)).toEqual(['cs-b published']);
    expect(told((await readOn(feed)).changes).sort()).toEqual([
      'cs-b published',
      'cs-c published',
      'pr-a published',
    ]);
  });

  it('tells of an entry that is withdrawn while it is read from the beginning', async () => {
    const store = createCatalogueStore(database.db);
    await store.save(['a', 'b', 'c', 'd'].map((name) => caseStudyEntry(`cs-${name}`)));
    const { changes, cursor } = await feed.read(undefined, 2);
    const [read] = changes;
    await store.archive(read?.id ?? '');
    const rest = await readOn(feed, cursor);
    expect(told(rest.changes).at(-1)).toBe(`${read?.id} withdrawn`);
  });

  it('refuses cursors that are none, of another feed, or further than it goes', async () => {
    await createCatalogueStore(database.db).save([caseStudyEntry('cs-a')]);
    const { cursor } = await feed.read(undefined, 10);
    const [id, position] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const write = (...place: unknown[]) => Buffer.from(JSON.stringify(place)).toString('base64url');
    const wrong = [
      '',
      'x',
      'null',
      write(id),
      write(id, position + 1, 0),
      write('other', 0, 0),
      write(id, -1, 0),
    ];
    for (const since of wrong) {
      await expect(feed.read(since, 10), since).rejects.toMatchObject({
        code: 'bad-request',
        fields: [{ path: 'since' }],
      });
    }
    // As after a restore.
    await database.db.delete(settings).where(eq(settings.key, 'change-feed'));
    await expect(feed.read(cursor, 10)).rejects.toMatchObject({ code: 'bad-request' });
    expect(told((await readOn(feed)).changes)).toEqual(['cs-a published']);
  });
});

describe('the feed on PostgreSQL', () => {
  const WRITERS = 8;
  const ROUNDS = 40;
  const ENTRIES = 60;
  const log = pino({ level: 'silent' });
  let server: TestPostgres;
  let databases: DatabaseHandle[];
  beforeAll(async () => {
    server = await startPostgres();
    const databaseUrl = await server.createDatabase();
    databases = await Promise.all(
      Array.from({ length: WRITERS + 1 }, () => openDatabase({ dataDir: '', databaseUrl, log })),
    );
  });
  afterAll(async () => {
    await Promise.all((databases ?? []).map(({ close }) => close()));
    await server?.stop();
  });

  it('misses nothing and tells nothing twice while eight write', async () => {
    const [reader, ...writers] = databases.map(({ db }) => db);
    if (reader === undefined) throw new Error('There is no reader');
    const places = createPlaces();
    let writing = true;
    let commits = 0;
    /** Transactions that take a while, and end in another order than they wrote in. */
    const write = async (db: (typeof writers)[number], who: number) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const ids = Array.from({ length: 3 }, () => `cs-${Math.floor(Math.random() * ENTRIES)}`);
        const [first = ''] = ids;
        await db
          .transaction(async (tx) => {
            for (const id of [...new Set(ids)].sort()) {
              const row = contentRowOf(
                caseStudyEntry(id, { title: `${who} ${round} ${Math.random()}` }),
                places,
              );
              await tx
                .insert(entries)
                .values({ ...row, status: 'published' })
                .onConflictDoUpdate({ target: entries.id, set: { ...row, status: 'published' } });
              await sleep(Math.random() * 12);
            }
            if (round % 4 === 0)
              await tx.update(entries).set({ status: 'archived' }).where(eq(entries.id, first));
            if (round % 7 === 0) await tx.delete(entries).where(inArray(entries.id, [first]));
            if (round % 9 === 0) throw new Error('rolled back');
          })
          .then(
            () => (commits += 1),
            (error: Error) => {
              if (error.message !== 'rolled back') throw error;
            },
          );
      }
    };
    const held = new Map<string, string>();
    const seen = new Set<string>();
    let doubled = 0;
    let reads = 0;
    const read = async () => {
      let cursor: string | undefined;
      for (let last = false; ; ) {
        const page = await createChangeFeed({ db: reader, siteUrl }).read(cursor, 7);
        reads += 1;
        for (const change of page.changes) {
          const text = change.change === 'published' ? contentHash(change.entry) : 'withdrawn';
          const key = `${change.id} ${change.at} ${text}`;
          if (seen.has(key)) doubled += 1;
          seen.add(key);
          if (change.change === 'published') held.set(change.id, text);
          else held.delete(change.id);
        }
        cursor = page.cursor;
        if (page.more) continue;
        if (last) return;
        last = !writing;
        await sleep(3);
      }
    };
    const reading = read();
    await Promise.all(writers.map(write));
    writing = false;
    await reading;
    const now = await reader
      .select({ id: entries.id, hash: entries.contentHash })
      .from(entries)
      .where(eq(entries.status, 'published'));
    const missed = now.filter(({ id, hash }) => held.get(id) !== hash).length;
    const kept = [...held.keys()].filter((id) => !now.some((row) => row.id === id)).length;
    process.stdout.write(
      `${WRITERS} writers, ${commits} commits, ${reads} reads, ${seen.size} changes read: ${missed} missed, ${kept} kept that are gone, ${doubled} told twice\n`,
    );
    expect({ missed, kept, doubled }).toEqual({ missed: 0, kept: 0, doubled: 0 });
    expect(seen.size).toBeGreaterThan(ENTRIES);
  }, 120_000);

  it('waits for no transaction but the one that holds the entry', async () => {
    const [reader, writer] = databases;
    if (reader === undefined || writer === undefined) throw new Error('There are too few');
    const feed = createChangeFeed({ db: reader.db, siteUrl });
    const { cursor } = await readOn(feed, undefined, 100);
    const store = createCatalogueStore(reader.db);
    await writer.db.transaction(async (tx) => {
      await createCatalogueStore(tx).save([caseStudyEntry('cs-held')]);
      await store.save([caseStudyEntry('cs-free')]);
      expect(told((await readOn(feed, cursor)).changes)).toEqual(['cs-free published']);
    });
    expect(told((await readOn(feed, cursor)).changes)).toEqual(['cs-free published', 'cs-held published']);
  });
});
