/** Sectors in which what works hangs on the climate. */
const CLIMATE_BOUND: ReadonlySet<string> = new Set([
  'building-energy-retrofit',
  'coastal-sea-level-rise',
  'district-heating-cooling',
  'flooding-stormwater',
  'food-systems',
  'green-space-biodiversity',
  'sanitation-wastewater',
  'solar-community-energy',
  'urban-heat-cooling',
  'water-supply-drought',
]);

/** Whether it matters for one of these sectors that two climates are alike. */
export function isClimateBound(sectors: readonly string[]): boolean {
  return sectors.some((sector) => CLIMATE_BOUND.has(sector));
}

/** Heat and rain over the year, 0 to 5, for classes that say both at once. Set by hand. */
const TOLD: Record<string, { heat: number; rain: number }> = {
  Af: { heat: 5, rain: 5 },
  Am: { heat: 5, rain: 4.5 },
  Aw: { heat: 5, rain: 3.5 },
  BWh: { heat: 5, rain: 0 },
  BSh: { heat: 4.5, rain: 1 },
  BWk: { heat: 3, rain: 0 },
  BSk: { heat: 3, rain: 1 },
  ET: { heat: 0, rain: 3 },
  EF: { heat: -1, rain: 3 },
};
const SUMMER: Record<string, number> = { a: 1, b: 0.3, c: -0.3, d: -1 };
const RAIN: Record<string, number> = { f: 3.5, w: 3, s: 2 };

function weatherOf(climate: string): { heat: number; rain: number } {
  const winter = climate.startsWith('C') ? 3 : 1.5;
  return (
    TOLD[climate] ?? {
      heat: winter + (SUMMER[climate.charAt(2)] ?? 0),
      rain: RAIN[climate.charAt(1)] ?? 3,
    }
  );
}

/** How alike two Köppen-Geiger classes are in heat and rain: 1 the same, 0 nothing in common. */
export function climateLikeness(one: string, other: string): number {
  const [a, b] = [weatherOf(one), weatherOf(other)];
  return Math.max(0, 1 - Math.hypot(1.2 * (a.heat - b.heat), a.rain - b.rain) / 4);
}

/** Climates that one would call by one name. */
export type ClimateKind =
  | 'hot-wet'
  | 'hot-dry-season'
  | 'hot-dry'
  | 'cold-dry'
  | 'hot-summers'
  | 'mild-rain'
  | 'dry-summers'
  | 'dry-winters'
  | 'cold-winters'
  | 'polar';

/** What one would call a climate. */
export function climateKind(climate: string): ClimateKind {
  if (climate === 'Af' || climate === 'Am') return 'hot-wet';
  if (climate === 'Aw') return 'hot-dry-season';
  if (climate.startsWith('B')) return climate.endsWith('h') ? 'hot-dry' : 'cold-dry';
  if (climate.startsWith('D')) return 'cold-winters';
  if (climate.startsWith('E')) return 'polar';
  if (climate.charAt(1) === 's') return 'dry-summers';
  if (climate.charAt(1) === 'w') return 'dry-winters';
  return climate === 'Cfa' ? 'hot-summers' : 'mild-rain';
}
