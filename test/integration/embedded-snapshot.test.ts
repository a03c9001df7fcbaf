import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { jsonFrame, writeFrames } from '../../src/search/frames.js';
import { FACETS, type SearchEngine } from '../../src/search/port.js';
import { angle, passage, searchDocument } from '../helpers/search-engine-documents.js';

let dir: string;
let lines: string[];
const file = () => join(dir, 'index.bin');
const open = () =>
  createEmbeddedEngine({ dir, log: pino({ level: 'warn' }, { write: (line) => lines.push(line) }) });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'citymatch-snapshot-'));
  lines = [];
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const DOCUMENTS = [
  searchDocument('a', {
    text: { title: 'Rain gardens', challenge: 'Streets flood every May' },
    sectors: ['water'],
    vectors: [passage(0), passage(20, 'challenge')],
  }),
  searchDocument('b', { language: 'es', text: { title: 'Inundaciones y drenaje' }, countries: ['PE'] }),
  searchDocument('c', { kind: 'provider', text: { title: 'Rain engineers' }, vectors: [passage(60)] }),
];

/** All that an engine answers to a few questions. */
async function answersOf(engine: SearchEngine): Promise<unknown> {
  const ask = { words: 'any', limit: 50, facets: FACETS, highlight: true } as const;
  const documents = await engine.get(['a', 'b', 'c', 'd', 'e']);
  return {
    info: await engine.info(),
    inventory: await engine.inventory(),
    documents: documents.map(({ vectors, ...rest }) => ({
      ...rest,
      vectors: vectors.map(({ field, vector }) => [field, ...vector]),
    })),
    listing: await engine.search({ ...ask, text: '' }),
    words: await engine.search({ ...ask, text: 'rian flooding inundacion' }),
    prefix: await engine.search({ ...ask, words: 'all', text: 'dren' }),
    both: await engine.search({ ...ask, text: 'rain', vector: angle(10) }),
    similar: await engine.similar('a', { limit: 5 }),
  };
}

describe("the embedded engine's snapshot", () => {
  it('brings everything back', async () => {
    const engine = await open();
    await engine.upsert(DOCUMENTS);
    await engine.persist();
    const restored = await open();
    expect(await answersOf(restored)).toEqual(await answersOf(engine));
    expect(lines).toEqual([]);
  });

  it('brings back an index with removed and replaced documents, which then takes writes as before', async () => {
    const engine = await open();
    await engine.upsert([
      ...DOCUMENTS,
      searchDocument('gone', { text: { title: 'Rain' }, vectors: [passage(1)] }),
    ]);
    await engine.remove(['gone', 'b']);
    await engine.upsert([searchDocument('a', { text: { title: 'Snow' }, vectors: [passage(5)] })]);
    await engine.persist();
    const restored = await open();
    expect(await answersOf(restored)).toEqual(await answersOf(engine));
    for (const one of [engine, restored]) {
      await one.upsert([searchDocument('d', { text: { title: 'Rain' }, vectors: [passage(2)] })]);
      await one.remove(['c']);
      await one.upsert([searchDocument('e', { text: { title: 'Flood' } })]);
    }
    expect(await answersOf(restored)).toEqual(await answersOf(engine));
  });

  it('brings back an empty index and one without vectors', async () => {
    const engine = await open();
    await engine.persist();
    expect((await (await open()).info()).documents).toBe(0);
    await engine.upsert([searchDocument('a')]);
    await engine.persist();
    expect(await (await open()).info()).toEqual({ documents: 1, modelId: null, dimensions: null });
  });

  it('starts empty and says nothing where there is no snapshot', async () => {
    expect((await (await open()).info()).documents).toBe(0);
    expect(lines).toEqual([]);
  });

  it.each<[string, () => Promise<void>]>([
    ['is empty', () => writeFile(file(), '')],
    ['is shorter than a checksum', () => writeFile(file(), 'short')],
    ['is cut off', async () => truncate(file(), (await readFile(file())).length - 40)],
    [
      'has one changed bit',
      async () => {
        const bytes = await readFile(file());
        const middle = bytes.length >> 1;
        bytes[middle] = (bytes[middle] ?? 0) ^ 1;
        await writeFile(file(), bytes);
      },
    ],
    ['is of another version', () => writeFrames(file(), [jsonFrame({ format: 'citymatch-index-0' })])],
    ['is of another kind', () => writeFile(file(), JSON.stringify({ hello: 'world' }).repeat(50))],
    ['has a right checksum but nothing in it', () => writeFrames(file(), [])],
  ])('is left aside with one line when it %s', async (_, damage) => {
    const engine = await open();
    await engine.upsert(DOCUMENTS);
    await engine.persist();
    await damage();
    const restored = await open();
    expect((await restored.info()).documents).toBe(0);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('The search snapshot cannot be used');
    await restored.upsert(DOCUMENTS);
    await restored.persist();
    expect((await (await open()).info()).documents).toBe(3);
  });

  it('has every write that came before the call, however many calls come at once', async () => {
    const engine = await open();
    const calls: Promise<void>[] = [];
    for (let i = 0; i < 30; i++) {
      await engine.upsert([searchDocument(`d${i}`, { vectors: [passage(i)] })]);
      calls.push(engine.persist());
    }
    await Promise.all(calls);
    expect((await (await open()).info()).documents).toBe(30);
    expect(await readdir(dir)).toEqual(['index.bin']);
  });

  it('writes at most one snapshot more for calls that come while one is written', async () => {
    const engine = await open();
    await engine.upsert(DOCUMENTS);
    const calls = [engine.persist(), engine.persist(), engine.persist()];
    expect(new Set(calls).size).toBe(1);
    await Promise.all(calls);
  });

  it('tells of a failure to those who asked, and works again once the cause is gone', async () => {
    const engine = await open();
    await engine.upsert(DOCUMENTS);
    await rm(dir, { recursive: true });
    await writeFile(dir, 'a file where the folder should be');
    await expect(engine.persist()).rejects.toThrow();
    await rm(dir);
    await engine.persist();
    expect((await (await open()).info()).documents).toBe(3);
    await engine.close();
  });

  it('is whole when the engine closes while it is written', async () => {
    const engine = await open();
    await engine.upsert(DOCUMENTS);
    const saving = engine.persist();
    await engine.close();
    expect((await (await open()).info()).documents).toBe(3);
    await saving;
  });
});
