import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, analyseWithOffsets } from '../../src/text/analyse.js';
import { analyseSentences, markSentence, sentencesOf } from '../../src/text/sentences.js';
import { stem } from '../../src/text/stem.js';
import { stopWords } from '../../src/text/stopwords.js';
import { fold } from '../../src/text/tokenize.js';

const FORMS = {
  en: [
    ['flooding', 'floods', 'flooded'],
    ['cities', 'city'],
    ['recycling', 'recycled'],
  ],
  es: [
    ['inundaciones', 'inundación', 'inundacion'],
    ['árboles', 'árbol'],
    ['barrios', 'barrio'],
    ['soluciones', 'solución'],
  ],
  fr: [
    ['inondations', 'inondation'],
    ['déchets', 'déchet', 'dechets'],
    ['logements', 'logement'],
  ],
  pt: [
    ['enchentes', 'enchente'],
    ['inundações', 'inundação', 'inundacao'],
    ['árvores', 'árvore'],
    ['cidades', 'cidade'],
  ],
  de: [
    ['Überschwemmungen', 'Überschwemmung'],
    ['Bäume', 'Baum'],
    ['Gebäuden', 'Gebäude'],
  ],
} as const;

describe('stem', () => {
  it.each(Object.entries(FORMS))('gives the forms of a word one stem in %s', (language, groups) => {
    for (const group of groups) {
      const stems = new Set(group.map((word) => stem(fold(word), language)));
      expect([...stems], group.join()).toHaveLength(1);
    }
  });

  it('tells different words apart', () => {
    expect(stem('water', 'en')).not.toBe(stem('waste', 'en'));
    expect(stem('agua', 'es')).not.toBe(stem('arbol', 'es'));
  });

  it.each([
    ['a language without a stemmer', 'banjir', 'id'],
    ['an unknown language', 'floods', 'constructor'],
    ['a word with a digit', 'co2s', 'en'],
    ['a very short word', 'as', 'en'],
  ])('leaves %s alone', (_, word, language) => {
    expect(stem(word, language)).toBe(word);
  });

  it('gives the same stem again after very many words', () => {
    const before = stem('flooding', 'en');
    for (let i = 0; i < 60_000; i++)
      stem(`w${'abcdefghij'.charAt(i % 10)}${i.toString(26).replace(/\d/g, 'q')}`, 'en');
    expect(stem('flooding', 'en')).toBe(before);
  });
});

describe('analyse', () => {
  it('drops stop words and single letters, and stems the rest in reading order', () => {
    expect(analyse('The streets of our city are flooding: a lake!', 'en')).toEqual([
      stem('streets', 'en'),
      stem('city', 'en'),
      stem('flooding', 'en'),
      stem('lake', 'en'),
    ]);
  });

  it('reads a regional language as its own', () => {
    expect(analyse('As cidades alagadas', 'pt-BR')).toEqual(analyse('As cidades alagadas', 'pt'));
  });

  it('keeps a Chinese word of one character', () => {
    expect(analyse('水', 'zh')).toEqual(['水']);
  });

  it.each(['en', 'es', 'fr', 'pt', 'de', 'id', 'sw', 'hi', 'ar'])('knows stop words of %s', (language) => {
    expect(stopWords(language).size).toBeGreaterThan(20);
  });

  it('knows none of other languages', () => {
    expect(stopWords('xx').size).toBe(0);
    expect(stopWords('toString').size).toBe(0);
  });

  it('gives offsets of the words themselves', () => {
    const text = 'Nos rues: l’eau monte';
    const words = analyseWithOffsets(text, 'fr').map(({ start, end }) => text.slice(start, end));
    expect(words).toEqual(['rues', 'eau', 'monte']);
  });

  it('takes any text in any language', () => {
    const anyLanguage = fc.constantFrom('en', 'es', 'fr', 'pt', 'de', 'ar', 'zh', 'xx', '');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), anyLanguage, (text, language) => {
        for (const one of analyse(text, language)) expect(one).not.toMatch(/^\s*$|\s/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('sentences', () => {
  it('are cut by the rules of the language and trimmed', () => {
    expect(sentencesOf(' Rain came.  Was it 3.5 cm?\nYes! ', 'en')).toEqual([
      'Rain came.',
      'Was it 3.5 cm?',
      'Yes!',
    ]);
    expect(sentencesOf('बाढ़ आई। पानी बढ़ा।', 'hi')).toHaveLength(2);
    expect(sentencesOf('  ', 'en')).toEqual([]);
  });

  it('are marked where a stem is wanted', () => {
    const wanted = new Set([stem('flood', 'en'), stem('street', 'en')]);
    const text = 'Flooded streets, flooded homes.';
    const marked = analyseSentences([{ field: 'title', text }], 'en').map((sentence) => ({
      ...sentence,
      ...markSentence(sentence, (one) => wanted.has(one)),
    }));
    expect(marked.map(({ field }) => field)).toEqual(['title']);
    expect(marked[0]?.ranges.map(([start, end]) => text.slice(start, end))).toEqual([
      'Flooded',
      'streets',
      'flooded',
    ]);
    expect(marked[0]?.found.size).toBe(2);
  });
});
