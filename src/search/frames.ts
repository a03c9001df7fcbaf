import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';

const HASH = 'sha256';
const HASH_BYTES = 32;
const LENGTH_BYTES = 4;

/** One part of a file: its length (32 bits, little-endian), then its bytes. */
export type Frame = Buffer;

export function jsonFrame(value: unknown): Frame {
  return bytesFrame([Buffer.from(JSON.stringify(value))]);
}

export function bytesFrame(parts: readonly Buffer[]): Frame {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(parts.reduce((sum, part) => sum + part.length, 0));
  return Buffer.concat([length, ...parts]);
}

/**
 * Writes frames and, after them, their checksum. The file appears by a rename once it is whole on the disk, so
 * that a killed write leaves the old one. One writer at a time.
 */
export async function writeFrames(path: string, frames: Iterable<Frame>): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w');
  try {
    const hash = createHash(HASH);
    for (const bytes of frames) {
      hash.update(bytes);
      await file.appendFile(bytes);
    }
    await file.appendFile(hash.digest());
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** Reads the frames of a file one after another. */
export class FrameReader {
  readonly #bytes: Buffer;
  #at = 0;

  /** @throws Error when the checksum is wrong: the file is damaged, cut off, or none of ours. */
  constructor(file: Buffer) {
    const end = Math.max(0, file.length - HASH_BYTES);
    this.#bytes = file.subarray(0, end);
    const digest = createHash(HASH).update(this.#bytes).digest();
    if (!digest.equals(file.subarray(end))) throw new Error('its checksum is wrong');
  }

  bytes(): Buffer {
    const from = this.#at + LENGTH_BYTES;
    this.#at = from + this.#bytes.readUInt32LE(this.#at);
    return this.#bytes.subarray(from, this.#at);
  }

  /** Whatever JSON the frame holds; what it is, the checksum and the file's format vouch for. */
  json(): unknown {
    return JSON.parse(this.bytes().toString('utf8'));
  }
}
