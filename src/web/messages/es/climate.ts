import type { enClimate } from '../en/climate.js';

const RAIN: Record<string, string> = { f: 'sin estación seca', s: 'verano seco', w: 'invierno seco' };
const SUMMER: Record<string, string> = {
  a: 'verano caluroso',
  b: 'verano templado',
  c: 'verano corto y fresco',
  d: 'invierno muy frío',
};
const WHOLE: Record<string, string> = {
  Af: 'tropical, húmedo todo el año',
  Am: 'tropical, con monzón',
  Aw: 'tropical, con estación seca',
  BWh: 'desierto cálido',
  BWk: 'desierto frío',
  BSh: 'semiárido cálido',
  BSk: 'semiárido frío',
  ET: 'tundra',
  EF: 'hielo todo el año',
};

function climateClass(code: string): string {
  const main = code.startsWith('C') ? 'templado' : 'inviernos fríos';
  const words = WHOLE[code] ?? [main, RAIN[code.charAt(1)], SUMMER[code.charAt(2)]].join(', ');
  return `${code} — ${words}`;
}

export const esClimate: typeof enClimate = {
  class: climateClass,
  groups: { A: 'Tropical', B: 'Seco', C: 'Templado', D: 'Inviernos fríos', E: 'Polar' },
};
