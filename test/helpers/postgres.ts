import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './server-process.js';
import { until } from './until.js';

const run = promisify(execFile);

/** A PostgreSQL server of this test's own, on a free port, with durable writes. */
export interface PostgresServer {
  /** Address of the database `citymatch`, owned by the user who asks. */
  url: string;
  /** Ends the server at once and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts the machine's PostgreSQL (Debian's `postgresql` package).
 * @throws Error that says what to install, when there is none.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = binaries();
  const folder = await mkdtemp(join(tmpdir(), 'citymatch-postgres-'));
  // The server refuses to run as root: Debian's package comes with a user for it.
  const as = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const options = { ...as, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } };
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'citymatch', '-A', 'trust', '-E', 'UTF8'], options);
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1'],
    {
      ...options,
      stdio: 'ignore',
    },
  );
  const ended = once(server, 'close');
  const connect = ['-h', '127.0.0.1', '-p', String(port), '-U', 'citymatch'];
  await until(() =>
    run(join(bin, 'pg_isready'), connect, options).then(
      () => true,
      () => false,
    ),
  );
  await run(join(bin, 'createdb'), [...connect, 'citymatch'], options);
  return {
    url: `postgres://citymatch@127.0.0.1:${port}/citymatch`,
    async stop() {
      // "Immediate" shutdown (PostgreSQL manual, 19.5): the files go away anyway.
      server.kill('SIGQUIT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The newest version's programs, which Debian keeps out of the PATH. */
function binaries(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = [
    ...versions.map((version) => join(root, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ].find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return found;
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}
