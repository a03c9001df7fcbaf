import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentSchema } from '../../scripts/client/select.js';
import { writeClient } from '../../scripts/client/write.js';
import { startReviewSite } from '../helpers/review-site.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const failureSchema = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });

/** What a program printed, and how it ended. */
const outcomeOf = (running: Promise<{ stdout: string; stderr: string }>) =>
  running.then((done) => ({ code: 0, ...done })).catch((error: unknown) => failureSchema.parse(error));
const makeClient = (...given: string[]) =>
  outcomeOf(run(process.execPath, ['scripts/run.mjs', 'scripts/client.ts', ...given], { cwd: ROOT }));

/** Uses that must not compile: where one does, the comment above it is an error. */
const WRONG = `
import { answered, createCityMatch } from 'citymatch-client';
const citymatch = createCityMatch({ url: 'https://match.example.org' });
const statement = 'Half of our water leaks.';
// @ts-expect-error a field of a body that there is not
await answered(citymatch.POST('/v1/match', { body: { statement, sector: 'water' } }));
// @ts-expect-error a field within a field, misspelt
await answered(citymatch.POST('/v1/match', { body: { statement, city: { cuntry: 'JO' } } }));
// @ts-expect-error a body without what it needs
await answered(citymatch.POST('/v1/match', { body: {} }));
// @ts-expect-error no body at all
await answered(citymatch.POST('/v1/match'));
// @ts-expect-error a parameter that there is not
await answered(citymatch.GET('/v1/search', { params: { query: { kinds: ['provider'] } } }));
// @ts-expect-error a value that is none of those
await answered(citymatch.GET('/v1/search', { params: { query: { kind: ['town'] } } }));
// @ts-expect-error an address without its id
await answered(citymatch.GET('/v1/entries/{id}'));
// @ts-expect-error an address that there is not
await answered(citymatch.GET('/v1/entrys'));
// @ts-expect-error a method that the address does not take
await answered(citymatch.DELETE('/v1/search'));
// @ts-expect-error a call of the secretariat's people
await answered(citymatch.GET('/v1/people'));
const { results } = await answered(citymatch.POST('/v1/match', { body: { statement } }));
// @ts-expect-error a field of an answer that there is not
results[0]?.name;
// @ts-expect-error a field of an answer as what it is not
const title: number | undefined = results[0]?.title;
const { error } = await citymatch.GET('/v1/taxonomy');
// @ts-expect-error a field of a problem that there is not
error?.code;
`;

const SETTINGS = {
  compilerOptions: {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true },
    ...{ module: 'nodenext', target: 'es2023', lib: ['ES2023'], types: ['node'] },
  },
  include: ['*.ts'],
};

describe('the typed client', () => {
  let site: Awaited<ReturnType<typeof startReviewSite>>;
  let project: string;
  let made: { code: number; stdout: string; stderr: string };
  const packageOf = (name: string) => path.join(project, 'node_modules', name);

  /** A portal's own project, which the client is installed into. */
  beforeAll(async () => {
    site = await startReviewSite({ challenges: 0, matches: 0 });
    project = await mkdtemp(path.join(tmpdir(), 'citymatch-client-'));
    await mkdir(path.join(project, 'node_modules'));
    for (const name of ['@types', 'openapi-fetch', 'undici-types']) {
      await symlink(path.join(ROOT, 'node_modules', name), packageOf(name));
    }
    await writeFile(path.join(project, 'package.json'), '{ "type": "module" }');
    await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify(SETTINGS));
    made = await makeClient('--url', site.address, '--out', packageOf('citymatch-client'));
    await cp(path.join(packageOf('citymatch-client'), 'example.ts'), path.join(project, 'example.ts'));
  });
  afterAll(async () => {
    await site.stop();
    await rm(project, { recursive: true });
  });

  it('is made of what the server says of itself, as a package that can be installed', async () => {
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--offline'], {
      cwd: packageOf('citymatch-client'),
    });
    const [packed] = z
      .array(z.object({ name: z.string(), files: z.array(z.object({ path: z.string() })) }))
      .parse(JSON.parse(stdout));
    expect(packed?.name).toBe('citymatch-client');
    expect(packed?.files.map((file) => file.path).sort()).toEqual([
      'README.md',
      'example.ts',
      'index.d.ts',
      'index.js',
      'openapi.d.ts',
      'package.json',
    ]);
  });

  it('compiles in its example, refuses what the API does not take, and no longer fits another API', async () => {
    const text = await (await fetch(`${site.address}/openapi.json`)).text();
    // An API that calls two things by other names: a field of a request, and one of an answer.
    const other = text.replaceAll('"statement"', '"words"').replaceAll('"answerDueAt"', '"dueAt"');
    expect(other).not.toBe(text);
    const { info, ...rest } = documentSchema.parse(JSON.parse(other));
    // The compiler takes two packages of one name and version for the same.
    await writeClient({ ...rest, info: { ...info, version: '9.0.0' } }, packageOf('other-client'));
    const example = await readFile(path.join(project, 'example.ts'), 'utf8');
    await writeFile(path.join(project, 'other.ts'), example.replace("'citymatch-client'", "'other-client'"));
    await writeFile(path.join(project, 'wrong.ts'), WRONG);
    const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = await outcomeOf(
      run(process.execPath, [compiler, '--pretty', 'false'], { cwd: project }),
    );
    const faults = stdout.split('\n').filter((line) => /^\S+\(\d+,\d+\): error/.test(line));
    expect(faults.filter((line) => !line.startsWith('other.ts'))).toEqual([]);
    expect(faults.join('\n')).toContain("'statement' does not exist");
    expect(faults.join('\n')).toContain("'answerDueAt' does not exist");
  });

  it('searches, matches with reasons, submits a challenge, reads it by its token, and tells of each wrong field', async () => {
    const tsx = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');
    const { code, stdout, stderr } = await outcomeOf(
      run(process.execPath, [tsx, 'example.ts', site.address], { cwd: project }),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[1-9]\d* case studies on floods, such as \S/);
    expect(stdout).toMatch(/These fit:\n- .+ \((high|medium)\)\n {4}why: /);
    expect(stdout).toMatch(/Floods in the old town: received, answered by \d{4}-\d\d-\d\d at the latest/);
    expect(stdout).toContain(
      '400 The request is not valid\n- statement must say in words what the challenge is',
    );
    expect(stdout).toContain('- city.population must be');
  });

  it('takes the calls of the secretariat with --all, and is made anew in its own folder only', async () => {
    const folder = packageOf('citymatch-client');
    const types = path.join(folder, 'openapi.d.ts');
    expect(await readFile(types, 'utf8')).not.toContain('"/v1/people"');
    expect(await makeClient('--url', `${site.address}/`, '--out', folder, '--all')).toMatchObject({
      code: 0,
    });
    expect(await readFile(types, 'utf8')).toContain('"/v1/people"');
    const before = await readdir(project);
    const refused = await makeClient('--url', site.address, '--out', project);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('holds something else') });
    expect(await readdir(project)).toEqual(before);
  });

  it.each([
    ['no folder', [], 2, '--out: must name a folder'],
    ['no server', ['--url', 'http://127.0.0.1:9', '--out', 'x'], 1, 'No server answers at'],
    ['something else', ['--url', 'SITE/v1', '--out', 'x'], 1, '(status 404)'],
  ])('says what is wrong where there is %s', async (_what, given, code, said) => {
    const done = await makeClient(...given.map((one) => one.replace('SITE', site.address)));
    expect(done).toMatchObject({ code, stderr: expect.stringContaining(said) });
  });
});

describe('answered', () => {
  it('throws what stands between client and server as a problem too, and says when to come back', async () => {
    const { answered, CityMatchError } = z
      .object({
        answered: z.custom<(asking: Promise<unknown>) => Promise<unknown>>(),
        CityMatchError: z.custom<new () => Error>(),
      })
      .parse(await import(new URL('../../scripts/client/package/index.js', import.meta.url).href));
    const response = new Response('', {
      status: 502,
      statusText: 'Bad Gateway',
      headers: { 'retry-after': '7' },
    });
    const error = await answered(Promise.resolve({ error: '<h1>nginx</h1>', response })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CityMatchError);
    expect(error).toMatchObject({
      problem: { type: 'about:blank', status: 502, title: 'Bad Gateway', detail: '<h1>nginx</h1>' },
      retryAfterSeconds: 7,
    });
  });
});
