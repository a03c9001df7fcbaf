import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgres } from '../../scripts/stack/postgres.js';

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
  /** Holds it and its sessions still, as a machine that hangs would, or lets it go on. */
  freeze(): void;
  thaw(): void;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/** Starts the machine's own PostgreSQL, in a temporary folder and on a free port. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'citymatch-postgres-'));
  const part = await createPostgres({ folder, fsync: false });
  await part.start();
  const { url, kill, start, freeze, thaw } = part;
  return {
    url,
    kill,
    start,
    freeze,
    thaw,
    createDatabase: () => part.createDatabase(`test_${randomBytes(6).toString('hex')}`),
    async stop() {
      await part.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
