import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.js';
import type { JobQueue } from '../../src/queue/port.js';
import { until } from '../helpers/until.js';

/** Where one adapter keeps its jobs for the length of the suite. */
export interface QueueSite {
  /** Another queue over the same jobs. The first retry comes after `backoffMs`. */
  connect(options: { backoffMs: number }): Promise<JobQueue>;
  /** Empties the jobs. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const BACKOFF_MS = 20;
const ATTEMPTS = 5;

/** What every adapter of the JobQueue port keeps to. */
export function describeJobQueue(name: string, open: () => Promise<QueueSite>): void {
  describe(`the job queue on ${name}`, () => {
    let site: QueueSite;
    let queue: JobQueue;
    const connect = () => site.connect({ backoffMs: BACKOFF_MS });
    const entry = (id: string | number) => ({ entryIds: [String(id)] });
    const idle = async () => {
      const { waiting, active, delayed } = await queue.counts();
      return waiting + active + delayed === 0;
    };

    beforeAll(async () => {
      site = await open();
    });
    afterAll(() => site.close());
    beforeEach(async () => {
      await site.reset();
      queue = await connect();
    });
    afterEach(() => queue.close());

    it('tries a failing job again with a wait, until it is done', async () => {
      const attempts: number[] = [];
      await queue.work('index-entries', async () => {
        attempts.push(Date.now());
        if (attempts.length < 3) throw new Error('not yet');
      });
      await queue.add('index-entries', entry('a'));
      await until(async () => attempts.length === 3 && (await idle()));
      const [first = 0, second = 0, third = 0] = attempts;
      expect(second - first).toBeGreaterThanOrEqual(BACKOFF_MS / 2);
      expect(third - second).toBeGreaterThanOrEqual(BACKOFF_MS);
      expect(await queue.counts()).toMatchObject({
        waiting: 0,
        active: 0,
        delayed: 0,
        dead: 0,
        oldestSeconds: 0,
      });
    });

    it('begins no more jobs within a time than the limit says, over all processes', async () => {
      const begun: string[] = [];
      const other = await connect();
      try {
        for (const one of [queue, other]) {
          await one.work(
            'index-entries',
            async ({ entryIds }) => {
              begun.push(...entryIds);
            },
            { concurrency: 4, limit: { jobs: 3, perMs: 3_600_000 } },
          );
        }
        for (const id of ['a', 'b', 'c', 'd', 'e']) await queue.add('index-entries', entry(id));
        await until(() => begun.length === 3);
        await sleep(200);
        expect(begun).toHaveLength(3);
        const { waiting, delayed } = await queue.counts();
        expect(waiting + delayed).toBe(2);
      } finally {
        await other.close();
      }
    });

    it('keeps a job that failed every attempt as dead, with its cause, and runs it again on request', async () => {
      let mended = false;
      let runs = 0;
      await queue.work('index-entries', async () => {
        runs++;
        if (!mended) throw new Error('the disk is full');
      });
      await queue.add('index-entries', entry('a'));
      await until(async () => (await queue.counts()).dead === 1);
      expect(runs).toBe(ATTEMPTS);
      const [dead] = await queue.dead(10);
      expect(dead).toMatchObject({
        name: 'index-entries',
        data: entry('a'),
        attempts: ATTEMPTS,
        cause: 'the disk is full',
      });
      expect(Math.abs(Date.now() - (dead?.failedAt.getTime() ?? 0))).toBeLessThan(60_000);

      mended = true;
      await queue.retryDead(dead?.id ?? '');
      await until(idle);
      expect(runs).toBe(ATTEMPTS + 1);
      expect(await queue.dead(10)).toEqual([]);
    });

    it('lets a job wait for a part that is away, however often, and takes none of its attempts for it', async () => {
      let away = true;
      let runs = 0;
      await queue.work('index-entries', async () => {
        runs++;
        if (away) throw new AppError('unavailable', 'The engine is away');
        if (runs < ATTEMPTS + 4) throw new Error('the disk is full');
      });
      await queue.add('index-entries', entry('a'), { jobId: 'one' });
      await until(() => runs === ATTEMPTS + 1);
      await queue.add('index-entries', entry('a'), { jobId: 'one' });
      expect((await queue.counts()).dead).toBe(0);
      away = false;
      await until(idle);
      expect(runs).toBeGreaterThanOrEqual(ATTEMPTS + 4);
      expect(await queue.dead(1)).toEqual([]);
    });

    it('lists the newest dead jobs first, as many as asked for', async () => {
      await queue.work('index-entries', async ({ entryIds }) => {
        throw new Error(`cannot index ${entryIds.join()}`);
      });
      for (const id of ['a', 'b', 'c']) {
        await queue.add('index-entries', entry(id));
        await until(async () => (await queue.dead(5)).some(({ cause }) => cause === `cannot index ${id}`));
      }
      expect((await queue.dead(2)).map(({ cause }) => cause)).toEqual(['cannot index c', 'cannot index b']);
    });

    it('refuses to run again what is not dead', async () => {
      await expect(queue.retryDead('index-entries:404')).rejects.toMatchObject({ code: 'not-found' });
      await expect(queue.retryDead('nonsense')).rejects.toMatchObject({ code: 'not-found' });
    });

    it('refuses a second handler for one name', async () => {
      await queue.work('index-entries', async () => {});
      await expect(queue.work('index-entries', async () => {})).rejects.toMatchObject({ code: 'conflict' });
    });

    it('runs a delayed job when its time has come, and not before', async () => {
      const ran: { id: string | undefined; at: number }[] = [];
      await queue.work('index-entries', async ({ entryIds: [id] }) => {
        ran.push({ id, at: Date.now() });
      });
      const added = Date.now();
      await queue.add('index-entries', entry('late'), { delayMs: 300 });
      await queue.add('index-entries', entry('soon'));
      await until(() => ran.length === 2);
      expect(ran.map(({ id }) => id)).toEqual(['soon', 'late']);
      expect((ran[1]?.at ?? 0) - added).toBeGreaterThanOrEqual(295);
    });

    it('tells how old the oldest job is that is not done', async () => {
      await queue.add('index-entries', entry('first'));
      await sleep(400);
      await queue.add('index-entries', entry('second'), { delayMs: 60_000 });
      const { oldestSeconds } = await queue.counts();
      expect(oldestSeconds).toBeGreaterThanOrEqual(0.4);
      expect(oldestSeconds).toBeLessThan(30);
    });

    it('keeps one job for a job id while it waits', async () => {
      await queue.add('index-entries', entry('a'), { jobId: 'one' });
      await queue.add('index-entries', entry('a'), { jobId: 'one' });
      await queue.add('index-entries', entry('b'), { jobId: 'two' });
      expect((await queue.counts()).waiting).toBe(2);
    });

    it('runs a job again that was added while one of its job id ran, and after one was done or dead', async () => {
      let runs = 0;
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await queue.work('index-entries', async ({ entryIds: [id] }) => {
        if (id === 'bad') throw new Error('bad');
        runs++;
        if (runs === 1) await held;
      });
      await queue.add('index-entries', entry('a'), { jobId: 'same' });
      await until(() => runs === 1);
      await queue.add('index-entries', entry('a'), { jobId: 'same' });
      release();
      await until(() => runs === 2);
      await until(idle);
      await queue.add('index-entries', entry('a'), { jobId: 'same' });
      await until(() => runs === 3);

      await queue.add('index-entries', entry('bad'), { jobId: 'dead' });
      await until(async () => (await queue.counts()).dead === 1);
      await queue.add('index-entries', entry('a'), { jobId: 'dead' });
      await until(() => runs === 4);
    });

    it('waits for the running job when it closes, and leaves the others for the next start', async () => {
      const done: string[] = [];
      let started = false;
      await queue.work('index-entries', async ({ entryIds: [id = ''] }) => {
        started = true;
        await sleep(200);
        done.push(id);
      });
      for (const id of ['a', 'b', 'c']) await queue.add('index-entries', entry(id));
      await until(() => started);
      await queue.close();
      const before = done.length;
      expect(before).toBeGreaterThanOrEqual(1);
      expect(before).toBeLessThan(3);

      queue = await connect();
      await queue.work('index-entries', async ({ entryIds: [id = ''] }) => {
        done.push(id);
      });
      await until(async () => done.length === 3 && (await idle()));
      expect(done.sort()).toEqual(['a', 'b', 'c']);
    });

    it('runs as many jobs at once as its concurrency', async () => {
      let running = 0;
      let most = 0;
      await queue.work(
        'index-entries',
        async () => {
          most = Math.max(most, ++running);
          await sleep(50);
          running--;
        },
        { concurrency: 3 },
      );
      for (let i = 0; i < 9; i++) await queue.add('index-entries', entry(i));
      await until(idle);
      expect(most).toBe(3);
    });

    it('makes a job dead at once when its data are not what the name asks for', async () => {
      let ran = false;
      // As an older version of the program might have left it.
      const stale: unknown = { entries: 3 };
      await queue.add('index-entries', stale as { entryIds: string[] });
      await queue.work('index-entries', async () => {
        ran = true;
      });
      await until(async () => (await queue.counts()).dead === 1);
      expect(ran).toBe(false);
      expect((await queue.dead(1))[0]?.cause).toContain('entryIds');
    });

    it('does 1,000 jobs once each when nothing fails', async () => {
      const runs = new Map<string, number>();
      await queue.work(
        'index-entries',
        async ({ entryIds: [id = ''] }) => {
          runs.set(id, (runs.get(id) ?? 0) + 1);
        },
        { concurrency: 4 },
      );
      await Promise.all(Array.from({ length: 1_000 }, (_, i) => queue.add('index-entries', entry(i))));
      await until(async () => runs.size === 1_000 && (await idle()));
      expect([...runs.values()].every((count) => count === 1)).toBe(true);
    });
  });
}
