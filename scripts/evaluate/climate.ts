import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createPlaces, listCities } from '../../src/catalogue/places.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { maturityOf, maturitySignsOf } from '../../src/matching/maturity.js';
import { CLIMATES } from '../../test/fixtures/climates.js';

const citySchema = z.object({ city: z.object({ name: z.string(), country: z.string() }) });

/** How often each value stands in the list: "coast 3, inland 4". */
function told(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => `${value} ${count}`).join(', ');
}

/**
 * Prints of how many cities the climate is known, how often it is the class of the list in the fixture, how many lie by
 * the sea, and how far the solutions of the seed case studies have come.
 */
export async function printClimateCoverage(): Promise<void> {
  const places = createPlaces();
  const climateOf = ([city, country]: readonly [string, string]) => {
    const place = places.locate(city, country);
    return place?.approximate === false ? place.climate : undefined;
  };
  const known = (cities: readonly (readonly [string, string])[]) =>
    `${cities.filter((one) => climateOf(one) !== undefined).length} of ${cities.length}`;
  const entries = await readEntries();
  const seeds = entries.flatMap(({ kind, body }) =>
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
  const shores = all.map(([name, country]) => places.locate(name, country)?.coastal);
  console.log(
    `Cities: ${told(shores.map((is) => (is ? 'by the sea' : is === undefined ? 'between' : 'inland')))}`,
  );
  const cases = entries.filter(({ kind }) => kind === 'case-study');
  const year = new Date().getUTCFullYear();
  console.log(`Case studies: ${told(cases.map((entry) => maturityOf(maturitySignsOf(entry), 0, year)))}`);
  console.log(`Of the ${found.length} of the fixture: class as listed ${same}, main group ${group}`);
}
