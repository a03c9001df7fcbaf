import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData, withoutPersonalData } from '../../../src/challenges/find-personal.js';

const found = (text: string) => findPersonalData(text).map(({ kind, text: words }) => [kind, words]);

describe('personal data', () => {
  it.each([
    ['Write to ana.torres@lima.gob.pe soon.', [['mail-address', 'ana.torres@lima.gob.pe']]],
    ['Ruf an: +49 (0)451 122-0000.', [['phone-number', '+49 (0)451 122-0000']]],
    ['Tel. 01 42 76 40 40', [['phone-number', '01 42 76 40 40']]],
    ['Pay DE89 3704 0044 0532 0130 00 please', [['bank-account', 'DE89 3704 0044 0532 0130 00']]],
    ['Mrs. Ana de la Cruz sleeps badly.', [['person-name', 'Ana de la Cruz']]],
    ['Herr Müller vom Tiefbauamt weiß mehr.', [['person-name', 'Müller']]],
    ['Frau Dr. Petra von Hagen leitet es.', [['person-name', 'Petra von Hagen']]],
    [
      'La Sra. Gómez y el Ing. Luis Ortega',
      [
        ['person-name', 'Gómez'],
        ['person-name', 'Luis Ortega'],
      ],
    ],
    ['Contact: João da Silva, water office', [['person-name', 'João da Silva']]],
    ['Ansprechpartnerin: Eva Schmidt', [['person-name', 'Eva Schmidt']]],
    ['Mme Lefèvre habite au rez-de-chaussée.', [['person-name', 'Lefèvre']]],
    ['My name is Samuel Otieno.', [['person-name', 'Samuel Otieno']]],
  ])('is found in "%s"', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    '12,000 households and 230 l a day in 2024, 1.5 million in 2030',
    'Contact with raw sewage makes children ill.',
    'The Dr. Martin Luther King Street floods.',
    'Call centres are far away. Call us back later.',
    'We contact Families by mail.',
    'El contacto con agua contaminada enferma a los niños.',
    'M. is short for Monday.',
    'Don Muang floods each year; Sankt Pauli too.',
    'In 2019 we spent 2 000 000 000 pesos on pumps.',
    'Frauen und Herren über 80 leben dort allein.',
  ])('is not found in "%s"', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is gone from the text without it, and the rest stays', () => {
    expect(withoutPersonalData('Ask Mr Otieno (+254 700 123 456), ward 3.')).toBe(
      'Ask Mr […] ([…]), ward 3.',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const [first] = findPersonalData(text);
        expect(first === undefined ? withoutPersonalData(text) : text).toBe(text);
      }),
    );
  });

  it('is looked for in no more than linear time in a text made to be slow', () => {
    const slow = ['Contact: ', 'Mr. ', '+1 ', 'a@', 'Ab ', 'DE89 '].map((part) => part.repeat(2000));
    for (const text of slow) expect(findPersonalData(text).length).toBeLessThanOrEqual(2000);
  });
});
