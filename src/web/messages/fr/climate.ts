import type { enClimate } from '../en/climate.js';

const RAIN: Record<string, string> = { f: 'sans saison sèche', s: 'été sec', w: 'hiver sec' };
const SUMMER: Record<string, string> = {
  a: 'été chaud',
  b: 'été tempéré',
  c: 'été court et frais',
  d: 'hiver très froid',
};
const WHOLE: Record<string, string> = {
  Af: 'tropical, humide toute l’année',
  Am: 'tropical, mousson',
  Aw: 'tropical, avec une saison sèche',
  BWh: 'désert chaud',
  BWk: 'désert froid',
  BSh: 'semi-aride chaud',
  BSk: 'semi-aride froid',
  ET: 'toundra',
  EF: 'glace toute l’année',
};

function climateClass(code: string): string {
  const main = code.startsWith('C') ? 'tempéré' : 'hivers froids';
  const words = WHOLE[code] ?? [main, RAIN[code.charAt(1)], SUMMER[code.charAt(2)]].join(', ');
  return `${code} — ${words}`;
}

export const frClimate: typeof enClimate = {
  class: climateClass,
  groups: { A: 'Tropical', B: 'Sec', C: 'Tempéré', D: 'Hivers froids', E: 'Polaire' },
};
