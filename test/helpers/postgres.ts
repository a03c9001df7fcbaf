import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { freePort } from './free-port.js';

const run = promisify(execFile);
const START_MS = 30_000;

/** A PostgreSQL server of this test alone. */
export interface TestPostgres {
  /** Makes an empty database, and gives its address. */
  createDatabase(): Promise<string>;
  /** Address of a database of this name, there or not. */
  url(database: string, user?: string): string;
  /** Ends it as a crash would: nothing is written in good order. */
  kill(): Promise<void>;
  /** Starts it again on the same port and files. */
  start(): Promise<void>;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/** Starts the machine's own PostgreSQL, in a temporary folder and on a free port. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = findBinaries();
  const owner = process.getuid?.() === 0 ? await userPostgres() : {};
  const folder = await mkdtemp(join(tmpdir(), 'citymatch-postgres-'));
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...owner,
    cwd: folder,
  });
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off' };
  let server: ChildProcess;
  const start = async () => {
    server = spawn(
      join(bin, 'postgres'),
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...owner, cwd: folder, stdio: 'ignore' },
    );
    await waitUntilReady(url('postgres'), server);
  };
  const end = async (signal: 'SIGINT' | 'SIGQUIT') => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.signalCode === null && server.kill(signal)) await ended;
  };
  const url = (database: string, user = 'postgres') => `postgres://${user}@127.0.0.1:${port}/${database}`;
  await start();
  return {
    url,
    start,
    // "Immediate shutdown" (PostgreSQL manual, 19.5): as after a crash, what was committed is there again.
    kill: () => end('SIGQUIT'),
    async createDatabase() {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const admin = postgres(url('postgres'), { max: 1 });
      await admin.unsafe(`create database ${name}`);
      await admin.end();
      return url(name);
    },
    async stop() {
      // "Fast shutdown": connections are closed.
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error('This test needs PostgreSQL: apt-get install postgresql');
  return found;
}

/** PostgreSQL refuses to run as root: Debian's package makes a user for it. */
async function userPostgres(): Promise<{ uid?: number; gid?: number }> {
  const id = async (option: string) => Number((await run('id', [option, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; await pause(50)) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}`);
    const client = postgres(url, { max: 1, connect_timeout: 2 });
    const ready = await client`select 1`.then(
      () => true,
      () => false,
    );
    await client.end();
    if (ready) return;
  }
  throw new Error(`PostgreSQL was not ready within ${START_MS} ms`);
}
