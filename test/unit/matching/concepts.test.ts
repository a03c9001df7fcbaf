import { beforeAll, describe, expect, it } from 'vitest';
import { type ConceptFinder, createConceptFinder } from '../../../src/matching/concepts.js';
import { createSpellers, type Spellers } from '../../../src/matching/spellers.js';
import { understand } from '../../../src/matching/understand.js';
import type { Concept } from '../../../src/taxonomy/thesaurus.js';

const concept = (id: string, phrases: Concept['phrases'], changes: Partial<Concept> = {}): Concept => ({
  id,
  sectors: ['waste-organics'],
  kind: 'problem',
  label: { en: id.replaceAll('-', ' ') },
  phrases,
  ...changes,
});

let finder: ConceptFinder;
let spellers: Spellers;
const found = (text: string, language = 'en') => finder.find(text, language).map((one) => one.concept.id);

beforeAll(() => {
  const concepts = [
    concept('solid-waste', { en: ['waste', 'rubbish'], es: ['basura'] }),
    concept('sewage-treatment', { en: ['waste water'] }, { sectors: ['sanitation-wastewater'] }),
    concept('no-money', { en: ['no money'] }, { sectors: [], kind: 'constraint' }),
  ];
  finder = createConceptFinder(concepts);
  spellers = createSpellers(concepts);
});

const READS_ENGLISH = { embedderLanguages: ['en'], labels: 12 };

describe('the concept finder', () => {
  it('finds a concept by any form of its phrases', () => {
    expect(found('The rubbishes lie in the street')).toEqual(['solid-waste']);
    expect(found('Hay mucha basura', 'es')).toEqual(['solid-waste']);
  });

  it('takes the longest phrase where two overlap', () => {
    expect(found('Our waste water runs into the sea')).toEqual(['sewage-treatment']);
    expect(found('Our waste runs into the sea')).toEqual(['solid-waste']);
  });

  it('counts a phrase once however often it is said, and two words more than one', () => {
    const weights = finder.find('Waste, waste, waste and waste water', 'en');
    expect(weights.map((one) => [one.concept.id, one.weight])).toEqual([
      ['sewage-treatment', 1.5],
      ['solid-waste', 1],
    ]);
  });

  it('finds nothing in a language without phrases, in an empty text, and in nonsense', () => {
    expect(found('basura', 'fi')).toEqual([]);
    expect(found('')).toEqual([]);
    expect(found('🏙️ <b>&&&</b>')).toEqual([]);
  });

  it('finds a phrase whose words stand near each other in any order, at less weight, in statements only', () => {
    expect(found('Water full of waste')).toEqual(['solid-waste', 'sewage-treatment']);
    expect(finder.findStems(['water', 'full', 'wast'], 'en').map((one) => one.concept.id)).toEqual([
      'solid-waste',
    ]);
  });

  it('takes a language tag by its first part', () => {
    expect(found('Hay mucha basura', 'es-PE')).toEqual(['solid-waste']);
  });
});

describe('understanding a statement', () => {
  it('detects the language and embeds a foreign statement by English labels when the model reads English only', () => {
    const { language, embed, words } = understand(
      { statement: 'La ciudad tiene mucha basura en las calles' },
      finder,
      READS_ENGLISH,
    );
    expect(language).toBe('es');
    expect(embed).toBe('solid waste');
    expect(words).toContain('solid waste');
  });

  it('embeds the statement beside the labels when the model reads its language', () => {
    const statement = 'There is too much rubbish in our streets';
    expect(understand({ statement }, finder, READS_ENGLISH).embed).toBe(`${statement} solid waste`);
    expect(
      understand({ statement: 'La ciudad tiene mucha basura' }, finder, {
        embedderLanguages: ['*'],
        labels: 12,
      }).embed,
    ).toBe('La ciudad tiene mucha basura solid waste');
  });

  it('embeds a foreign statement as it is when no concept is found', () => {
    const statement = 'Los perros muerden a los niños en el mercado';
    expect(understand({ statement }, finder, READS_ENGLISH).embed).toBe(statement);
  });

  it('reads mistyped words as what was meant, and keeps the statement as it was written', () => {
    const statement = 'There is too much rubbiish in our streets';
    const { concepts, stems, words, embed, ...told } = understand({ statement }, finder, {
      ...READS_ENGLISH,
      spellers,
    });
    expect(told).toMatchObject({ statement, corrected: [{ from: 'rubbiish', to: 'rubbish' }] });
    expect(concepts.map((one) => one.concept.id)).toEqual(['solid-waste']);
    expect([...stems]).toEqual(expect.arrayContaining(['rubbish', 'street']));
    expect(words).toBe(`${statement}. rubbish`);
    expect(embed).toBe('There is too much rubbish in our streets solid waste');
  });

  it('does not tell of a mistyped stop word, which changes nothing', () => {
    const { corrected } = understand({ statement: 'Rubbish becuase of rain' }, finder, {
      ...READS_ENGLISH,
      spellers,
    });
    expect(corrected).toEqual([]);
  });

  it('keeps the language that the caller gives', () => {
    expect(understand({ statement: 'rubbish', language: 'es-PE' }, finder, READS_ENGLISH).language).toBe(
      'es',
    );
  });

  it('notices that money is short', () => {
    expect(understand({ statement: 'There is no money for it' }, finder, READS_ENGLISH).tightBudget).toBe(
      true,
    );
    expect(understand({ statement: 'There is rubbish' }, finder, READS_ENGLISH).tightBudget).toBe(false);
  });

  it('weighs sectors to a sum of 1, those that the caller names included', () => {
    const { sectors } = understand(
      { statement: 'rubbish', language: 'en', sectors: ['health'] },
      finder,
      READS_ENGLISH,
    );
    expect([...sectors.values()].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(sectors.get('health')).toBeCloseTo(0.5, 12);
    expect(understand({ statement: 'hello world' }, finder, READS_ENGLISH).sectors.size).toBe(0);
  });
});
