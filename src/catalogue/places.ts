import { readFileSync } from 'node:fs';
import { createRecent } from '../text/recent.js';
import { fold } from '../text/tokenize.js';
import type { Coordinates } from './entry.js';

/** A city, or the middle of a country where the city is unknown. */
export interface Place extends Coordinates {
  /** True where this is the middle of the country. */
  approximate: boolean;
  /** People in the city, approximate. */
  population?: number;
  /** Köppen-Geiger class of the city, as "Cfb". */
  climate?: string;
  /** Whether the city lies within 15 km of the sea; absent from there to 40 km. Lakes do not count. */
  coastal?: boolean;
}

/** Where cities are. */
export interface Places {
  /** The city, else the middle of its country; `undefined` for an unknown country (ISO 3166-1 alpha-2). */
  locate(city: string, country: string): Place | undefined;
}

/** Cities of which it is remembered where they are. */
const KEPT = 5_000;
/** How `seeds/places.tsv` marks where a city lies to the sea. */
export const SHORES = { coast: 's', between: 'n', inland: '' } as const;
const PLACES = new URL('../../seeds/places.tsv', import.meta.url);

/** A city's name as it is compared: folded, with single spaces for all that is no letter or digit. */
export function placeKey(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

interface CountryPlaces {
  middle: Place;
  cities: ReadonlyMap<string, Place>;
  /** Names in other languages, taken apart when they are first needed. */
  others(): ReadonlyMap<string, Place>;
}

/**
 * Looks cities up in `seeds/places.tsv` (made by `scripts/places.ts`). The file is read at the first question,
 * and only the countries asked for are taken apart.
 */
export function createPlaces(file: URL = PLACES): Places {
  let parts: Map<string, string> | undefined;
  const read = new Map<string, CountryPlaces>();

  const countryOf = (code: string): CountryPlaces | undefined => {
    parts ??= cut(readFileSync(file, 'utf8'));
    const part = parts.get(code);
    if (part === undefined) return undefined;
    const places = read.get(code) ?? takeApart(part);
    read.set(code, places);
    return places;
  };
  const lookUp = (city: string, country: string): Place | undefined => {
    const places = countryOf(country);
    if (places === undefined) return undefined;
    const names = spellings(city);
    if (names.length === 0) return places.middle;
    return firstOf(names, places.cities) ?? firstOf(names, places.others()) ?? places.middle;
  };
  const recent = createRecent<string, Place | undefined>(KEPT);
  return {
    locate: (city, country) => recent.of(`${country} ${city}`, () => lookUp(city, country)),
  };
}

function firstOf(names: readonly string[], places: ReadonlyMap<string, Place>): Place | undefined {
  return names.map((name) => places.get(name)).find((place) => place !== undefined);
}

/** Every city of `seeds/places.tsv`, country by country. Reads the whole file: for tools, not for requests. */
export function listCities(file: URL = PLACES): { name: string; country: string; population: number }[] {
  return [...cut(readFileSync(file, 'utf8'))].flatMap(([country, part]) =>
    linesOf(part)
      .slice(1)
      .map((line) => {
        const [name = '', , , population] = line.split('\t');
        return { name, country, population: Number(population) };
      }),
  );
}

/** What stands before a city's name in forms: "City of Lima", "Município de Maputo". */
const OFFICE =
  /^(?:the )?(?:city|town|municipality|metropolitan city|district|ville|commune|ciudad|ciutat|alcald[ií]a|munic[ií]pio|ayuntamiento|prefeitura|cidade|stadt|landeshauptstadt|hansestadt|comune|citt[aà]|gemeente|gmina|kota)(?: municipal)?(?: (?:of|de|di|da|do|dos|von))?(?: |['’])(?=.{2})/i;
/** What stands after it: "Quezon City", "Nairobi City County". */
const TITLE = / (?:city|city county|municipality|metropolitan municipality|metro)$/i;

/** "Durban (eThekwini)" may be known by either name, "Gasteiz / Vitoria" too; the name without its office comes last. */
function spellings(city: string): string[] {
  const names = [city, ...city.split(/[()/,]| [-–] /)].map((name) => name.trim());
  const bare = names.flatMap((name) => [name.replace(OFFICE, ''), name.replace(TITLE, '')]);
  return [...new Set([...names, ...bare].map(placeKey))].filter((name) => name !== '');
}

/** The text of each country: a line "@FR latitude longitude", then one a city, with tabs between; see the head of the file. */
function cut(text: string): Map<string, string> {
  const parts = text.split('\n@').slice(1);
  return new Map(parts.map((part) => [part.slice(0, 2), part]));
}

const linesOf = (part: string) => part.trimEnd().split('\n');

function takeApart(part: string): CountryPlaces {
  const [head = '', ...lines] = linesOf(part);
  const [, latitude, longitude] = head.split('\t');
  const cities = new Map<string, Place>();
  const alternate: [names: string, place: Place][] = [];
  for (const line of lines) {
    const [name = '', north, east, people, climate = '', shore = '', names = ''] = line.split('\t');
    const population = Number(people);
    const place: Place = {
      latitude: Number(north),
      longitude: Number(east),
      approximate: false,
      ...(population > 0 && { population }),
      ...(climate !== '' && { climate }),
      ...(shore !== SHORES.between && { coastal: shore === SHORES.coast }),
    };
    // Of two cities with one name the larger stands first, and stays.
    const key = placeKey(name);
    if (!cities.has(key)) cities.set(key, place);
    if (names !== '') alternate.push([names, place]);
  }
  let others: Map<string, Place> | undefined;
  return {
    middle: { latitude: Number(latitude), longitude: Number(longitude), approximate: true },
    cities,
    others() {
      others ??= new Map(
        alternate.flatMap(([names, place]) =>
          names.split('|').map((name): [string, Place] => [placeKey(name), place]),
        ),
      );
      return others;
    },
  };
}
