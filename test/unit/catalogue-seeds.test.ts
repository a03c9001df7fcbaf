import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { placeOf } from '../../src/catalogue/entry.js';
import { generateEntries } from '../../src/catalogue/generate.js';
import { createPlaces, listCities } from '../../src/catalogue/places.js';
import { readRow } from '../../src/catalogue/row.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { regionName, regionsOf, sectorIds } from '../../src/taxonomy/index.js';

const seeds = await readEntries();
const ids = new Set(seeds.map(({ id }) => id));
const cases = seeds.flatMap((entry) => (entry.kind === 'case-study' ? [entry.body] : []));

describe('the seed catalogue', () => {
  it('has an id of its own for each entry, and every provider that a case study names', () => {
    expect(ids.size).toBe(seeds.length);
    expect(cases.flatMap(({ providers }) => providers).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('has a source and an entry in every sector', () => {
    expect(seeds.filter(({ body }) => body.sourceUrl === null).map(({ id }) => id)).toEqual([]);
    const used = new Set<string>(seeds.flatMap(({ body }) => body.sectors));
    expect(sectorIds.filter((id) => !used.has(id))).toEqual([]);
  });

  it('names the M49 region of each case study as the taxonomy does', () => {
    const wrong = cases.filter(
      ({ country, region }) =>
        !regionsOf(country)
          .map((code) => regionName(code))
          .includes(region ?? ''),
    );
    expect(wrong.map(({ id, region }) => `${id} ${region}`)).toEqual([]);
  });

  it('has every entry that a judgment grades', () => {
    const judgment = z.object({ id: z.string(), relevance: z.record(z.string(), z.number()) });
    const lines = readFileSync(new URL('../../seeds/judgments.jsonl', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    const graded = lines.flatMap((line) => Object.keys(judgment.parse(JSON.parse(line)).relevance));
    expect(graded.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('places', () => {
  const places = createPlaces();

  it('know every city of the seeds, in its country', () => {
    const unknown = seeds
      .map(placeOf)
      .filter(({ city, country }) => city !== '' && places.locate(city, country)?.approximate !== false);
    expect(unknown).toEqual([]);
  });

  it.each([
    ['Arlington', 'US', 32.7, -97.1],
    ['Portland', 'US', 45.5, -122.7],
    ['Washington', 'US', 38.9, -77],
    ['Melbourne', 'AU', -37.8, 145],
    ['San Juan', 'PR', 18.5, -66.1],
    ['Saint-Louis', 'SN', 16, -16.5],
    ['Roquefort', 'FR', 44.2, 0.6],
    ['Cap-Haïtien', 'HT', 19.8, -72.2],
    ['Durban (eThekwini)', 'ZA', -29.9, 31],
    ['Funafuti', 'TV', -8.5, 179.2],
    ['LIMA', 'PE', -12, -77],
    ['Medellin', 'CO', 6.3, -75.6],
    ['Gotemburgo / Gothenburg', 'SE', 57.7, 12],
  ])('put %s in %s at %d, %d', (city, country, latitude, longitude) => {
    const place = places.locate(city, country);
    expect(place?.latitude).toBeCloseTo(latitude, 0);
    expect(place?.longitude).toBeCloseTo(longitude, 0);
    expect(place?.approximate).toBe(false);
  });

  it('fall back to the middle of the country, and know no country that is none', () => {
    expect(places.locate('Nowhere at all', 'PE')).toEqual({
      latitude: -10,
      longitude: -76,
      approximate: true,
    });
    expect(places.locate('', 'KE')?.approximate).toBe(true);
    expect(places.locate('Lima', 'XX')).toBeUndefined();
    expect(places.locate('__proto__', 'constructor')).toBeUndefined();
  });

  it('are all on the globe', () => {
    const cities = listCities();
    expect(cities.length).toBeGreaterThan(20_000);
    for (const { name, country } of cities) {
      const place = places.locate(name, country);
      expect(Math.abs(place?.latitude ?? 99)).toBeLessThan(90);
      expect(Math.abs(place?.longitude ?? 999)).toBeLessThanOrEqual(180);
    }
  });
});

describe('generated entries', () => {
  const made = [...generateEntries({ seeds, count: 1_000, seed: 7 })];

  it('are as many as asked for, valid, with ids of their own', () => {
    expect(made).toHaveLength(1_000);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1_000);
    for (const { body } of made) expect(readRow(JSON.stringify(body))).toHaveProperty('entry');
    expect([...generateEntries({ seeds, count: 1 })]).toHaveLength(1);
  });

  it('are the same for the same seed, and others for another', () => {
    expect([...generateEntries({ seeds, count: 1_000, seed: 7 })]).toEqual(made);
    expect([...generateEntries({ seeds, count: 1_000, seed: 8 })]).not.toEqual(made);
  });

  it('differ from each other and name only providers that are there', () => {
    const known = new Set(made.map(({ id }) => id));
    const studies = made.flatMap((entry) => (entry.kind === 'case-study' ? [entry.body] : []));
    expect(new Set(studies.map(({ challenge, solution }) => challenge + solution)).size).toBeGreaterThan(500);
    expect(new Set(studies.map(({ city, country }) => city + country)).size).toBeGreaterThan(400);
    expect(studies.flatMap(({ providers }) => providers).filter((id) => !known.has(id))).toEqual([]);
    expect(JSON.stringify(made)).not.toMatch(/[\u27e8\u27e9]/);
  });
});
