import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.js';
import { createDegradingEngine, type DegradingEngine } from '../../src/search/degrading.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { searchDocument } from '../helpers/search-engine-documents.js';
import { type SwitchedEngine, switchedEngine } from '../helpers/switched-engine.js';
import { until } from '../helpers/until.js';

const PROBE_MS = 200;
const log = pino({ level: 'silent' });
const rain = { text: 'rain', words: 'all', limit: 5 } as const;

describe('createDegradingEngine', () => {
  let primary: SwitchedEngine;
  let engine: DegradingEngine;
  let left: number;
  beforeEach(async () => {
    primary = switchedEngine(await createEmbeddedEngine({ log }));
    const fallback = await createEmbeddedEngine({ log });
    left = 0;
    engine = createDegradingEngine(primary, fallback, {
      log,
      deadlineMs: 100,
      probeEveryMs: PROBE_MS,
      onDegraded: () => {
        left += 1;
      },
    });
    await primary.upsert([searchDocument('first', { text: { title: 'Rain' } })]);
    await fallback.upsert([
      searchDocument('second', { text: { title: 'Rain' } }),
      searchDocument('third', { text: { title: 'Rain' } }),
    ]);
  });
  afterEach(() => engine.close());
  const found = async () => (await engine.search(rain)).hits.map(({ id }) => id);

  it('answers from the engine, and says nothing, when all is well', async () => {
    expect(await engine.search(rain)).not.toHaveProperty('degraded');
    expect(await found()).toEqual(['first']);
    expect([engine.degraded, left]).toEqual([false, 0]);
  });

  it('answers by words, says so and tells of it where the index has vectors of another length', async () => {
    const held = await createEmbeddedEngine({ log });
    await held.upsert([
      searchDocument('first', {
        text: { title: 'Rain' },
        modelId: 'words-a',
        vectors: [{ field: 'whole', vector: new Float32Array([1, 0]) }],
      }),
    ]);
    let misfits = 0;
    const following = createDegradingEngine(held, await createEmbeddedEngine({ log }), {
      log,
      onMisfit: () => {
        misfits += 1;
      },
    });
    const vector = new Float32Array([1, 0, 0]);
    expect(await following.search({ ...rain, vector })).toMatchObject({ total: 1, degraded: true });
    expect([misfits, following.degraded]).toEqual([1, false]);
    expect(await following.search({ ...rain, vector: vector.slice(0, 2) })).not.toHaveProperty('degraded');
    await following.close();
  });

  it.each(['away', 'hanging'] as const)(
    'answers from the other and says so while it is %s',
    async (state) => {
      primary.state = state;
      expect(await engine.search(rain)).toMatchObject({ total: 2, degraded: true });
      expect((await engine.get(['second', 'first'])).map(({ id }) => id)).toEqual(['second']);
      expect((await engine.similar('second', { limit: 5 })).map(({ id }) => id)).toEqual(['third']);
      expect([engine.degraded, left]).toEqual([true, 1]);
    },
  );

  it('does not leave an engine that is merely busy, and answers what was too late from the other', async () => {
    primary.state = 'busy';
    expect(await engine.search(rain)).toMatchObject({ total: 2, degraded: true });
    // Whoever looks now may have lesser documents.
    expect([engine.degraded, left]).toEqual([true, 0]);
    primary.state = 'ok';
    expect(await found()).toEqual(['first']);
    await until(() => !engine.degraded);
    expect(left).toBe(0);
  });

  it('leaves one that says it is there and answers nothing', async () => {
    primary.state = 'busy';
    for (let i = 0; i < 9; i++) await found();
    expect(left).toBe(0);
    await found();
    expect(left).toBe(1);
    const { asked } = primary;
    await found();
    expect(primary.asked).toBe(asked);
  });

  it('asks an engine that is away by probes alone, and comes back by itself', async () => {
    primary.state = 'away';
    await found();
    const before = primary.asked;
    const begun = Date.now();
    for (let i = 0; i < 50; i++) expect(await found()).toHaveLength(2);
    expect(primary.asked - before).toBeLessThanOrEqual(Math.ceil((Date.now() - begun) / PROBE_MS));
    await until(() => primary.asked >= before + 2);
    expect(engine.degraded).toBe(true);
    primary.state = 'ok';
    await until(() => !engine.degraded);
    expect(await found()).toEqual(['first']);
    primary.state = 'away';
    expect(await found()).toHaveLength(2);
    expect(left).toBe(2);
  });

  it('lets writes, and what is told of the index, fail with the engine, so that they are tried again', async () => {
    primary.state = 'away';
    await found();
    for (const call of [
      () => engine.upsert([searchDocument('new')]),
      () => engine.remove(['first']),
      () => engine.inventory(),
      () => engine.info(),
      () => engine.persist(),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'unavailable' });
    }
  });

  it('passes on what is wrong with the question', async () => {
    primary.search = () => Promise.reject(new AppError('misconfigured', 'The vector has another length'));
    await expect(engine.search(rain)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(engine.degraded).toBe(false);
  });
});
