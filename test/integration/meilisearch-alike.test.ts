import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { createMeilisearchEngine } from '../../src/search/meilisearch/engine.js';
import { FACETS, type SearchDocument, type SearchEngine, type SearchQuery } from '../../src/search/port.js';
import { testMeilisearch } from '../helpers/meilisearch.js';
import { searchDocument } from '../helpers/search-engine-documents.js';
import { allPages } from '../helpers/search-engine-queries.js';

const log = pino({ level: 'silent' });
const server = testMeilisearch('the engine on Meilisearch beside the one in the process');
const RUNS = 150;
const MANY = 2_500;

/** Words that texts and queries are made of: some in several forms, some of other scripts, some that filters might trip over. */
const WORDS = [
  ...['rain', 'rains', 'flood', 'flooding', 'drain', 'street', 'streets', 'tree', 'bus', 'market', 'café'],
  ...[
    'l’eau',
    'agua',
    'straße',
    'воды',
    '雨水',
    'ماء',
    'o"brien',
    'back\\slash',
    'AND',
    'NOT',
    'IN',
    'TO',
    '[x]',
    '½',
  ],
];
/** Values of facets; some that a filter's own language could take for its own. */
const VALUES = [
  'water',
  'urban heat',
  'a "quoted" one',
  "it's",
  'back\\slash',
  'x = y',
  'NOT',
  'ünïcode',
  '水',
];

const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 });
const values = fc.uniqueArray(fc.constantFrom(...VALUES), { maxLength: 3 });
const text = fc.oneof(
  { weight: 4, arbitrary: words.map((some) => some.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => one.isWellFormed()) },
);
const query: fc.Arbitrary<SearchQuery> = fc.record({
  text,
  words: fc.constantFrom('any', 'all'),
  language: fc.constantFrom('en', 'fr', 'es', 'hi'),
  filter: fc.record({
    sector: values,
    region: values,
    kind: fc.constantFrom([], ['case-study'], ['provider']),
  }),
  facets: fc.constant(FACETS),
  limit: fc.constant(200),
});

/** Documents of the words above, always the same ones. */
function documentsOf(count: number): SearchDocument[] {
  const pick = <T>(from: readonly T[], at: number) => from[at % from.length] as T;
  return Array.from({ length: count }, (_, i) =>
    searchDocument(`d-${i}`, {
      kind: i % 3 === 0 ? 'provider' : 'case-study',
      text: {
        title: `${pick(WORDS, i)} ${pick(WORDS, i * 7 + 3)}`,
        summary: [1, 2, 3, 5].map((step) => pick(WORDS, i * step + step)).join(' '),
      },
      sectors: [pick(VALUES, i), pick(VALUES, i * 5 + 1)],
      regions: i % 4 === 0 ? [] : [pick(VALUES, i * 3 + 2)],
    }),
  );
}

describe.runIf(server)('the engine on Meilisearch', () => {
  let engine: SearchEngine;
  let own: SearchEngine;
  beforeAll(async () => {
    if (server === undefined) return;
    engine = await createMeilisearchEngine({ ...server, prefix: server.prefix(), log });
    own = await createEmbeddedEngine({ log });
  });
  afterAll(async () => {
    await engine?.close();
    await server?.clean();
  });

  it('finds, counts and totals what the engine in the process does, for any text and any filter', async () => {
    const documents = documentsOf(90);
    await Promise.all([engine.upsert(documents), own.upsert(documents)]);
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const [theirs, ours] = await Promise.all([engine.search(asked), own.search(asked)]);
        expect(theirs.total).toBe(ours.total);
        expect(theirs.facets).toEqual(ours.facets);
        expect(theirs.hits.map(({ id }) => id).sort()).toEqual(ours.hits.map(({ id }) => id).sort());
      }),
      { numRuns: RUNS },
    );
  });

  it(`pages through ${MANY} found by one word, each once, with the same total on every page`, async () => {
    await engine.replaceAll(
      (async function* () {
        for (let at = 0; at < MANY; at += 500) yield floods(at, 500);
      })(),
    );
    for (const how of ['any', 'all'] as const) {
      const asked = { text: 'flood', words: how, limit: 300, facets: ['sector'] } as const;
      const { ids, totals } = await allPages(engine, asked);
      expect(new Set(ids).size).toBe(MANY);
      expect(ids).toHaveLength(MANY);
      expect([...totals]).toEqual([MANY]);
      const { facets } = await engine.search(asked);
      expect(Object.values(facets.sector ?? {}).reduce((sum, count) => sum + count, 0)).toBe(MANY);
    }
    const best = await engine.search({ text: 'flood gauge 7', words: 'any', limit: 1 });
    expect(best.hits[0]?.id).toBe('f-7');
  });
});

function floods(from: number, count: number): SearchDocument[] {
  return Array.from({ length: count }, (_, i) => {
    const number = from + i;
    return searchDocument(`f-${number}`, {
      text: { title: `Flood gauge ${number}`, summary: 'Floods are told early.' },
      sectors: [`s${number % 7}`],
    });
  });
}
