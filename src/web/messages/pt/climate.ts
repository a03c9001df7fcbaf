import type { enClimate } from '../en/climate.js';

const RAIN: Record<string, string> = { f: 'sem estação seca', s: 'verão seco', w: 'inverno seco' };
const SUMMER: Record<string, string> = {
  a: 'verão quente',
  b: 'verão ameno',
  c: 'verão curto e fresco',
  d: 'inverno muito frio',
};
const WHOLE: Record<string, string> = {
  Af: 'tropical, úmido o ano todo',
  Am: 'tropical, de monção',
  Aw: 'tropical, com estação seca',
  BWh: 'deserto quente',
  BWk: 'deserto frio',
  BSh: 'semiárido quente',
  BSk: 'semiárido frio',
  ET: 'tundra',
  EF: 'gelo o ano todo',
};

function climateClass(code: string): string {
  const main = code.startsWith('C') ? 'temperado' : 'invernos frios';
  const words = WHOLE[code] ?? [main, RAIN[code.charAt(1)], SUMMER[code.charAt(2)]].join(', ');
  return `${code} — ${words}`;
}

export const ptClimate: typeof enClimate = {
  class: climateClass,
  groups: { A: 'Tropical', B: 'Seco', C: 'Temperado', D: 'Invernos frios', E: 'Polar' },
};
