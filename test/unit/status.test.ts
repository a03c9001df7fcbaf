import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { readinessSchema } from '../../src/http/health.js';
import { createStatusBoard, type StatusBoard } from '../../src/status.js';
import { until } from '../helpers/until.js';

const boards: StatusBoard[] = [];

function board(askEveryMs?: number) {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const made = createStatusBoard({
    parts: ['database', 'search'],
    steps: ['Opening the database', 'Indexing'],
    log,
    ...(askEveryMs !== undefined && { askEveryMs }),
  });
  boards.push(made);
  return { board: made, lines };
}

afterEach(() => {
  for (const one of boards.splice(0)) one.close();
});

describe('createStatusBoard', () => {
  it('tells that a part is away, without the reason, and says so once in the log', async () => {
    const { board: one, lines } = board();
    one.watch('database', () => Promise.reject(new Error('password of admin refused')));
    await one.refresh();
    await one.refresh();
    expect(one.report().parts.database?.state).toBe('away');
    expect(JSON.stringify(one.report())).not.toContain('password');
    expect(lines).toHaveLength(1);
  });

  it('tells what goes on while a part is away', async () => {
    const { board: one } = board();
    one.watch('search', () => Promise.reject(new Error('gone')), { meanwhile: 'words answer meanwhile' });
    await one.refresh();
    expect(one.report().parts.search?.detail).toBe(
      'does not answer; words answer meanwhile; the log of the server says why',
    );
  });

  it('tells that a part is back', async () => {
    const { board: one, lines } = board();
    let away = true;
    one.watch('search', () => (away ? Promise.reject(new Error('gone')) : Promise.resolve('embedded')));
    await one.refresh();
    away = false;
    await one.refresh();
    expect(one.report().parts.search).toEqual({ state: 'ok', detail: 'embedded' });
    expect(lines.at(-1)).toContain('back');
  });

  it('keeps the last facts when they cannot be had', async () => {
    const { board: one } = board();
    let away = false;
    one.learn(() =>
      away ? Promise.reject(new Error('gone')) : Promise.resolve({ entries: 7, indexLagSeconds: 0 }),
    );
    await one.refresh();
    away = true;
    await one.refresh();
    expect(one.report().entries).toBe(7);
  });

  it('has parts that start, and tells the step that runs and how far it is', async () => {
    const { board: one } = board();
    expect(one.report()).toMatchObject({
      ready: false,
      doing: 'starting',
      parts: { search: { state: 'starting' } },
    });
    await one.progress.run('Indexing', (report) => {
      report(20, 80);
      expect(one.report()).toMatchObject({ doing: 'Indexing', progress: { done: 20, total: 80 } });
      expect(readinessSchema.parse(one.report())).toEqual(one.report());
      return Promise.resolve();
    });
  });

  it('tells of no step once it is ready', () => {
    const { board: one } = board();
    one.progress.finish();
    expect(one.report()).toMatchObject({ ready: true, doing: 'ready' });
    expect(one.report().progress).toBeUndefined();
  });

  it('does not take a part for away that is closed with it', async () => {
    const { board: one, lines } = board();
    let fail: (reason: Error) => void = () => {};
    one.watch(
      'search',
      () =>
        new Promise((_resolve, reject) => {
          fail = reject;
        }),
    );
    const asked = one.refresh();
    one.close();
    fail(new Error('closed'));
    await asked;
    await one.refresh();
    expect(lines).toEqual([]);
  });

  it('asks again by itself, until it is closed', async () => {
    const { board: one } = board(5);
    let asked = 0;
    one.watch('search', () => {
      asked += 1;
      return Promise.resolve(undefined);
    });
    await until(() => asked >= 3);
    one.close();
    const atEnd = asked;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toBeLessThanOrEqual(atEnd + 1);
  });
});
