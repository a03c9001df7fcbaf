import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '../errors.js';
import { fold } from './tokenize.js';

/** A word that many use. */
export interface CommonWord {
  /** With its accents; absent where it has none. */
  written?: string;
  /** Its Zipf frequency: log10 of how often it stands in a thousand million words. */
  zipf: number;
}

const CODE = /^[a-z]{2,3}$/;
const PLAIN = /^[a-z]+$/;
const FOLDER = new URL('../../seeds/words/', import.meta.url);

/**
 * The words of `seeds/words/<language>.tsv` (made by `scripts/words.ts`) by their folded form, the commonest first;
 * none for a language without a file.
 * @param language ISO 639 code.
 * @throws AppError `misconfigured`, naming file and line, for a line that is none.
 */
export function readCommonWords(language: string, folder: URL = FOLDER): Map<string, CommonWord> {
  const words = new Map<string, CommonWord>();
  const file = new URL(`${language}.tsv`, folder);
  if (!CODE.test(language) || !existsSync(file)) return words;
  for (const [at, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [figure = '', row] = line.split('\t');
    const zipf = Number(figure);
    if (row === undefined || figure === '' || Number.isNaN(zipf))
      throw new AppError(
        'misconfigured',
        `${file.pathname}, line ${at + 1}: must be a frequency, a tab and words with spaces between`,
      );
    // Most words of a line are the same to us: thousands of objects less.
    const plain = { zipf };
    for (const written of row.split(' ')) {
      const word = PLAIN.test(written) ? written : fold(written);
      if (!words.has(word)) words.set(word, word === written ? plain : { written, zipf });
    }
  }
  return words;
}
