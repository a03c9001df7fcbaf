/**
 * `node scripts/run.mjs scripts/complete-lock.ts [--check]`: adds to package-lock.json the optional packages of other platforms
 * that npm leaves out when it cannot see them (npm/cli#4828), so that `npm ci` works from a clean clone on every
 * platform. With `--check` it changes nothing, and the exit code is 1 when one is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const FILE = new URL('../package-lock.json', import.meta.url);

const entrySchema = z.object({
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), entrySchema) });
/** For writing it back as it was: other schemas put the fields they know first. */
const untouchedSchema = z.record(z.string(), z.unknown());
type Packages = z.infer<typeof lockSchema>['packages'];

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const CPUS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** An optional package that another one names with an exact version, and that the lock lacks. */
interface Missing {
  name: string;
  version: string;
  dev: boolean;
}

function missingIn(packages: Packages): Missing[] {
  return Object.entries(packages).flatMap(([path, { dev = false, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, path, name))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/** Whether the package at `path` finds `name` as Node.js looks it up: beside it, then further out. */
function isLocked(packages: Packages, path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in packages) return true;
    if (at === '') return false;
  }
}

/** The lock's entry of a package whose name ends in its platform, such as `darwin-arm64` or `linux-x64-musl`. */
function describe({ name, version, dev }: Missing) {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.filter((one) => words.includes(one));
  const cpu = CPUS.filter((one) => words.includes(one));
  if (os.length !== 1 || cpu.length !== 1 || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`${name}@${version} does not tell its platform: run npm install where it can be had`);
  }
  const musl = words.some((word) => word.startsWith('musl'));
  const glibc = words.some((word) => word.startsWith('gnu')) && os[0] === 'linux';
  const libc = musl ? { libc: ['musl'] } : glibc ? { libc: ['glibc'] } : {};
  return { version, cpu, ...(dev && { dev }), ...libc, optional: true, os };
}

const json: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
const missing = missingIn(lockSchema.parse(json).packages);
const checking = process.argv.includes('--check');
if (missing.length > 0 && checking) process.exitCode = 1;
else if (missing.length > 0) {
  const lock = untouchedSchema.parse(json);
  const added = missing.map((one): [string, unknown] => [`node_modules/${one.name}`, describe(one)]);
  // npm's own order.
  const packages = [...Object.entries(untouchedSchema.parse(lock.packages)), ...added].sort(([a], [b]) =>
    a.localeCompare(b, 'en'),
  );
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
}
console.log(`${missing.length} packages of other platforms were missing from package-lock.json`);
