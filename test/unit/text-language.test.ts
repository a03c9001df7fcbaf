import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { detectLanguage } from '../../src/text/language.js';

const statements = ['judgments', 'judgments-translated', 'nothing-fits']
  .flatMap((name) => readFileSync(`seeds/${name}.jsonl`, 'utf8').trim().split('\n'))
  .map((line) => z.object({ statement: z.string(), language: z.string() }).parse(JSON.parse(line)));

describe('detectLanguage', () => {
  it('knows the language of every judged statement', () => {
    const wrong = statements.filter(
      ({ statement, language }) => detectLanguage(statement).language !== language,
    );
    expect(statements.length).toBeGreaterThan(400);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['en', 'No money'],
    ['en', 'A new business quarter is planned, summers 42 degrees.'],
    ['en', 'street lighting'],
    ['es', 'lluvia fuerte en la ciudad'],
    ['fr', 'trop de voitures'],
    ['pt', 'falta de água no bairro'],
    ['de', 'Hitze in der Stadt'],
    ['id', 'banjir di kota kami setiap tahun'],
    ['sw', 'mafuriko katika mji wetu kila mwaka'],
    ['hi', 'हमारे शहर में बाढ़'],
    ['ar', 'الفيضانات في مدينتنا'],
    ['ru', 'Наводнение в нашем городе'],
    ['ja', '洪水が多い都市です'],
  ])('tells %s by a few words: %s', (language, text) => {
    const told = detectLanguage(text);
    expect(told.language).toBe(language);
    expect(told.confidence).toBeGreaterThan(0);
    expect(told.confidence).toBeLessThanOrEqual(1);
  });

  it.each(['', '   ', '123 456', '🙈🙈', '?!'])('takes the fallback for %j', (text) => {
    expect(detectLanguage(text, 'fr')).toEqual({ language: 'fr', confidence: 0 });
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(detectLanguage(text).language).toMatch(/^[a-z]{2}$/);
      }),
    );
  });
});
