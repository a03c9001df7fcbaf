import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { AppError } from './errors.js';

/**
 * Makes sure that the data folder is there and can be written to.
 * @throws AppError `misconfigured`, naming DATA_DIR.
 */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    const reasons: Record<string, string> = {
      EEXIST: 'is a file',
      ENOTDIR: 'lies below a file',
      EACCES: 'may not be written to by this user',
      EROFS: 'is on a disk that cannot be written to',
      ENOSPC: 'is on a disk that is full',
    };
    const reason = reasons[code] ?? `cannot be used (${code})`;
    throw new AppError('misconfigured', `DATA_DIR: ${folder} ${reason}; set DATA_DIR to another folder`, {
      cause,
    });
  }
}
