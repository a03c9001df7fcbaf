import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEED_FILES } from '../../src/catalogue/seed.js';
import { openDatabase } from '../../src/db/client.js';
import { caseStudyEntry } from '../helpers/catalogue.js';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'citymatch-seed-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Runs `npm run seed` as its own process. */
async function seed(files: string[] = [], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/seed.ts', ...files], {
    env: { ...process.env, DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out: out.trim(), err: err.trim() };
}

describe('npm run seed', () => {
  it('imports the seed catalogue without a complaint, and changes nothing the second time', async () => {
    const first = await seed();
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^262 rows in [\d.]+ s: 262 new, 0 changed, 0 as before, 0 refused$/);
    const second = await seed();
    expect(second).toMatchObject({ code: 0, err: '' });
    expect(second.out).toMatch(/262 rows .*: 0 new, 0 changed, 262 as before, 0 refused$/);
  });

  it('takes the good rows of a file with a bad one, names the bad one, and exits with 1', async () => {
    const file = join(dataDir, 'mine.jsonl');
    const good = JSON.stringify(caseStudyEntry('cs-good').body);
    await writeFile(file, `${good}\n{"id":"cs-bad","title":"x"}\n`);
    const { code, out, err } = await seed([file]);
    expect(code).toBe(1);
    expect(out).toMatch(/^2 rows .*: 1 new, 0 changed, 0 as before, 1 refused$/);
    expect(err.split('\n')).toContain(`bad: ${file}:2 cs-bad summary: is required`);
  });

  it('exits with 78 and one line while another process has the database open', async () => {
    const { close } = await openDatabase({ dataDir, log: pino({ level: 'silent' }) });
    const { code, out, err } = await seed();
    await close();
    expect(code).toBe(78);
    expect(out).toBe('');
    expect(err).toBe(`DATA_DIR is in use by process ${process.pid}: ${dataDir}`);
  });

  it('exits with 78 and one line when a setting is wrong', async () => {
    const { code, err } = await seed([], { DATABASE_URL: 'mysql://x' });
    expect(code).toBe(78);
    expect(err).toMatch(/^The settings cannot be used: DATABASE_URL: .*$/);
  });

  it('says in one line that an option is unknown', async () => {
    const { code, err } = await seed(['--foo']);
    expect(code).toBe(1);
    expect(err).toMatch(/^Unknown option '--foo'.*$/);
  });
});

describe('the seeds', () => {
  it('stand where the product looks for them', () => {
    expect(SEED_FILES.map((file) => file.split('/').slice(-2).join('/'))).toEqual([
      'seeds/providers.jsonl',
      'seeds/case-studies.jsonl',
    ]);
  });
});
