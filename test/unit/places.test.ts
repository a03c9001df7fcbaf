import { describe, expect, it } from 'vitest';
import { createPlaces, listCities } from '../../src/catalogue/places.js';
import { CLIMATE_CLASSES } from '../../src/taxonomy/climates.js';
import { CLIMATES } from '../fixtures/climates.js';

const places = createPlaces();
const classes: readonly string[] = Object.values(CLIMATE_CLASSES).flat();
const known = (city: string, country: string) => {
  const place = places.locate(city, country);
  return place?.approximate === false ? [place.population, place.climate] : undefined;
};

describe('cities', () => {
  it.each([
    ['Munich', 'DE', ['MÜNCHEN', 'Munchen', 'Monaco di Baviera', 'Landeshauptstadt München', 'Мюнхен']],
    ['Cape Town', 'ZA', ['City of Cape Town', 'Kaapstad']],
    ['Paris', 'FR', ['Ville de Paris', 'París', 'Paris, France']],
    ['Recife', 'BR', ['Prefeitura Municipal de Recife', 'RECIFE - PE', 'Cidade do Recife']],
    ['Beijing', 'CN', ['Peking', '北京']],
    ['Mumbai', 'IN', ['Bombay']],
    ['Cairo', 'EG', ['القاهرة', 'El Cairo']],
    ['Kyiv', 'UA', ['Kiev', 'Київ']],
    ['Lisbon', 'PT', ['Lisboa', 'LISBONNE']],
  ])('are known by the names of %s (%s)', (city, country, names) => {
    expect(known(city, country)).toBeDefined();
    // Two sources of one city may differ a little in people; its climate is one.
    for (const name of names)
      expect([name, known(name, country)?.[1]]).toEqual([name, known(city, country)?.[1]]);
  });

  it('are the largest of their name, and keep names that are their own', () => {
    expect(known('Springfield', 'US')?.[0]).toBe(
      Math.max(
        ...listCities().flatMap(({ name, country, population }) =>
          name === 'Springfield' && country === 'US' ? [population] : [],
        ),
      ),
    );
    // Quezon City is not Quezon; Mexico City is a city, Mexico the country.
    expect(known('Quezon City', 'PH')?.[0]).toBeGreaterThan(2_000_000);
    expect(known('Mexico City', 'MX')?.[0]).toBeGreaterThan(8_000_000);
  });

  it.each([
    ['Nowhere at all', 'DE'],
    ['', 'DE'],
    ['City of', 'DE'],
    ['City', 'US'],
    ['München', 'XX'],
    ['x'.repeat(10_000), 'DE'],
    ['City of '.repeat(1_000), 'DE'],
  ])('that are none, as %.20s (%s), have no climate and no population', (city, country) => {
    expect(known(city, country)).toBeUndefined();
  });

  it('have a climate of the classes, where they are not on an island too small for the map', () => {
    const climates = listCities().map(({ name, country }) => places.locate(name, country)?.climate);
    const missing = climates.filter((climate) => climate === undefined).length;
    expect(missing / climates.length).toBeLessThan(0.006);
    expect(climates.filter((climate) => climate !== undefined && !classes.includes(climate))).toEqual([]);
  });

  it.each([
    [
      'by the sea',
      true,
      'Lima PE|Mumbai IN|Durban ZA|Funafuti TV|Vladivostok RU|New Orleans US|Cap-Haïtien HT|Hamburg DE',
    ],
    ['inland', false, 'São Paulo BR|Nairobi KE|Entebbe UG|Chicago US|Aktau KZ|Moscow RU|Paris FR|Kariba ZW'],
    // Large, and a good way from open water: neither is claimed.
    ['neither', undefined, 'London GB|Bangkok TH|Rotterdam NL|Rome IT'],
  ])('lie %s', (_, coastal, cities) => {
    for (const city of cities.split('|'))
      expect([city, places.locate(city.slice(0, -3), city.slice(-2))?.coastal]).toEqual([city, coastal]);
  });

  it('lie by the sea in a quarter of the list, and in no country that has none', () => {
    const all = listCities().map(({ name, country }) => ({ country, ...places.locate(name, country) }));
    const coastal = all.filter(({ coastal: is }) => is);
    expect(coastal.length / all.length).toBeGreaterThan(0.2);
    expect(coastal.length / all.length).toBeLessThan(0.3);
    const landlocked = new Set(
      'AD AF AM AT AZ BF BI BO BT BW BY CF CH CZ ET HU KG KZ LA LI LS LU MD MK ML MN MW NE'.split(' '),
    );
    for (const code of 'NP PY RS RW SK SS SZ TD TJ TM UG UZ ZM ZW'.split(' ')) landlocked.add(code);
    expect(coastal.filter(({ country }) => landlocked.has(country))).toEqual([]);
    expect(places.locate('Nowhere at all', 'DE')?.coastal).toBeUndefined();
  });

  it('have the climate of the list written from general knowledge, or one beside it', () => {
    expect(CLIMATES).toHaveLength(40);
    const found = CLIMATES.map(([city, country]) => places.locate(city, country)?.climate ?? '');
    const right = CLIMATES.filter(([, , climate], i) => found[i] === climate);
    const group = CLIMATES.filter(([, , climate], i) => found[i]?.charAt(0) === climate.charAt(0));
    expect(right.length).toBeGreaterThanOrEqual(30);
    expect(group.length).toBeGreaterThanOrEqual(35);
  });
});
