import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/catalogue/entry.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { embeddings, entries, settings } from '../../src/db/schema.js';
import type { Embedder } from '../../src/embedding/port.js';
import { AppError } from '../../src/errors.js';
import { followModel } from '../../src/indexing/follow-model.js';
import { createIndexer } from '../../src/indexing/indexer.js';
import { createEmbeddingInUse } from '../../src/indexing/model-change.js';
import { reconcile } from '../../src/indexing/reconcile.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine } from '../../src/search/port.js';
import { caseStudy } from '../helpers/candidates.js';
import { openTestDatabase } from '../helpers/database.js';
import { until } from '../helpers/until.js';
import { createWordEmbedder } from '../helpers/word-embedder.js';

const log = pino({ level: 'silent' });
const some: Entry[] = Array.from({ length: 20 }, (_, i) => {
  const id = `cs-${i}`;
  return { id, kind: 'case-study', body: caseStudy({ id, title: `Basin number ${i}` }) };
});
const models: Record<string, () => Embedder> = {
  'name of words-a': () => createWordEmbedder('words-a', 32),
  'name of words-b': () => createWordEmbedder('words-b', 48),
};

let database: DatabaseHandle;
/** The index that all processes see. */
let engine: SearchEngine;
const toStop: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const table of [entries, embeddings, settings]) await database.db.delete(table);
  engine = await createEmbeddedEngine({ log });
  await createCatalogueStore(database.db).save(some);
});
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop();
});

/** A process with this model set, which keeps the index or only answers. */
async function start(model: string, options: { keepsIndex: boolean; atHand?: readonly string[] }) {
  const { keepsIndex, atHand = Object.keys(models) } = options;
  const open = (name: string) => {
    const make = atHand.includes(name) ? models[name] : undefined;
    if (make === undefined) throw new AppError('misconfigured', `${name} is not at hand`);
    return Promise.resolve(make());
  };
  const name = `name of ${model}`;
  const store = createCatalogueStore(database.db);
  const inUse = await createEmbeddingInUse({
    ...{ db: database.db, store, engine, keepsIndex, log },
    configured: { embedder: await open(name), name },
    openPrevious: open,
  });
  const indexer = createIndexer({ store, engine, embedder: inUse.current, log });
  if (keepsIndex) await reconcile({ store, engine, indexer, embedder: inUse.current });
  return inUse;
}
const keeper = (model: string) => start(model, { keepsIndex: true });
const reader = (model: string, atHand?: readonly string[]) =>
  start(model, { keepsIndex: false, ...(atHand && { atHand }) });

describe('a process that only answers', () => {
  it('uses the model of the index from its start, whatever is set for itself', async () => {
    await keeper('words-a');
    const inUse = await reader('words-b');
    expect(inUse.current()?.modelId).toBe('words-a');
    expect((await engine.info()).modelId).toBe('words-a');
  });

  it('does not start, and says what to do, where it cannot open the model of the index', async () => {
    await keeper('words-a');
    await expect(reader('words-b', ['name of words-b'])).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/^EMBEDDING_MODEL: .*words-a.*npm run model -- name of words-a/),
    });
  });

  it('starts with the model that is set while there is no index yet', async () => {
    const inUse = await reader('words-b');
    expect(inUse.current()?.modelId).toBe('words-b');
  });

  it.each([
    ['the one that is set for itself', 'words-b'],
    ['one that it opens by its name', 'words-a'],
  ])('changes to the model that another process has brought into the index: %s', async (_what, own) => {
    await keeper('words-a');
    const inUse = await reader(own);
    const follower = followModel({ inUse, log, everyMs: 10 });
    toStop.push(() => follower.close());
    expect(inUse.current()?.modelId).toBe('words-a');
    await (await keeper('words-b')).change();
    await until(() => inUse.current()?.modelId === 'words-b');
    const [vector] = (await inUse.current()?.embed(['Basin number 7'], 'query')) ?? [];
    const { hits } = await engine.search({
      text: 'Basin number 7',
      words: 'any',
      limit: 1,
      ...(vector && { vector }),
    });
    expect(hits[0]).toMatchObject({ id: 'cs-7', semantic: expect.any(Number) });
  });

  it('goes by words while it cannot open that model', async () => {
    await keeper('words-a');
    const inUse = await reader('words-a', ['name of words-a']);
    await (await keeper('words-b')).change();
    await inUse.look();
    expect(inUse.current()).toBeUndefined();
    await inUse.look();
    expect(inUse.current()).toBeUndefined();
  });
});

describe('two processes that keep the index', () => {
  it('change its model once: the second finds it done', async () => {
    await keeper('words-a');
    const both = [await keeper('words-b'), await keeper('words-b')];
    for (const one of both) expect(one.changing()).toBe(true);
    await both[0]?.change();
    let embedded = 0;
    await both[1]?.change(() => {
      embedded += 1;
    });
    expect(embedded).toBe(0);
    for (const one of both) {
      expect(one.changing()).toBe(false);
      expect(one.current()?.modelId).toBe('words-b');
    }
  });
});
