import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createPlaces, listCities } from '../../src/catalogue/places.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { CLIMATES } from '../../test/fixtures/climates.js';

const citySchema = z.object({ city: z.object({ name: z.string(), country: z.string() }) });

/** Prints of how many cities the climate is known, and how often it is the class of the list in the fixture. */
export async function printClimateCoverage(): Promise<void> {
  const places = createPlaces();
  const climateOf = ([city, country]: readonly [string, string]) => {
    const place = places.locate(city, country);
    return place?.approximate === false ? place.climate : undefined;
  };
  const known = (cities: readonly (readonly [string, string])[]) =>
    `${cities.filter((one) => climateOf(one) !== undefined).length} of ${cities.length}`;
  const seeds = (await readEntries()).flatMap(({ kind, body }) =>
    kind === 'case-study' ? [`${body.city}\t${body.country}`] : [],
  );
  const lines = (await readFile('seeds/challenges.jsonl', 'utf8')).split('\n').filter((line) => line !== '');
  const demo = lines.map((line) => {
    const { name, country } = citySchema.parse(JSON.parse(line)).city;
    return [name, country] as const;
  });
  const pairs = [...new Set(seeds)].map((one) => one.split('\t') as [string, string]);
  const all = listCities().map(({ name, country }) => [name, country] as const);
  const found = CLIMATES.map(([city, country, climate]) => [climateOf([city, country]), climate] as const);
  const same = found.filter(([is, listed]) => is === listed).length;
  const group = found.filter(([is, listed]) => is?.charAt(0) === listed.charAt(0)).length;
  console.log(
    `Climate known: case-study cities ${known(pairs)}, demo challenges ${known(demo)}, all ${known(all)}`,
  );
  console.log(`Of the ${found.length} of the fixture: class as listed ${same}, main group ${group}`);
}
