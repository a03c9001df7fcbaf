import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpellers } from '../../src/matching/spellers.js';
import { createGlossaries } from '../../src/taxonomy/glossary.js';
import { loadThesaurus } from '../../src/taxonomy/thesaurus.js';
import { readCommonWords } from '../../src/text/common-words.js';
import { createLexicon } from '../../src/text/lexicon.js';
import { editsBetween, NearWords } from '../../src/text/near-words.js';
import { createSpeller } from '../../src/text/spelling.js';

const spellers = createSpellers(await loadThesaurus('seeds/thesaurus.jsonl'), createGlossaries());

function correct(text: string, language = 'en') {
  return spellers.of(language)?.correct(text) ?? { text: `no speller for ${language}`, corrections: [] };
}

describe('the speller', () => {
  it.each([
    ['en', 'swapped letters', 'the dranaige of the old town', 'the drainage of the old town'],
    ['en', 'a missing letter', 'our drainge is old', 'our drainage is old'],
    ['en', 'a doubled letter', 'polllution of the river', 'pollution of the river'],
    ['en', 'a wrong letter', 'the collectiin of waste', 'the collection of waste'],
    ['en', 'two mistakes in a long word', 'no insfrastructre for it', 'no infrastructure for it'],
    ['en', 'how many write it', 'the goverment and the enviroment', 'the government and the environment'],
    ['es', 'a wrong letter', 'las inundaciomes del barrio', 'las inundaciones del barrio'],
    ['es', 'swapped letters', 'el alcatnarillado es viejo', 'el alcantarillado es viejo'],
    ['fr', 'a missing letter', 'les inondatons du quartier', 'les inondations du quartier'],
    ['fr', 'swapped letters', 'la coltecte des ordures', 'la collecte des ordures'],
    ['pt', 'a doubled letter', 'o transsporte da cidade', 'o transporte da cidade'],
    ['pt', 'a wrong letter', 'as enchemtes do bairro', 'as enchentes do bairro'],
    ['de', 'a missing letter', 'die Überschwemmngen im Ort', 'die Überschwemmungen im Ort'],
    ['de', 'swapped letters', 'die Beluechtung der Wege', 'die Beleuchtung der Wege'],
  ])('reads in %s %s as what was meant', (language, _mistake, mistyped, meant) => {
    expect(correct(mistyped, language).text).toBe(meant);
  });

  it('tells each word that it read as another once, in reading order', () => {
    expect(correct('Polllution, and the dranaige; again the dranaige.').corrections).toEqual([
      { from: 'Polllution', to: 'Pollution' },
      { from: 'dranaige', to: 'drainage' },
    ]);
  });

  it('keeps everything else of the text as it is', () => {
    expect(correct('  L’eau: 30 % (dranaige) – A/B\n\nend  ').text).toBe(
      '  L’eau: 30 % (drainage) – A/B\n\nend  ',
    );
  });

  it.each([
    ['a name inside a sentence', 'we live in Dranaige and work with Kisumuu', 'en'],
    ['an abbreviation', 'the DRANAIGE of our town', 'en'],
    ['a word with a number', 'the dranaige2 and 40000', 'en'],
    ['a short word', 'teh twon', 'en'],
    ['a city, in small letters', 'people of kisumu and lilongwe', 'en'],
    ['an English word in another language', 'el sistema de stormwater', 'es'],
    ['a compound of known words', 'die Regenwasserbehandlungsanlage', 'de'],
    ['a form of a known word', 'an unreinforced wall', 'en'],
    ['a word that could be several others', 'the roat', 'en'],
    ['a text in another language', 'Stormskaderna längs kusten blir allt värre', 'en'],
  ])('lets %s be', (_what, text, language) => {
    expect(correct(text, language)).toEqual({ text, corrections: [] });
  });

  it('corrects a text that is all in capitals, in capitals', () => {
    expect(correct('OUR DRANAIGE IS OLD').text).toBe('OUR DRAINAGE IS OLD');
  });

  it('is not there for a language whose words are not known', () => {
    expect(spellers.of('sw')).toBeUndefined();
    expect(spellers.of('../en')).toBeUndefined();
  });

  it.each(['en', 'es', 'fr', 'pt', 'de', 'id', 'hi', 'ar'])(
    'never changes a known word of %s',
    (language) => {
      const known = [...readCommonWords(language)].map(([word, { written }]) => written ?? word);
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 20 }), (words) => {
          expect(correct(words.join(' '), language).corrections).toEqual([]);
        }),
        { numRuns: 30 },
      );
    },
  );

  it('looks for no more than sixty unknown words of a text', () => {
    const lexicon = createLexicon({ language: 'en', common: new Map(), own: ['drainage'] });
    const unknown = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((a) => [
      `zz${a}zzzq`,
      `qq${a}qqqz`,
      `xx${a}xxxv`,
    ]);
    const padded = (words: string[]) => words.map((word) => `the ${word} of`).join(' ');
    const { corrections } = createSpeller(lexicon, 'en').correct(padded([...unknown, 'dranaige']));
    expect(corrections).toEqual([]);
    expect(createSpeller(lexicon, 'en').correct(padded(['dranaige', ...unknown])).corrections).toHaveLength(
      1,
    );
  });
});

describe('edits between words', () => {
  it.each([
    ['drainage', 'drainage', 0],
    ['dranaige', 'drainage', 2],
    ['drianage', 'drainage', 1],
    ['drainge', 'drainage', 1],
    ['flood', 'blood', 1],
    ['water', 'sewage', 4],
  ])('%s and %s are %i apart', (a, b, edits) => {
    expect(editsBetween(a, b, 5)).toBe(edits);
    expect(editsBetween(b, a, 5)).toBe(edits);
  });

  it('are counted up to the most that is asked for', () => {
    expect(editsBetween('water', 'sewage', 1)).toBe(2);
  });

  it('find the same near words as comparing with every word', () => {
    const word = fc.stringMatching(/^[abcdeø字]{1,6}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 60 }),
        word,
        fc.constantFrom(1, 2),
        (words, asked, most) => {
          const near = words.filter((one) => editsBetween(asked, one, most) <= most);
          expect(
            new NearWords(words)
              .near(asked, most)
              .map((one) => one.word)
              .sort(),
          ).toEqual(near.sort());
        },
      ),
    );
  });
});
