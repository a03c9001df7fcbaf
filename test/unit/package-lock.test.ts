import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('locks the packages of every platform, so that npm ci works from a clean clone', async () => {
  const file = new URL('../../package-lock.json', import.meta.url);
  const before = await readFile(file, 'utf8');
  expect(before).toContain('"node_modules/');
  const run = promisify(execFile)(
    process.execPath,
    ['scripts/run.mjs', 'scripts/complete-lock.ts', '--check'],
    {
      cwd: new URL('../../', import.meta.url),
    },
  );
  await expect(run).resolves.toMatchObject({ stderr: '' });
  expect(await readFile(file, 'utf8')).toBe(before);
});
