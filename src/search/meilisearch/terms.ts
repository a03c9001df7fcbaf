import { createHash } from 'node:crypto';

/** What Meilisearch keeps as it is, in filters and in texts: it folds, trims or cuts everything else in its own way. */
const PLAIN = /^(?!z[yz])[a-z0-9]{1,64}$/;
/** Longest coded word in hexadecimal digits; longer ones are told by a hash, and cannot be read back. */
const MOST_DIGITS = 200;

/**
 * A folded word or stem as one token that Meilisearch neither changes nor cuts: ASCII letters and digits stay, others
 * become `zz` and their UTF-8 bytes in hexadecimal.
 */
export function encodeTerm(term: string): string {
  if (PLAIN.test(term)) return term;
  const digits = Buffer.from(term).toString('hex');
  return digits.length <= MOST_DIGITS
    ? `zz${digits}`
    : `zy${createHash('sha256').update(term).digest('hex')}`;
}

/** The word of a code; undefined where it was too long to be read back. */
export function decodeTerm(code: string): string | undefined {
  if (code.startsWith('zy')) return undefined;
  return code.startsWith('zz') ? Buffer.from(code.slice(2), 'hex').toString() : code;
}
