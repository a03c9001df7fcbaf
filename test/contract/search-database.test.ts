import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseHandle } from '../../src/db/client.js';
import { searchWords } from '../../src/db/schema.js';
import { createDatabaseEngine, type DatabaseEngine } from '../../src/search/database/engine.js';
import type { SearchDocument } from '../../src/search/port.js';
import { bothDatabases, DATABASES } from '../helpers/both-databases.js';
import { searchDocument } from '../helpers/search-engine-documents.js';
import { idsOf } from '../helpers/search-engine-queries.js';
import { describeReading } from './search-engine.js';

const open = bothDatabases();

describe.each(DATABASES)('the search by words in %s', (database) => {
  let handle: DatabaseHandle;
  let engine: DatabaseEngine;
  const documents = new Map<string, SearchDocument>();
  const current = () => engine;
  beforeAll(async () => {
    handle = await open(database);
  });
  afterAll(() => handle?.close());
  beforeEach(async () => {
    await handle.db.delete(searchWords);
    documents.clear();
    const made = createDatabaseEngine({
      db: handle.db,
      read: async (ids) => ids.flatMap((id) => documents.get(id) ?? []),
    });
    engine = {
      ...made,
      async upsert(batch) {
        for (const one of batch) documents.set(one.id, one);
        await made.upsert(batch);
      },
    };
  });

  describeReading(current, { typos: false });

  it('follows what is written: replaced, the last of two with one id, removed', async () => {
    const titled = (id: string, title: string, revision: string) =>
      searchDocument(id, { text: { title }, revision });
    await engine.upsert([titled('a', 'Rain', '1'), titled('b', 'Rain', '1'), titled('a', 'Buses', '2')]);
    expect(await idsOf(engine, { text: 'rain' })).toEqual(['b']);
    await engine.upsert([titled('b', 'Roofs', '3')]);
    await engine.remove(['a', 'unknown']);
    expect(await engine.inventory()).toEqual(new Map([['b', '3']]));
    expect(await idsOf(engine, { text: '' })).toEqual(['b']);
  });

  it.each(["it's", "o'brien\\'s :* & | ! <-> ()", 'a'.repeat(5000), '\u0001', 'x:*'])(
    'takes %j for words and nothing else',
    async (text) => {
      await engine.upsert([searchDocument('a', { text: { title: `Parks ${text}`.slice(0, 400) } })]);
      for (const words of ['all', 'any'] as const) {
        const { total } = await engine.search({ text, words, limit: 5, highlight: true });
        expect(total).toBeLessThanOrEqual(1);
      }
    },
  );

  it('keeps a very long text, and finds what it says first and last', async () => {
    const challenge = `bioswales ${'the rain comes and goes '.repeat(4_000)} aqueduct`;
    await engine.upsert([searchDocument('a', { text: { challenge } })]);
    for (const text of ['bioswales', 'aqueduct']) expect(await idsOf(engine, { text })).toEqual(['a']);
  });

  it('ranks what holds the rare words of a statement, and counts all that holds any, once PostgreSQL knows which are common', async () => {
    const titled = (at: number) =>
      ['water', ...(at % 3 === 0 ? ['compost'] : []), ...(at === 270 ? ['bioswale'] : [])].join(' ');
    await engine.upsert(
      Array.from({ length: 400 }, (_, at) => searchDocument(`d-${at}`, { text: { title: titled(at) } })),
    );
    const ask = (reader: DatabaseEngine, text: string) => reader.search({ text, words: 'any', limit: 400 });
    const narrow = () => createDatabaseEngine({ db: handle.db, read: async () => [], mostRanked: 150 });
    const text = 'water, compost and a bioswale';
    const before = await ask(narrow(), text);
    expect([before.total, before.hits.filter(({ score }) => score > 0).length]).toEqual([400, 400]);
    await handle.db.execute(sql`analyze citymatch.search_words`);
    const after = await ask(narrow(), text);
    expect([after.total, after.hits.filter(({ score }) => score > 0).length]).toEqual([400, 134]);
    expect(after.hits.slice(0, 134)).toEqual(before.hits.slice(0, 134));
    // Where the rare words bring too few, all are ranked.
    expect((await ask(narrow(), 'water and a bioswale')).hits.filter(({ score }) => score > 0)).toHaveLength(
      400,
    );
  });
});
