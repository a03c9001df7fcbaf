import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../errors.js';

/** How often the owner touches its lock, and how old a lock of another machine must be to count as left behind. */
const BEAT_MS = 2_000;
const FOREIGN_STALE_MS = 8_000;
const ATTEMPTS = 5;
/** How long a lock that was taken over must stand before it counts. */
const SETTLE_MS = 250;

const ownerSchema = z.object({
  pid: z.int().positive(),
  /** Start of that process in the kernel's ticks; tells it from a later process with the same id. */
  started: z.string().nullable(),
  host: z.string(),
  token: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

export interface FolderLock {
  /** Gives the folder free; a second call does nothing. */
  release(): Promise<void>;
}

/**
 * Takes the folder for this process alone: PGlite itself lets two processes write, and so ruin, one database.
 * A lock whose process is dead (`kill -9`) is taken over at once. A lock of another host, such as a container
 * that was replaced, is taken over when its owner has not touched it for 8 s; waiting for that is part of the call.
 * @throws AppError `misconfigured` when another process, or this one, holds the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'lock');
  const mine: Owner = {
    pid: process.pid,
    started: (await looksOf(process.pid)).started,
    host: hostname(),
    token: randomUUID(),
  };
  const draft = join(folder, `lock.${mine.token}`);
  await writeFile(draft, JSON.stringify(mine), { flush: true });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await linked(draft, file)) {
        // Who saw the same dead owner may still take our lock for that one's, and put it aside for a moment.
        if (attempt > 0) await pause(SETTLE_MS);
        if ((await tokenIn(file)) === mine.token) return held(file, mine.token);
      }
      await clearStale(file, folder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new AppError('misconfigured', `DATA_DIR is wanted by several processes at once: ${folder}`);
}

/** The process that holds the folder, and on which machine where that is another one; undefined where nobody does. */
export async function lockOwner(folder: string): Promise<{ pid: number; host: string } | undefined> {
  const file = join(folder, 'lock');
  const owner = await readOwner(file);
  if (typeof owner === 'string' || !(await isAlive(owner, file))) return undefined;
  return { pid: owner.pid, host: owner.host === hostname() ? '' : ` on ${owner.host}` };
}

/** Hard links are made in one step, content and all, or not at all. */
async function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
}

/** Removes the lock when nobody stands behind it, else throws. */
async function clearStale(file: string, folder: string): Promise<void> {
  const owner = await readOwner(file);
  if (owner === 'none') return;
  if (owner !== 'unreadable' && (await isAlive(owner, file))) {
    const where = owner.host === hostname() ? '' : ` on ${owner.host}`;
    throw new AppError('misconfigured', `DATA_DIR is in use by process ${owner.pid}${where}: ${folder}`);
  }
  const seen = owner === 'unreadable' ? undefined : owner.token;
  const aside = join(folder, `lock.stale.${randomUUID()}`);
  await rename(file, aside).catch(ignoreMissing);
  // Another process may have taken over between our reading and our renaming: then this lock is its own.
  if ((await tokenIn(aside)) !== seen) await linked(aside, file).catch(ignoreMissing);
  await rm(aside, { force: true });
}

async function isAlive(owner: Owner, file: string): Promise<boolean> {
  if (owner.host !== hostname()) return beats(file);
  if (!exists(owner.pid)) return false;
  const { started, dead } = await looksOf(owner.pid);
  if (dead) return false;
  return started === null || owner.started === null || started === owner.started;
}

/** Whether the owner on another host still touches its lock; waits until that is certain. */
async function beats(file: string): Promise<boolean> {
  const first = await touchedAt(file);
  if (first === undefined) return false;
  const until = Date.now() + FOREIGN_STALE_MS;
  while (Date.now() < until) {
    await pause(BEAT_MS / 4);
    const now = await touchedAt(file);
    if (now !== first) return now !== undefined;
  }
  return false;
}

function held(file: string, token: string): FolderLock {
  const beat = setInterval(() => {
    const now = new Date();
    // A missed beat is no error: the next one follows.
    utimes(file, now, now).catch(() => {});
  }, BEAT_MS);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      if ((await tokenIn(file)) === token) await rm(file, { force: true });
    },
  };
}

async function readOwner(file: string): Promise<Owner | 'none' | 'unreadable'> {
  try {
    const owner = ownerSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return owner.success ? owner.data : 'unreadable';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'none';
    if (error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
}

async function tokenIn(file: string): Promise<string | undefined> {
  const owner = await readOwner(file);
  return typeof owner === 'string' ? undefined : owner.token;
}

async function touchedAt(file: string): Promise<number | undefined> {
  return stat(file).then(({ mtimeMs }) => mtimeMs, ignoreMissing);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Fields 3 and 22 of /proc/PID/stat (proc(5)), where there is one: a zombie is dead though its id is taken.
 * The name before them may hold spaces and brackets.
 */
async function looksOf(pid: number): Promise<{ started: string | null; dead: boolean }> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { started: fields[19] ?? null, dead: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return { started: null, dead: false };
  }
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
