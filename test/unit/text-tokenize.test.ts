import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, tokenize } from '../../src/text/tokenize.js';

const terms = (text: string) => tokenize(text).map(({ term }) => term);

describe('tokenize', () => {
  it.each([
    ['letters and digits', 'CO2, e-bus; PM2.5!', ['co2', 'e', 'bus', 'pm2', '5']],
    ['French elisions', "L'eau de l’école, qu'il", ['eau', 'de', 'ecole', 'il']],
    ['English possessives', "women's CITIES’ it's", ['women', 'cities', 'it']],
    ['apostrophes within a name', "O'Brien", ['obrien']],
    ['Latin letters with marks', 'São Überlauf Łódź Ørsted', ['sao', 'uberlauf', 'lodz', 'orsted']],
    ['marks written apart', 'Cafe\u0301', ['cafe']],
    ['special letters', 'straße œuvre Đà Nẵng', ['strasse', 'oeuvre', 'da', 'nang']],
    ['compatibility forms', 'ﬁne ＡＢＣ 𝓕𝓵𝓸𝓸𝓭 ½', ['fine', 'abc', 'flood', '12']],
    ['Turkish i', 'İstanbul ılık', ['istanbul', 'ilik']],
    ['Arabic', 'الفيضانات في المدينة', ['الفيضانات', 'في', 'المدينة']],
    ['Hindi with its vowel signs', 'शहर में बाढ़', ['शहर', 'में', 'बाढ़'.normalize('NFC')]],
    ['Japanese by its dictionary', '洪水が多い都市', ['洪水', 'が', '多い', '都市']],
    ['nothing in punctuation and emoji', '?! 🙈 — …', []],
    ['nothing in an empty text', '', []],
  ])('reads %s', (_, text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it('gives offsets of the words in the original text', () => {
    const text = 'D’abord l’École: ﬁne 洪水が Mozambique’s';
    expect(tokenize(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'abord',
      'École',
      'ﬁne',
      '洪水',
      'が',
      'Mozambique',
    ]);
  });

  it('gives folded words in reading order with offsets inside the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let last = 0;
        for (const { term, start, end } of tokenize(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(fold(text.slice(start, end))).toBe(term);
          expect(term).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          last = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads a text and its decomposed form alike', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'aeéèüñçÅß ’x'), { maxLength: 30 }), (letters) => {
        const text = letters.join('');
        expect(terms(text.normalize('NFD'))).toEqual(terms(text));
      }),
    );
  });
});
