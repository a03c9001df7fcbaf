import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.js';
import { lockOwner } from '../db/lock.js';
import { type Finding, type Findings, ok, warn, wrong } from './finding.js';

const GIB = 1024 ** 3;
/** Less than this much room is told of; less than a tenth of it is not enough. */
const ROOM = GIB;

/** DATA_DIR, which is looked at and not made; and the database in it, where it is used. */
export async function* folderFindings({ dataDir, databaseUrl }: Config): Findings {
  const folder = resolve(dataDir);
  const there = await nearest(folder);
  if (!(await stat(there)).isDirectory()) {
    yield wrong('DATA_DIR', `${there} is a file`, 'Set DATA_DIR to a folder');
    return;
  }
  const writable = await access(there, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable) {
    yield wrong(
      'DATA_DIR',
      `${there} may not be written to by this user`,
      'Give it to this user, or set DATA_DIR to another folder',
    );
    return;
  }
  yield ok('DATA_DIR', there === folder ? folder : `${folder} will be made at the first start`);
  yield await room(there);
  if (databaseUrl === undefined) yield await pglite(folder);
}

async function nearest(folder: string): Promise<string> {
  const there = await stat(folder).catch(() => undefined);
  return there !== undefined || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

async function room(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const what = `${(free / GIB).toFixed(1)} GiB free`;
  if (free >= ROOM) return ok('disk', what);
  const remedy =
    'Make room on the disk of DATA_DIR: the model and the index take some, and a full disk stops writing';
  return free < ROOM / 10 ? wrong('disk', what, remedy) : warn('disk', what, remedy);
}

/** Only one process may open it, so it is not opened to be looked at. */
async function pglite(folder: string): Promise<Finding> {
  const owner = await lockOwner(folder);
  if (owner !== undefined)
    return ok('database', `PGlite in ${join(folder, 'db')}, in use by process ${owner.pid}${owner.host}`);
  const made = await stat(join(folder, 'db')).catch(() => undefined);
  return ok(
    'database',
    made ? `PGlite in ${join(folder, 'db')}; no server runs` : 'PGlite, made at the first start',
  );
}
