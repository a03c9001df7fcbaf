import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEntries } from '../../src/catalogue/seed.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { evaluate } from '../../src/matching/evaluate.js';
import { readJudgments } from '../../src/matching/judgments.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine } from '../../src/search/port.js';
import { idsOf } from '../helpers/search-engine-queries.js';

let engine: SearchEngine;
let titles: Map<string, string>;

beforeAll(async () => {
  engine = await createEmbeddedEngine({ log: pino({ level: 'silent' }) });
  const documents = (await readEntries()).map((entry) => {
    const stored = { ...entry, status: 'published', contentHash: entry.id, version: 1 } as const;
    return toSearchDocument(
      { ...stored, location: undefined, createdAt: new Date(0), updatedAt: new Date(0) },
      [],
      null,
    );
  });
  await engine.upsert(documents);
  titles = new Map(documents.map(({ id, text }) => [id, text.title]));
});

describe('the embedded engine over the seed catalogue, by words alone', () => {
  it('answers the English statements as well as a good BM25 does', async () => {
    const judgments = (await readJudgments('seeds/judgments.jsonl')).filter(
      ({ language }) => language === 'en',
    );
    const report = await evaluate(judgments, async ({ statement, language }, kinds) => {
      const filter = { kind: kinds };
      const { hits } = await engine.search({ text: statement, words: 'any', language, filter, limit: 20 });
      return { ids: hits.map(({ id }) => id), confident: true };
    });
    // Measured 0.483; a plain BM25 gives 0.45 to 0.49 on these.
    expect(report.all.ndcg10).toBeGreaterThan(0.46);
  });

  it('finds every entry first, or among the first three, by its own title', async () => {
    const missed: string[] = [];
    for (const [id, title] of titles) {
      const first = await idsOf(engine, { text: title, words: 'all', limit: 3 });
      if (!first.includes(id)) missed.push(title);
    }
    expect(missed).toEqual([]);
  });

  it('finds every entry first by its id', async () => {
    for (const id of titles.keys()) {
      expect((await idsOf(engine, { text: id, words: 'all', limit: 1 }))[0]).toBe(id);
    }
  });

  it('finds the same city whatever one wrong letter in its name', async () => {
    for (const wrong of ['Copenhgen', 'Copenhagan', 'Cpoenhagen', 'copenhagenn']) {
      expect(await idsOf(engine, { text: wrong, words: 'all' }), wrong).toContain('cs-copenhagen-cloudburst');
    }
  });

  it.each([
    ['Rotterdam', 'cs-rotterdam-water-square'],
    ['Denmark', 'cs-copenhagen-cloudburst'],
    ['electric bus', 'cs-santiago-electric-buses'],
    ['cool roo', 'cs-jodhpur-cool-roofs'],
    ['medellin corridors', 'cs-medellin-green-corridors'],
  ])('finds for %j what one would look for', async (text, id) => {
    expect(await idsOf(engine, { text, words: 'all', limit: 10 })).toContain(id);
  });
});
