import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'node_modules/.cache', `citymatch-run-${process.pid}`);
const program = join(folder, 'program.ts');

const run = async (...given: string[]) =>
  (await execute(process.execPath, ['scripts/run.mjs', ...given])).stdout;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'greeting.ts'), "export const greeting: string = 'Hello';\n");
  await writeFile(
    program,
    `import { greeting } from './greeting.js';
if (process.argv[2] === 'fail') {
  const line: number = 4;
  throw new Error(\`no \${line}\`);
}
console.log(JSON.stringify([greeting, process.argv.slice(1), import.meta.url]));
`,
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('scripts/run.mjs', () => {
  it('runs a program with its arguments, as if it had been started by its own name, also several at once', async () => {
    const said = ['Hello', [program, '--one', '2'], new URL(`file://${program}`).href];
    const outputs = await Promise.all([1, 2, 3].map(() => run(program, '--one', '2')));
    expect(outputs.map((output) => JSON.parse(output) as unknown)).toEqual([said, said, said]);
    expect(JSON.parse(await run(program, '--one', '2'))).toEqual(said);
  });

  it('says where in the sources an error was thrown, and ends with 1', async () => {
    await expect(run(program, 'fail')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${program}:4:9`) as string,
    });
  });

  it('sees that a source has changed', async () => {
    await writeFile(join(folder, 'greeting.ts'), "export const greeting: string = 'Good day';\n");
    expect(await run(program)).toContain('Good day');
  });
});
