import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { searchEngineContract } from './search-engine.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'citymatch-engine-'));
});
afterAll(() => rm(root, { recursive: true }));

searchEngineContract('embedded', async () =>
  createEmbeddedEngine({ dir: await mkdtemp(join(root, 'index-')), log: pino({ level: 'silent' }) }),
);
