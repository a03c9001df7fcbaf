import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.js';
import { indexFolder, reindexFolder } from '../../src/indexing/folders.js';
import type { OnProgress } from '../../src/indexing/reconcile.js';
import { answerReindexRequests, requestReindex } from '../../src/indexing/reindex-requests.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHILD = fileURLToPath(new URL('../helpers/kill-child.ts', import.meta.url));
const run = promisify(execFile);

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'citymatch-reindex-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('a request to reindex', () => {
  let folder: string;
  let server: { close(): Promise<void> } | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(home, 'requests-'));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const serve = (reindex: (onProgress: OnProgress) => Promise<void>) => {
    server = answerReindexRequests({ folder, reindex, log, pollMs: 20 });
  };

  it('is answered with progress by a server that runs', async () => {
    const seen: { done: number; total: number }[] = [];
    serve(async (onProgress) => {
      for (const done of [0, 5, 10]) {
        onProgress({ done, total: 10 });
        await until(() => seen.some((at) => at.done === done));
      }
    });
    expect(await requestReindex({ folder, onProgress: (at) => seen.push(at), acceptMs: 30_000 })).toBe(
      'done',
    );
    expect(seen.at(-1)).toEqual({ done: 10, total: 10 });
    expect(await readdir(folder)).toEqual([]);
  });

  it('comes back when nobody answers, and leaves nothing that a later server would do', async () => {
    expect(await requestReindex({ folder, acceptMs: 150 })).toBe('nobody');
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells why when the server cannot do it', async () => {
    serve(() => Promise.reject(new AppError('unavailable', 'the embedder is away')));
    await expect(requestReindex({ folder, acceptMs: 30_000 })).rejects.toThrow(/the embedder is away/);
  });

  it('keeps the inside of unexpected errors in the log', async () => {
    serve(() => Promise.reject(new Error('secret detail')));
    await expect(requestReindex({ folder, acceptMs: 30_000 })).rejects.toThrow(/unexpected error/);
  });

  it('is done one after the other when two ask at once', async () => {
    let running = 0;
    let most = 0;
    serve(async () => {
      most = Math.max(most, ++running);
      await sleep(100);
      running--;
    });
    const both = await Promise.all([1, 2].map(() => requestReindex({ folder, acceptMs: 30_000 })));
    expect(both).toEqual(['done', 'done']);
    expect(most).toBe(1);
  });

  it('is forgotten when whoever asked is long gone', async () => {
    await mkdir(folder, { recursive: true });
    const left = join(folder, 'request-11111111-1111-4111-8111-111111111111');
    await writeFile(left, '');
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(left, hourAgo, hourAgo);
    let done = 0;
    serve(async () => {
      done++;
    });
    await until(async () => (await readdir(folder)).length === 0);
    expect(done).toBe(0);
  });
});

describe('npm run reindex', () => {
  const reindex = (dataDir: string) =>
    run(process.execPath, ['scripts/run.mjs', 'scripts/reindex.ts'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, EMBEDDING_MODEL: 'bundled' },
    });
  const child = (dataDir: string, mode: string) =>
    spawn(process.execPath, ['scripts/run.mjs', CHILD, dataDir, mode, 'bundled'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  it('rebuilds a lost index where no server runs, and asks the server where one does', async () => {
    const dataDir = join(home, 'data');
    const [code] = await once(
      child(dataDir, 'settle').on('spawn', () => {}),
      'exit',
    );
    expect(code).toBe(0);
    await rm(indexFolder(dataDir), { recursive: true });

    const alone = await reindex(dataDir);
    expect(alone.stdout).toContain('rebuilt here');
    expect(alone.stderr).toContain('262 of 262 entries');
    const engine = await createEmbeddedEngine({ dir: indexFolder(dataDir), log });
    expect(await engine.info()).toMatchObject({ documents: 262, dimensions: 512 });
    await engine.close();

    const server = child(dataDir, 'serve');
    try {
      let told = '';
      server.stdout.on('data', (text) => {
        told += String(text);
      });
      await until(() => told.includes('"saved"'), 120_000);
      const before = (await stat(join(indexFolder(dataDir), 'index.bin'))).mtimeMs;
      const asked = await reindex(dataDir);
      expect(asked.stdout).toContain('rebuilt by the running server');
      expect((await stat(join(indexFolder(dataDir), 'index.bin'))).mtimeMs).toBeGreaterThan(before);
      expect(await readdir(reindexFolder(dataDir))).toEqual([]);
    } finally {
      server.kill('SIGKILL');
      await once(server, 'close');
    }
  }, 300_000);

  it('ends with one line that names the setting when it cannot be used', async () => {
    const failed = run(process.execPath, ['scripts/run.mjs', 'scripts/reindex.ts'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, DATA_DIR: join(home, 'none'), PORT: 'eighty' },
    });
    await expect(failed).rejects.toMatchObject({ code: 78, stderr: expect.stringMatching(/^.*PORT.*\n$/) });
  });
});
