import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../errors.js';

/** Nobody else may read a backup, nor the folder that is made for it. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const DRAFT = /^\..+\.[0-9a-f-]{36}\.draft(\.raw)?$/;
/** A draft that nobody has written to for so long was left by a process that was killed. */
const STALE_MS = 3_600_000;

/** Where backups go that nobody names a place for. */
function backupFolder(dataDir: string): string {
  return join(resolve(dataDir), 'backups');
}

/** Where `npm run backup` and a running server leave each other word. */
export function backupRequestFolder(dataDir: string): string {
  return join(resolve(dataDir), 'backup-requests');
}

/**
 * The file that a backup goes to, in a folder that is there.
 * @param wanted A file, or a folder for a file that is named after the time.
 * @throws AppError `conflict` when there is such a file already; `bad-request` when there can be none.
 */
export async function backupFile(wanted: string | undefined, dataDir: string, now: Date): Promise<string> {
  const time = now.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  const name = `citymatch-${time}.tar.gz`;
  const isFolder = wanted !== undefined && (await stat(wanted).catch(() => undefined))?.isDirectory();
  const file = resolve(
    wanted === undefined ? join(backupFolder(dataDir), name) : isFolder ? join(wanted, name) : wanted,
  );
  await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE }).catch((cause: unknown) => {
    throw new AppError('bad-request', `${dirname(file)} cannot be made`, { cause });
  });
  if (await stat(file).catch(() => undefined)) throw taken(file);
  return file;
}

/** A file beside the target, to be written first; what killed processes left there is removed. */
export async function draftFor(target: string): Promise<string> {
  const folder = dirname(target);
  for (const name of await readdir(folder)) {
    if (!DRAFT.test(name)) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(join(folder, name), { force: true });
  }
  return join(folder, `.${basename(target)}.${randomUUID()}.draft`);
}

/**
 * Gives a whole file its name, in one step, for good; the draft is gone then.
 * @throws AppError `conflict` when there is such a file already.
 */
export async function publish(draft: string, target: string): Promise<void> {
  try {
    await linkOrCopy(draft, target);
    await sync(dirname(target));
  } finally {
    await rm(draft, { force: true });
  }
}

/** A hard link never takes the place of another file; where none can be made, as to another disk, a copy is first. */
async function linkOrCopy(draft: string, target: string): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') throw taken(target);
    if (code !== 'EXDEV') throw error;
    const near = await draftFor(target);
    try {
      await copyFile(draft, near, constants.COPYFILE_EXCL);
      await chmod(near, FILE_MODE);
      await sync(near);
      await linkOrCopy(near, target);
    } finally {
      await rm(near, { force: true });
    }
  }
}

/** Waits until a file, or the names in a folder, would last through a power cut. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const taken = (file: string) => new AppError('conflict', `${file} is there already: it is never overwritten`);
