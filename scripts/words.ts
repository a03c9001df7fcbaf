/**
 * Makes seeds/words/*.tsv: the common words of each language, which tell a typing mistake from a word. Run it with
 * `node scripts/run.mjs scripts/words.ts`; it needs Python's pip.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { unpack } from 'msgpackr';
import { z } from 'zod';
import { fileOfWheel } from './places/wheels.js';

const SOURCE = 'wordfreq==3.1.1';
/** Languages of the glossaries that the source has, with its larger list where there is one, and their scripts. */
const LISTS = {
  en: ['large_en', 'Latin'],
  es: ['large_es', 'Latin'],
  fr: ['large_fr', 'Latin'],
  pt: ['large_pt', 'Latin'],
  de: ['large_de', 'Latin'],
  id: ['small_id', 'Latin'],
  hi: ['small_hi', 'Devanagari'],
  ar: ['large_ar', 'Arabic'],
} as const;
/** Words rarer than this (Zipf: the logarithm of how often in a thousand million words) are left out. */
const RAREST = 2;
const SHORTEST = 4;
/** Words of one language that are kept, the commonest first; more of English, and of languages with many forms or compounds. */
const MOST = 50_000;
const MORE: Readonly<Record<string, number>> = { en: 80_000, de: 80_000, es: 90_000 };

const HEADER = (language: string) =>
  `# Words of the language "${language}" by how common they are (Zipf: log10 of how often in a thousand million words).
# Data: wordfreq 3.1.1 (Robyn Speer 2022, doi:10.5281/zenodo.7199437), CC BY-SA 4.0${language === 'en' ? ', without the mistakes in cspell-dicts (CC BY-SA 4.0)' : ''}. Made by scripts/words.ts.`;

/** The format "cB": after a header, the words of each hundredth of a power of ten, the commonest first. */
const packed = z.tuple([z.looseObject({ format: z.literal('cB') })]).rest(z.array(z.string()));

/** English words as they are often mistyped, with what was meant: they are common enough to be in the list. */
const misspelt = z
  .object({ dictionaryDefinitions: z.tuple([z.object({ suggestWords: z.array(z.string()) })]) })
  .parse(
    JSON.parse(
      readFileSync(
        new URL('dict/dict-en.json', import.meta.resolve('@cspell/dict-en-common-misspellings')),
        'utf8',
      ),
    ),
  )
  .dictionaryDefinitions[0].suggestWords.map((line) => line.split('->'));
/** A mistake is so much rarer than what was meant (Zipf); else it is a word too. */
const RARER = 1;

/** The words of one language by how common they are. */
function wordsOf(list: string, script: string): Map<string, number> {
  const file = fileOfWheel(SOURCE, `wordfreq/data/${list}.msgpack.gz`);
  const [, ...bins] = packed.parse(unpack(gunzipSync(file)));
  const isWord = new RegExp(`^[\\p{Script=${script}}\\p{M}]{${SHORTEST},}$`, 'u');
  return new Map(
    bins.flatMap((words, hundredths) =>
      words.filter((word) => isWord.test(word)).map((word) => [word, 9 - hundredths / 100] as const),
    ),
  );
}

mkdirSync(new URL('../seeds/words/', import.meta.url), { recursive: true });
for (const [language, [list, script]] of Object.entries(LISTS)) {
  const words = wordsOf(list, script);
  if (language === 'en') {
    for (const [wrong = '', right = ''] of misspelt)
      if ((words.get(wrong) ?? 0) + RARER < (words.get(right) ?? 0)) words.delete(wrong);
  }
  const lines = new Map<string, string[]>();
  for (const [word, zipf] of [...words]
    .slice(0, MORE[language] ?? MOST)
    .filter(([, zipf]) => zipf >= RAREST)) {
    const key = zipf.toFixed(1);
    const same = lines.get(key) ?? [];
    same.push(word);
    lines.set(key, same);
  }
  const rows = [...lines].map(([zipf, some]) => `${zipf}\t${some.join(' ')}`);
  writeFileSync(
    new URL(`../seeds/words/${language}.tsv`, import.meta.url),
    `${[HEADER(language), ...rows].join('\n')}\n`,
  );
}
