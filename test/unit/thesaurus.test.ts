import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConceptFinder } from '../../src/matching/concepts.js';
import { sectorIds } from '../../src/taxonomy/index.js';
import { type Concept, loadThesaurus } from '../../src/taxonomy/thesaurus.js';
import { analyse } from '../../src/text/analyse.js';

const SEED = new URL('../../seeds/thesaurus.jsonl', import.meta.url).pathname;
const MAIN_LANGUAGES = ['en', 'es', 'fr', 'pt', 'de'];
/** The longest phrase, in stems, that the concept finder looks up. */
const LONGEST = 5;

const concept = {
  id: 'leaks',
  sectors: ['water-supply-drought'],
  kind: 'problem',
  label: { en: 'leaks' },
  phrases: { en: ['burst pipe'] },
};

describe('a thesaurus file that is wrong', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thesaurus-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const load = async (...lines: unknown[]) => {
    const file = join(folder, 'thesaurus.jsonl');
    await writeFile(
      file,
      lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    );
    return loadThesaurus(file);
  };

  it.each([
    ['is not JSON', ['{"id":'], 'line 1: is not JSON'],
    [
      'has an unknown sector',
      [concept, { ...concept, id: 'b', sectors: ['magic'] }],
      'line 2: sectors.0: must',
    ],
    ['has a field too many', [{ ...concept, note: 'x' }], 'line 1: line: '],
    [
      'has no English label',
      [{ ...concept, label: { es: 'fugas' } }],
      'line 1: label: needs the language "en"',
    ],
    [
      'has an empty list of phrases',
      [{ ...concept, phrases: { en: [] } }],
      'line 1: phrases.en: must not be',
    ],
    ['has an id twice', [concept, '', concept], 'line 3: id "leaks" stands on line 1 already'],
    [
      'names a broader concept that is not there',
      [{ ...concept, broader: ['losses'] }],
      'line 1: broader "losses"',
    ],
  ])('is refused with file and line when a line %s', async (_, lines, message) => {
    await expect(load(...lines)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining(`thesaurus.jsonl, ${message}`),
    });
  });

  it('is refused with its path when it is missing', async () => {
    await expect(loadThesaurus(join(folder, 'nowhere.jsonl'))).rejects.toThrow(
      /nowhere\.jsonl cannot be read/,
    );
  });

  it('is read when it has blank lines only between concepts', async () => {
    await expect(load(concept, '', { ...concept, id: 'drips' }, '')).resolves.toHaveLength(2);
  });
});

describe('the thesaurus that ships', () => {
  let concepts: Concept[];
  beforeAll(async () => {
    concepts = await loadThesaurus(SEED);
  });

  it('has 300 concepts and more, with constraints and with subjects that no sector covers', () => {
    expect(concepts.length).toBeGreaterThanOrEqual(300);
    const uncovered = concepts.filter(({ sectors }) => sectors.length === 0);
    expect(uncovered.filter(({ kind }) => kind === 'constraint').length).toBeGreaterThanOrEqual(10);
    expect(uncovered.filter(({ kind }) => kind === 'outside').length).toBeGreaterThanOrEqual(30);
  });

  it('has eight concepts and more for each sector', () => {
    const poor = sectorIds.filter((id) => concepts.filter(({ sectors }) => sectors.includes(id)).length < 8);
    expect(poor).toEqual([]);
  });

  it('has label and phrases in each of the main languages for every concept', () => {
    const lacking = concepts.flatMap(({ id, label, phrases }) =>
      MAIN_LANGUAGES.filter((language) => !label[language] || !phrases[language]).map((l) => `${id} ${l}`),
    );
    expect(lacking).toEqual([]);
  });

  it('has no phrase or label without a word that counts, or longer than the finder looks up', () => {
    const odd = concepts.flatMap(({ id, label, phrases }) =>
      Object.entries(phrases).flatMap(([language, list]) =>
        [...(label[language] ? [label[language]] : []), ...list]
          .filter((phrase) => analyse(phrase, language).length === 0)
          .concat(list.filter((phrase) => analyse(phrase, language).length > LONGEST))
          .map((phrase) => `${id} ${language} ${phrase}`),
      ),
    );
    expect(odd).toEqual([]);
  });

  it('has no phrase that means more than two concepts once stemmed', () => {
    const meanings = new Map<string, Set<string>>();
    for (const { id, label, phrases } of concepts)
      for (const [language, list] of Object.entries(phrases))
        for (const phrase of [...(label[language] ? [label[language]] : []), ...list]) {
          const key = `${language}: ${analyse(phrase, language).join(' ')}`;
          meanings.set(key, (meanings.get(key) ?? new Set()).add(id));
        }
    expect([...meanings].filter(([, ids]) => ids.size > 2)).toEqual([]);
  });

  it.each([
    [
      'en',
      'Our cellars are full of water after every cloudburst and the underpass is closed',
      'pluvial-flooding',
    ],
    ['es', 'Se pierde la mitad del agua por fugas en tuberías viejas', 'non-revenue-water'],
    ['fr', 'Nos lampadaires sont en panne et les rues sombres font peur', 'street-light-outages'],
    ['pt', 'O lixão está cheio e não há coleta de lixo na periferia', 'landfill-dump'],
    ['de', 'Alte Menschen leiden unter der Hitzewelle, es fehlt Schatten', 'heat-stress'],
    ['id', 'Banjir rob merendam kampung kami setiap bulan', 'sea-level-rise'],
    ['sw', 'Vyoo vya shimo vimejaa na magari ya kunyonya maji taka hayafiki', 'faecal-sludge'],
    ['hi', 'सड़कों पर जलभराव होता है और नालियां जाम हैं', 'drainage-capacity'],
    ['ar', 'نعاني من انقطاع الكهرباء كل يوم', 'power-cuts-access'],
  ])('recognises a statement in everyday words (%s)', (language, statement, id) => {
    const found = createConceptFinder(concepts).find(statement, language);
    expect(found.slice(0, 4).map((one) => one.concept.id)).toContain(id);
  });

  it('names what the catalogue leaves out, without a sector', () => {
    const found = createConceptFinder(concepts).find('Stray dogs roam the market and rabies spreads', 'en');
    expect(found[0]?.concept).toMatchObject({ id: 'stray-animals', sectors: [] });
  });
});
