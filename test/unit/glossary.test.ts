import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGlossaries, type Glossaries } from '../../src/taxonomy/glossary.js';

let folder: string;
let glossaries: Glossaries;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'citymatch-glossary-'));
  await mkdir(join(folder, 'glossary'));
  const lines = {
    es: [
      'city\tciudad|ciudades',
      'water\tagua',
      'waste water\taguas negras',
      'hillside\tcerro|morro',
      'plant\tplanta|árbol',
      'tree\tárbol',
      'treatment plant\tplanta',
      'die\tmorir|mueren',
      'lighting\talumbrado',
    ],
    de: ['water\tWasser', 'no tab here'],
  };
  for (const [language, some] of Object.entries(lines))
    await writeFile(join(folder, 'glossary', `${language}.tsv`), `${some.join('\n')}\n`);
  glossaries = createGlossaries(pathToFileURL(join(folder, 'glossary/')));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const translate = (text: string) => glossaries.of('es')?.translate(text);

describe('a glossary', () => {
  it('gives the usual meanings of each word in reading order, and leaves out what it does not know', () => {
    expect(translate('En la ciudad falta el agua.')).toEqual([['city'], ['water']]);
    expect(translate('la planta')).toEqual([['plant', 'treatment plant']]);
    expect(translate('')).toEqual([]);
  });

  it('knows other forms of a word, and takes an expression before its words', () => {
    expect(translate('Árboles y plantas')).toEqual([
      ['plant', 'tree'],
      ['plant', 'treatment plant'],
    ]);
    expect(translate('aguas negras en la ciudad')).toEqual([['waste water'], ['city']]);
  });

  it('takes what is written before what has the same stem', () => {
    expect(translate('mueren')).toEqual([['die']]);
    expect(translate('morro')).toEqual([['hillside']]);
  });

  it('takes a mistyped word for the nearest known one, but not a short one', () => {
    expect(translate('el alumbrqdo')).toEqual([['lighting']]);
    expect(translate('el alunbrqdo')).toEqual([['lighting']]);
    expect(translate('agxa')).toEqual([]);
    expect(translate('cerezo')).toEqual([]);
  });

  it('looks through no more than the first forty unknown words of a text for typing mistakes', () => {
    const text = `${'unbekannt '.repeat(40)} alumbrqdo alumbrado`;
    expect(translate(text)).toEqual([['lighting']]);
  });

  it('is not there for a language without a file, or what is no language', () => {
    for (const language of ['fr', '', '../es', 'ES']) expect(glossaries.of(language)).toBeUndefined();
  });

  it('names the file and the line that cannot be read', () => {
    expect(() => glossaries.of('de')).toThrow(/de\.tsv, line 2: must be an English word, a tab/);
  });
});

describe('the glossaries that come with CityMatch', async () => {
  const own = createGlossaries();
  const languages = (await readdir('seeds/glossary')).map((name) => name.replace(/\.tsv$/, ''));

  it('are of eight languages', () => {
    expect(languages.sort()).toEqual(['ar', 'de', 'es', 'fr', 'hi', 'id', 'pt', 'sw']);
  });

  it.each([
    ['es', 'alcantarillado', 'sewer'],
    ['fr', 'ordures', 'waste'],
    ['pt', 'enchente', 'flood'],
    ['de', 'Straßenbeleuchtung', 'lighting'],
    ['id', 'banjir', 'flood'],
    ['sw', 'mafuriko', 'flood'],
    ['hi', 'पानी', 'water'],
    ['ar', 'المياه', 'water'],
  ])('know in %s what %s is', (language, word, english) => {
    expect(own.of(language)?.translate(word).flat().join(' ')).toContain(english);
  });
});
