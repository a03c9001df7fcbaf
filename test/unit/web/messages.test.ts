import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/languages.js';
import { REASONS } from '../../../src/matching/messages/index.js';
import { enPublic } from '../../../src/web/messages/en/index.js';
import { esPublic } from '../../../src/web/messages/es/index.js';
import { frPublic } from '../../../src/web/messages/fr/index.js';
import { MESSAGES } from '../../../src/web/messages/index.js';
import { ptPublic } from '../../../src/web/messages/pt/index.js';

const TRANSLATIONS = { es: esPublic, fr: frPublic, pt: ptPublic };

/** Words that are the same in both languages: not forgotten, looked at. */
const SAME: Record<keyof typeof TRANSLATIONS, string[]> = {
  es: ['filter.sector', 'climate.groups.A', 'climate.groups.E'],
  fr: [
    'card.source',
    'climate.groups.A',
    'entry.population',
    'entry.source',
    'entry.type',
    'form.population',
    'challenges.form.budget',
    'challenges.form.population',
    'browse.page',
    'browse.pages',
  ],
  pt: ['climate.groups.A', 'climate.groups.E'],
};
/** The same in every language: names, codes and numbers; what English leaves empty. */
const NEVER =
  /^(product|pageTitle|direction|format\.locale|examples\.\d\.(city|country|population)|footer\.machine)$|\.doing(\.|$)/;

type Leaf = string | ((...args: never[]) => unknown);

/** Every message by its path. The formatters are no messages. */
function leaves(value: unknown, path = ''): [string, Leaf][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as Leaf]];
  if (typeof value !== 'object' || value === null || path === 'format') return [];
  return Object.entries(value).flatMap(([name, one]) => leaves(one, path === '' ? name : `${path}.${name}`));
}

/** Values of one kind that read differently: two numbers (and days), two texts. */
const PAIRS = [
  [2, 5_000_000_000],
  ['Csb', 'Dfd'],
] as const;

/** What a message says with these values, or nothing where they are of the wrong kind. */
function said(message: Leaf, values: readonly unknown[]): string | undefined {
  if (typeof message === 'string') return message;
  try {
    return String(Reflect.apply(message, undefined, values));
  } catch {
    return undefined;
  }
}

/** At which of its places a message says something else for another value. */
function usedPlaces(message: Leaf): number[] {
  if (typeof message === 'string') return [];
  return Array.from({ length: message.length }, (_, place) => place).filter((place) =>
    PAIRS.some(([one, other]) => {
      const values = Array.from({ length: message.length }, () => one as unknown);
      const first = said(message, values);
      return first !== undefined && first !== said(message, values.with(place, other));
    }),
  );
}

describe.each(Object.entries(TRANSLATIONS))('the messages in %s', (language, messages) => {
  const english = new Map(leaves(enPublic));
  const own = new Map(leaves(messages));

  it('are all there, and no others', () => {
    const told = (all: Map<string, Leaf>) => [...all.keys()].filter((path) => !NEVER.test(path)).sort();
    expect(told(own)).toEqual(told(english));
  });

  it('are none of them English by oversight', () => {
    const same = [...own]
      .filter(([path, message]) => {
        const first = english.get(path);
        if (NEVER.test(path) || first === undefined) return false;
        return PAIRS.some(([value]) => {
          const values = [value, value, value];
          const words = said(message, values);
          return words !== undefined && /\p{L}{3}/u.test(words) && words === said(first, values);
        });
      })
      .map(([path]) => path);
    const expected = SAME[language as keyof typeof SAME];
    expect(same.filter((path) => !expected.includes(path))).toEqual([]);
  });

  it('say everything that the English ones are given to say', () => {
    const silent = [...english].flatMap(([path, message]) => {
      const heard = usedPlaces(own.get(path) ?? '');
      const missing = usedPlaces(message).filter((place) => !heard.includes(place));
      return missing.length === 0 ? [] : [`${path}: ${missing.join()}`];
    });
    expect(silent).toEqual([]);
  });

  it('keep the places that the browser fills in', () => {
    const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    expect(places(messages.form.countPattern)).toEqual(places(enPublic.form.countPattern));
    for (const steps of [messages.challenges.form.previewCounts, messages.challenges.form.previewShort]) {
      expect(steps.map((text) => /\d/.exec(text)?.[0])).toEqual(['1', '2', '3']);
      expect(steps.join('')).not.toContain('|');
    }
  });

  it('break no line before a sign that belongs to the word before it', () => {
    const loose = [...own].flatMap(([path, message]) =>
      PAIRS.some(([value]) => / [;:?!»]|« /.test(said(message, [value, value, value]) ?? '')) ? [path] : [],
    );
    expect(loose).toEqual([]);
  });

  it('own up to being worded by a machine', () => {
    expect(messages.footer.machine).toMatch(/m[aá]quina|machine/);
    expect(enPublic.footer.machine).toBe('');
  });
});

describe('what counts something', () => {
  const count = (language: keyof typeof MESSAGES, number: number) =>
    MESSAGES[language].answer.heading(number).replace(/\s/gu, ' ');

  it('takes the form of its language for none, one and many', () => {
    expect([0, 1, 2].map((number) => count('en', number))).toEqual(['0 matches', '1 match', '2 matches']);
    expect([0, 1, 2].map((number) => count('es', number))).toEqual([
      '0 resultados',
      '1 resultado',
      '2 resultados',
    ]);
    // French has one form for nought and one.
    expect([0, 1, 2].map((number) => count('fr', number))).toEqual([
      '0 résultat',
      '1 résultat',
      '2 résultats',
    ]);
    expect([0, 1, 2].map((number) => count('pt', number))).toEqual([
      '0 resultado',
      '1 resultado',
      '2 resultados',
    ]);
  });

  it('groups thousands, and says "of" after whole millions, as its language does', () => {
    expect(count('en', 12_345)).toBe('12,345 matches');
    expect(count('es', 12_345)).toBe('12.345 resultados');
    expect(count('fr', 12_345)).toBe('12 345 résultats');
    expect(count('es', 1_000_000)).toBe('1.000.000 de resultados');
  });
});

describe('reasons', () => {
  it.each(LANGUAGES)(
    'say in %s all that they are given, with labels within a sentence in small letters',
    (language) => {
      const words = REASONS[language];
      expect(words.language).toBe(language);
      expect(words.concepts(['Flooding', 'Heat', 'BRT'])).toMatch(/flooding.*heat.*BRT/);
      expect(words.sectors(['Flooding'])).toContain('flooding');
      expect(words.sameRegion('Lima, Peru', 'South America')).toMatch(/Lima, Peru.*South America/);
      for (const compare of [words.sameSize, words.larger, words.smaller]) {
        expect(compare(2_500_000, 40_000).replace(/\s/gu, ' ')).toMatch(/2[.,]5 m.*40[., ]000/);
      }
      expect(words.old(2004)).toContain('2004');
      expect(words.stale(new Date('2024-03-01'))).toContain('2024');
    },
  );

  it('are in none of the languages left in English', () => {
    const told = (language: (typeof LANGUAGES)[number]) =>
      new Map(leaves(REASONS[language]).map(([path, message]) => [path, said(message, [['x'], 'x'])]));
    const english = told('en');
    for (const language of LANGUAGES.filter((one) => one !== 'en')) {
      const same = [...told(language)].filter(
        ([path, words]) => words !== undefined && words === english.get(path),
      );
      expect(same).toEqual([]);
    }
  });
});
