/**
 * Runs a TypeScript program of this repository: `node scripts/run.mjs src/server.ts [arguments]`.
 *
 * Its modules are joined into one file, so that a start need not load and translate hundreds. The file is kept under node_modules/.cache and made again when a source is another one. Where it cannot be
 * written, the sources are translated as they are loaded.
 *
 * `node scripts/run.mjs --build PROGRAM...` makes the files of these programs and runs none, for an image.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/citymatch');
/** Any folder within: source maps tell of sources from as deep as the files will lie. */
const FOLDER = join(CACHE, 'program');
/** What the joined file depends on besides its sources. */
const ALWAYS = ['scripts/run.mjs', 'package-lock.json', 'tsconfig.json'];
/** Threads that a program starts from a file of its own. */
const THREADS = ['src/embedding/bundled-worker.ts', 'src/embedding/transformers-worker.ts'];
const THREAD = /new URL\('\.\/((?:bundled|transformers)-worker)\.ts', import\.meta\.url\)/g;
/** Older joined files are of no running program. */
const OLD_MS = 7 * 24 * 3_600_000;
const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS']);
const keptSchema = z.object({ root: z.string(), file: z.string(), inputs: z.record(z.string(), z.string()) });

/** @param {string | Buffer} content */
const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 16);

/** @param {string} path From the root. */
function hashOfFile(path) {
  try {
    return hashOf(readFileSync(join(ROOT, path)));
  } catch {
    return 'none';
  }
}

/**
 * The joined file of a program as it is now; undefined where there is none.
 * @param {string} name
 */
function findJoined(name) {
  try {
    const { root, file, inputs } = keptSchema.parse(
      JSON.parse(readFileSync(join(CACHE, `${name}.json`), 'utf8')),
    );
    const fresh = root === ROOT && Object.entries(inputs).every(([path, hash]) => hashOfFile(path) === hash);
    return fresh && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A source finds its neighbours from where it was written, but threads beside the joined file.
 * @type {import('esbuild').Plugin}
 */
const addresses = {
  name: 'addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const contents = text
        .replace(THREAD, (_, thread) => `new URL('./${thread}.mjs', import.meta.own)`)
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.own', 'import.meta.url');
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

/**
 * Joins a program's modules.
 * @param {string} entry
 * @param {string} name
 * @returns the file.
 */
async function joinModules(entry, name) {
  const { build, stop } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...new Set([entry, ...THREADS])].map((one) => ({
      in: one,
      out: one === entry ? 'program' : one.replace(/^.*\/|\.ts$/g, ''),
    })),
    ...{ bundle: true, packages: 'external', splitting: true, write: false, metafile: true },
    ...{ platform: 'node', format: 'esm', target: 'node20', sourcemap: 'linked', logLevel: 'warning' },
    ...{ outdir: FOLDER, outExtension: { '.js': '.mjs' }, plugins: [addresses] },
  });
  await stop();
  const inputs = Object.fromEntries(
    [...ALWAYS, ...Object.keys(metafile.inputs)].map((path) => [path, hashOfFile(path)]),
  );
  const kept = join(CACHE, `${name}-${hashOf(JSON.stringify([ROOT, inputs]))}`);
  const made = `${kept}.${process.pid}`;
  mkdirSync(made, { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(join(made, relative(FOLDER, path)), contents);
  // Several that start at once make the same; none sees half of it.
  try {
    renameSync(made, kept);
  } catch {
    rmSync(made, { recursive: true });
  }
  const file = join(kept, 'program.mjs');
  const list = join(CACHE, `${name}.json`);
  writeFileSync(`${list}.${process.pid}`, JSON.stringify({ root: ROOT, file, inputs }));
  renameSync(`${list}.${process.pid}`, list);
  for (const other of readdirSync(CACHE).map((one) => join(CACHE, one))) {
    if (Date.now() - statSync(other).mtimeMs > OLD_MS) rmSync(other, { recursive: true, force: true });
  }
  return file;
}

/** @param {string} program */
async function joined(program) {
  const entry = relative(ROOT, resolve(program));
  const name = entry.replace(/\.tsx?$/, '').replaceAll(/[\\/]/g, '-');
  return findJoined(name) ?? joinModules(entry, name);
}

/**
 * @param {string} program
 * @returns what to import.
 */
async function prepare(program) {
  // As if it had been started by its own name.
  process.argv.splice(1, 2, resolve(program));
  try {
    const file = await joined(program);
    process.setSourceMapsEnabled(true);
    return pathToFileURL(file).href;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && UNWRITABLE.has(String(error.code)))) throw error;
    const { register } = await import('tsx/esm/api');
    register();
    return pathToFileURL(resolve(program)).href;
  }
}

const [first, ...programs] = process.argv.slice(2);
if (first === '--build') for (const program of programs) await joined(program);
else if (first !== undefined) await import(await prepare(first));
