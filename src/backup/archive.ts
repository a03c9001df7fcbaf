import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { AppError } from '../errors.js';

/** The file holds secrets and personal data: nobody else may read it. */
const MODE = 0o600;
/** More than a part ever has: PostgreSQL holds no row larger than this. */
const MOST_BYTES = 2 ** 30;

/** A file of an archive. */
export interface ArchiveFile {
  name: string;
  bytes: Buffer;
}

export interface ArchiveWriter {
  add(file: ArchiveFile): Promise<void>;
  /** Resolves when all of it is on the disk. */
  close(): Promise<void>;
  /** Gives it up; what is written so far is the caller's to remove. */
  abort(): Promise<void>;
}

/** Begins a tar archive in a new file, gzipped or not. */
export function createArchive(path: string, { gzipped }: { gzipped: boolean }): ArchiveWriter {
  const tar = pack();
  const bytes = async function* () {
    yield* tar;
  };
  const file = createWriteStream(path, { flags: 'wx', mode: MODE, flush: true });
  const written = gzipped ? pipeline(bytes, createGzip(), file) : pipeline(bytes, file);
  // Said by `add` and `close`; until then nobody may be listening.
  const failed = written.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  return {
    async add({ name, bytes: content }) {
      const entry = tar.entry({ name, size: content.length, mode: MODE });
      const taken = new Promise<void>((resolve, reject) => {
        entry.once('finish', resolve);
        entry.once('error', reject);
      });
      entry.end(content);
      await Promise.race([taken, failed]);
    },
    async close() {
      tar.finalize();
      await written;
    },
    async abort() {
      tar.destroy(new Error('The archive was given up'));
      await written.catch(() => {});
    },
  };
}

/** Gzips a file into a new one. */
export async function gzipFile(from: string, to: string): Promise<void> {
  await pipeline(
    createReadStream(from),
    createGzip(),
    createWriteStream(to, { flags: 'wx', mode: MODE, flush: true }),
  );
}

/**
 * Reads the files of a gzipped archive, one after another.
 * @throws AppError `bad-request` when it is no such archive, cut off or damaged; `not-found` when it is not there.
 */
export async function* readArchive(path: string): AsyncGenerator<ArchiveFile> {
  const tar = extract();
  const file = createReadStream(path);
  const gunzip = createGunzip();
  const fail = (error: Error) => tar.destroy(error);
  file.on('error', fail);
  gunzip.on('error', fail);
  file.pipe(gunzip).pipe(tar);
  let read = 0;
  try {
    for await (const entry of tar) {
      if ((entry.header.size ?? 0) > MOST_BYTES) throw new Error('a part is too large');
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
      read += 1;
      yield { name: entry.header.name, bytes: Buffer.concat(chunks) };
    }
  } catch (error) {
    throw explained(error, read);
  } finally {
    file.destroy();
    gunzip.destroy();
    tar.destroy();
  }
}

function explained(error: unknown, read: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof AppError) return error;
  if (code === 'ENOENT') return new AppError('not-found', 'There is no such file', { cause: error });
  if (code === 'EISDIR') return new AppError('bad-request', 'It is a folder', { cause: error });
  if (code === 'EACCES') return new AppError('bad-request', 'It may not be read', { cause: error });
  if (code === 'Z_BUF_ERROR') return new AppError('bad-request', 'It is cut off', { cause: error });
  // Gzip tells a wrong beginning (RFC 1952, 2.3.1) from what is wrong later on.
  const later = code === 'Z_DATA_ERROR' && !/incorrect header/.test(String(error));
  const why = read > 0 || later ? 'It is damaged' : 'It is no backup of CityMatch';
  return new AppError('bad-request', why, { cause: error });
}
