import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../errors.js';

const PARTIAL = '.partial-';
const STALE_AFTER_MS = 60 * 60_000;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** @throws AppError `unavailable` that names the file when its content is not what was pinned. */
export function checkSum(bytes: Uint8Array, expected: string, name: string): void {
  const found = sha256(bytes);
  if (found === expected) return;
  throw new AppError(
    'unavailable',
    `${name} is not the file that was expected: its SHA-256 is ${found}, not ${expected}`,
  );
}

/** Writes a file down to the disk, and the folders above it. */
export async function writeDurably(file: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder whole or not at all: `fill` writes into a folder beside `target`, which takes its place at the
 * end by renaming. Whatever an earlier process left half-made is removed when it is an hour old.
 */
export async function fillFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  await removeStale(parent);
  const partial = await mkdtemp(path.join(parent, `${PARTIAL}${path.basename(target)}-`));
  try {
    await fill(partial);
    // A temporary folder is its owner's alone; the model is for whoever may read DATA_DIR.
    await chmod(partial, 0o755);
    const old = await mkdtemp(path.join(parent, PARTIAL));
    await rename(target, path.join(old, 'replaced')).catch(() => undefined);
    await rename(partial, target);
    await rm(old, { recursive: true, force: true });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function removeStale(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PARTIAL)) continue;
    const folder = path.join(parent, name);
    const found = await stat(folder).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > STALE_AFTER_MS)
      await rm(folder, { recursive: true, force: true });
  }
}
