import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { environmentWith } from '../../src/config.js';
import { AppError } from '../../src/errors.js';
import { freePort } from './free-port.js';
import { createPart, type Part } from './part.js';

const run = promisify(execFile);

/** A PostgreSQL server. */
export interface PostgresPart extends Part {
  /** Address of a database of this name, there or not. */
  url(database: string, user?: string): string;
  /** Makes an empty database unless it is there; gives its address. */
  createDatabase(name: string): Promise<string>;
}

/**
 * The machine's own PostgreSQL with its files in `folder`, which are made unless they are there; not started yet.
 * It trusts everybody who reaches it, and listens on this machine alone.
 * @param options.fsync Whether commits survive a power cut; without, it is faster. A crash of it alone they survive.
 * @throws AppError `misconfigured` where there is no PostgreSQL.
 */
export async function createPostgres(options: {
  folder: string;
  fsync: boolean;
  port?: number | undefined;
  logFile?: string | undefined;
}): Promise<PostgresPart> {
  const { folder, fsync, logFile } = options;
  const port = options.port ?? (await freePort());
  const bin = findBinaries();
  const user = process.getuid?.() === 0 ? await userPostgres() : {};
  await mkdir(folder, { recursive: true });
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) {
    const choices = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
    await run(join(bin, 'initdb'), choices, { ...user, cwd: folder });
  }
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: fsync ? 'on' : 'off',
  };
  const url = (database: string, name = 'postgres') => `postgres://${name}@127.0.0.1:${port}/${database}`;
  const ask = async <T>(work: (client: postgres.Sql) => Promise<T>): Promise<T> => {
    const client = postgres(url('postgres'), { max: 1, connect_timeout: 2, onnotice: () => undefined });
    try {
      return await work(client);
    } finally {
      await client.end({ timeout: 1 });
    }
  };
  const part = createPart({
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: folder,
    user,
    logFile,
    answers: () => ask(async (client) => (await client`select 1`).length === 1),
    // "Fast shutdown" (PostgreSQL manual, 19.5): connections are closed.
    stopSignal: 'SIGINT',
  });
  return {
    ...part,
    url,
    async createDatabase(name) {
      await ask(async (client) => {
        const there = await client`select 1 from pg_database where datname = ${name}`;
        if (there.length === 0) await client`create database ${client(name)}`;
      });
      return url(name);
    },
  };
}

function findBinaries(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(environmentWith({}).PATH ?? '').split(delimiter),
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined)
    throw new AppError('misconfigured', 'PostgreSQL is missing: apt-get install postgresql');
  return found;
}

/** PostgreSQL refuses to run as root: Debian's package makes a user for it. */
async function userPostgres(): Promise<{ uid?: number; gid?: number }> {
  const id = async (option: string) => Number((await run('id', [option, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
