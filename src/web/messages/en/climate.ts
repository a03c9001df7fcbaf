/** What the letters of a Köppen-Geiger class say. */
const RAIN: Record<string, string> = { f: 'no dry season', s: 'dry summer', w: 'dry winter' };
const SUMMER: Record<string, string> = {
  a: 'hot summer',
  b: 'warm summer',
  c: 'short cool summer',
  d: 'very cold winter',
};
const WHOLE: Record<string, string> = {
  Af: 'tropical, wet all year',
  Am: 'tropical, monsoon',
  Aw: 'tropical, with a dry season',
  BWh: 'hot desert',
  BWk: 'cold desert',
  BSh: 'hot and half-dry',
  BSk: 'cold and half-dry',
  ET: 'tundra',
  EF: 'ice all year',
};

/** A climate class in plain words: "Cfb — temperate, no dry season, warm summer". */
function climateClass(code: string): string {
  const main = code.startsWith('C') ? 'temperate' : 'cold winters';
  const words = WHOLE[code] ?? [main, RAIN[code.charAt(1)], SUMMER[code.charAt(2)]].join(', ');
  return `${code} — ${words}`;
}

/** Strings about climates. */
export const enClimate = {
  class: climateClass,
  groups: { A: 'Tropical', B: 'Dry', C: 'Temperate', D: 'Cold winters', E: 'Polar' },
};
