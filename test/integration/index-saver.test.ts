import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIndexSaver } from '../../src/indexing/saver.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import type { SearchEngine } from '../../src/search/port.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
let dir: string;
let engine: SearchEngine;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'citymatch-saver-'));
  engine = await createEmbeddedEngine({ dir, log });
});
afterEach(() => rm(dir, { recursive: true }));

const saved = () =>
  stat(join(dir, 'index.bin')).then(
    () => true,
    () => false,
  );

describe('the index saver', () => {
  it('saves once writes have stopped', async () => {
    const saver = createIndexSaver({ engine, log, quietMs: 50 });
    saver.touch();
    await until(saved);
    await saver.close();
  });

  it('saves in time when writes never stop', async () => {
    const saver = createIndexSaver({ engine, log, quietMs: 1_000, mostMs: 200 });
    const writes = setInterval(() => saver.touch(), 20);
    await until(saved);
    clearInterval(writes);
    await saver.close();
  });

  it('saves what is not saved yet when it closes', async () => {
    const saver = createIndexSaver({ engine, log });
    saver.touch();
    await saver.close();
    expect(await saved()).toBe(true);
  });

  it('writes nothing when nothing was written to the index', async () => {
    await createIndexSaver({ engine, log, quietMs: 1 }).close();
    expect(await saved()).toBe(false);
  });
});
