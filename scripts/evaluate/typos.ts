/** Letters that a word must have for its letters to count. */
const LONG = 6;
/** One in so many letters of the long words is changed. */
const EVERY = 10;
/** By how many letters the next draw begins elsewhere: no multiple of `EVERY`. */
const APART = 37;

/**
 * The text as someone in haste types it: every tenth letter of its long words is another letter of the text. The same
 * text always gets the same mistakes.
 * @param draw From 1 on: others change other letters.
 */
export function withTypos(text: string, draw = 1): string {
  const letters = [...new Set([...text.toLowerCase()].filter((one) => /\p{L}/u.test(one)))].sort();
  let count = (draw - 1) * APART;
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const own = [...word];
    if (own.length < LONG) return word;
    return own
      .map((letter) => {
        count += 1;
        if (count % EVERY !== 0 || letters.length < 2) return letter;
        const at = (count * 7 + letters.indexOf(letter.toLowerCase())) % letters.length;
        const other = letters[at] === letter.toLowerCase() ? letters[(at + 1) % letters.length] : letters[at];
        return other ?? letter;
      })
      .join('');
  });
}
