/** Longest line that is read, in bytes. */
export const MAX_LINE_BYTES = 1024 * 1024;

/** A line that is not blank, or why it cannot be read; numbered from 1, blank lines included. */
export type Line = { number: number } & ({ text: string } | { problem: string });

const LINE_FEED = 0x0a;

/**
 * Cuts bytes into lines in bounded memory: of a line that is too long nothing is kept. Takes LF and CRLF, and
 * drops a byte order mark and blank lines.
 */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (bytes: Uint8Array) => {
    length += bytes.length;
    if (length > MAX_LINE_BYTES) parts = [];
    else if (bytes.length > 0) parts.push(bytes);
  };
  const end = (): Line | undefined => {
    number++;
    const line = lineOf(number, Buffer.concat(parts), length);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      take(chunk.subarray(from, at));
      const line = end();
      if (line) yield line;
      from = at + 1;
    }
    take(chunk.subarray(from));
  }
  const last = length > 0 ? end() : undefined;
  if (last) yield last;
}

function lineOf(number: number, bytes: Uint8Array, length: number): Line | undefined {
  if (length > MAX_LINE_BYTES) return { number, problem: 'is longer than 1 MiB' };
  try {
    // A byte order mark is no part of the text: the decoder drops it.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
    return text === '' ? undefined : { number, text };
  } catch {
    return { number, problem: 'is not UTF-8 text' };
  }
}
