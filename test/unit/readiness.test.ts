import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createStartProgress } from '../../src/readiness.js';

function start(names: string[]) {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  return { progress: createStartProgress(names, log), lines };
}

describe('createStartProgress', () => {
  it('marks a step as failed when its work throws, and passes the error on', async () => {
    const { progress, lines } = start(['database', 'index']);
    const failure = new Error('the disk is full');
    await expect(progress.run('database', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(progress.steps.map(({ state }) => state)).toEqual(['failed', 'waiting']);
    expect(lines).toEqual([]);
    expect(progress.ready).toBe(false);
  });

  it('lists every step from the beginning, in order, and tells how far the running one is', async () => {
    const { progress } = start(['database', 'index']);
    await progress.run('database', () => Promise.resolve());
    await progress.run('index', (report) => {
      report(3, 12);
      expect(progress.steps).toEqual([
        { name: 'database', state: 'done' },
        { name: 'index', state: 'running', done: 3, total: 12 },
      ]);
      return Promise.resolve();
    });
    expect(progress.steps.at(-1)).toEqual({ name: 'index', state: 'done', done: 3, total: 12 });
  });

  it('adds a step that nobody announced', async () => {
    const { progress } = start([]);
    await progress.run('model', () => Promise.resolve());
    expect(progress.steps).toEqual([{ name: 'model', state: 'done' }]);
  });

  it('gives back what the work gives, and writes one line for it', async () => {
    const { progress, lines } = start(['model']);
    expect(await progress.run('model', () => Promise.resolve(42))).toBe(42);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('model');
  });

  it('is ready once it is said to be', () => {
    const { progress } = start([]);
    expect(progress.ready).toBe(false);
    progress.finish();
    expect(progress.ready).toBe(true);
  });
});
