import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { createMeilisearchEngine } from '../../src/search/meilisearch/engine.js';
import { testMeilisearch } from '../helpers/meilisearch.js';
import { searchEngineContract } from './search-engine.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'citymatch-engine-'));
});
afterAll(() => rm(root, { recursive: true }));

searchEngineContract('embedded', async () =>
  createEmbeddedEngine({ dir: await mkdtemp(join(root, 'index-')), log: pino({ level: 'silent' }) }),
);

const meilisearch = testMeilisearch('the contract of the search engine on Meilisearch');
if (meilisearch !== undefined) {
  const { url, key } = meilisearch;
  afterAll(() => meilisearch.clean());
  searchEngineContract('meilisearch', () =>
    createMeilisearchEngine({ url, key, prefix: meilisearch.prefix(), log: pino({ level: 'silent' }) }),
  );
}
