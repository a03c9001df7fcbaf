/** A word of a text: folded form, and [start, end) offsets into the original in UTF-16 units. */
export interface Token {
  term: string;
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;
/** Scripts written without spaces, which need a dictionary to be cut into words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** French and Italian elisions: l'eau, d'abord, qu'il, dell'acqua. */
const ELISION = /^(?:l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|dell|nell|all|dall|sull)['’](?=\p{L})/u;
const POSSESSIVE = /['’](?:s|re|ve|ll|d|m|t)?$/u;
const PLAIN = /^[a-z0-9]+$/;
/** Latin letters whose mark is part of them. */
const UNMARKED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
};
const unspacedWords = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * Cuts a text into words (Unicode letters and digits), lower-cased, in compatibility form (NFKC), Latin
 * letters without their marks. Elisions and possessives are cut off; offsets name what is left.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    if (UNSPACED.test(match[0])) tokens.push(...cutUnspaced(match[0], match.index));
    else tokens.push(...cutWord(match[0], match.index));
  }
  return tokens;
}

function cutWord(raw: string, at: number): Token[] {
  const plain = raw.toLowerCase();
  // Most words are plain, and this is most of the work of indexing.
  if (PLAIN.test(plain)) return [{ term: plain, start: at, end: at + raw.length }];
  const elision = ELISION.exec(plain)?.[0].length ?? 0;
  const rest = raw.slice(elision);
  const word = rest.slice(0, rest.length - (POSSESSIVE.exec(rest.toLowerCase())?.[0].length ?? 0));
  const term = fold(word);
  return term === '' ? [] : [{ term, start: at + elision, end: at + elision + word.length }];
}

function cutUnspaced(raw: string, at: number): Token[] {
  return [...unspacedWords.segment(raw)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment, index }) => ({
      term: fold(segment),
      start: at + index,
      end: at + index + segment.length,
    }))
    .filter(({ term }) => term !== '');
}

/** Lower case, NFKC, Latin letters without diacritics, no apostrophes. */
export function fold(word: string): string {
  const plain = word.normalize('NFKC').toLowerCase().replace(/['’]/g, '');
  if (PLAIN.test(plain)) return plain;
  return (
    plain
      .normalize('NFD')
      .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
      .normalize('NFC')
      .replace(/[ßıøłđæœ]/g, (letter) => UNMARKED[letter] ?? letter)
      // What NFKC takes apart may hold more than letters: ½ becomes 1⁄2.
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
  );
}
