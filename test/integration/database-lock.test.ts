import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedIfEmpty } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { lockFolder } from '../../src/db/lock.js';

const log = pino({ level: 'silent' });
let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'citymatch-lock-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts a process on the folder, and waits for a line of its output. */
async function startHolder(until: string, ...task: string[]): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['scripts/run.mjs', 'test/helpers/database-child.ts', dataDir, ...task],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) if (line === until) return child;
  throw new Error(`The process ended before it said "${until}"`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

describe('the data folder', () => {
  it('is refused, naming the process, while another process has it open, and opens once that one is killed', async () => {
    const holder = await startHolder('open');
    await expect(openDatabase({ dataDir, log })).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining(`DATA_DIR is in use by process ${holder.pid}`),
    });
    await end(holder, 'SIGKILL');
    expect(existsSync(join(dataDir, 'lock'))).toBe(true);
    const database = await openDatabase({ dataDir, log });
    expect(JSON.parse(await readFile(join(dataDir, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    await database.close();
    expect((await readdir(dataDir)).sort()).toEqual(['db']);
  });

  it('is given free by a process that stops in good order', async () => {
    const holder = await startHolder('open');
    await end(holder, 'SIGTERM');
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });

  it('gets the whole seed catalogue after seeding was killed halfway, each entry once', async () => {
    await end(await startHolder('read 200', 'seed'), 'SIGKILL');
    const { db, close } = await openDatabase({ dataDir, log });
    const store = createCatalogueStore(db);
    const before = (await store.count()).total;
    expect(before).toBeGreaterThanOrEqual(200);
    const report = await seedIfEmpty({ db, store });
    const total = (await store.count()).total;
    expect(total).toBe(262);
    if (report) expect(report.created).toBe(262 - before);
    expect(await seedIfEmpty({ db, store })).toBeUndefined();
    await close();
  });
});

describe('the lock', () => {
  const other = { pid: process.pid, started: null, host: 'another-host', token: 'theirs' };
  const file = () => join(dataDir, 'lock');

  it('is refused to the process that holds it already', async () => {
    const lock = await lockFolder(dataDir);
    await expect(lockFolder(dataDir)).rejects.toThrow(`in use by process ${process.pid}`);
    await lock.release();
    await lock.release();
    await (await lockFolder(dataDir)).release();
  });

  it('goes to one only of many that want it at once, also where a dead one has left it', async () => {
    for (const left of [false, true]) {
      if (left) await writeFile(file(), JSON.stringify({ ...other, host: hostname(), pid: 2 ** 22 + 1 }));
      const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(dataDir)));
      const won = all.filter((one) => one.status === 'fulfilled');
      expect(won).toHaveLength(1);
      await won[0]?.value.release();
      expect(await readdir(dataDir)).toEqual([]);
    }
  });

  it('is taken over from a process whose id another one has by now', async () => {
    await writeFile(file(), JSON.stringify({ ...other, host: hostname(), started: '1' }));
    await (await lockFolder(dataDir)).release();
  });

  it('is taken over when its file holds nonsense', async () => {
    for (const nonsense of ['', 'null', '{"pid":', '{"pid":-1}']) {
      await writeFile(file(), nonsense);
      await (await lockFolder(dataDir)).release();
    }
  });

  it('is refused while a process on another host touches it, and taken over when that has ceased', async () => {
    await writeFile(file(), JSON.stringify(other));
    const touching = setInterval(() => void utimes(file(), new Date(), new Date()), 200);
    await expect(lockFolder(dataDir)).rejects.toThrow('on another-host');
    clearInterval(touching);
    await (await lockFolder(dataDir)).release();
  });
});
