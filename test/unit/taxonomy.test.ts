import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  countries,
  countryCodes,
  countryName,
  parseCountry,
  parsePathway,
  pathwayIds,
  pathways,
  regionName,
  regions,
  regionsOf,
  sdgs,
  sectorIds,
  sectorLabel,
  sectors,
} from '../../src/taxonomy/index.js';

describe('countries', () => {
  it('are the 249 of ISO 3166-1, each with a name in five languages', () => {
    expect(countryCodes).toHaveLength(249);
    expect(new Set(countryCodes).size).toBe(249);
    for (const { code, labels } of countries) {
      for (const label of Object.values(labels)) expect(label, code).not.toBe(code);
    }
  });

  it.each([
    ['PE', 'PE'],
    [' pe ', 'PE'],
    ['Peru', 'PE'],
    ['Perú', 'PE'],
    ['Pérou', 'PE'],
    ['peru', 'PE'],
    ['Alemanha', 'DE'],
    ['Deutschland', 'DE'],
    ["Côte d'Ivoire", 'CI'],
    ['Elfenbeinküste', 'CI'],
    ['Puerto Rico', 'PR'],
    ['United States of America', 'US'],
    ['Viet Nam', 'VN'],
    ['Vietnam', 'VN'],
  ])('are known by code or name: %s', (text, code) => {
    expect(parseCountry(text)).toBe(code);
  });

  it('are known by each of their own names', () => {
    const own = countries.flatMap(({ code, labels }) =>
      [labels.en, labels.es, labels.fr].map((name) => [name, code]),
    );
    expect(own.filter(([name = '', code]) => parseCountry(name) !== code)).toEqual([]);
  });

  it('are not made up', () => {
    for (const text of ['', 'Atlantis', 'XX', 'constructor', '__proto__'])
      expect(parseCountry(text)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const code = parseCountry(text);
        expect(code === undefined || countryCodes.includes(code)).toBe(true);
      }),
    );
  });

  it('are named in English where a language is unknown, and by their code where they are', () => {
    expect(countryName('PE', 'fr-CA')).toBe('Pérou');
    expect(countryName('PE', 'sw')).toBe('Peru');
    expect(countryName('XX')).toBe('XX');
  });
});

describe('regions', () => {
  it('are a tree below the world that holds every country once', () => {
    const codes = new Set(regions.map(({ code }) => code));
    expect(codes.size).toBe(regions.length);
    for (const { code, parent } of regions) {
      expect(code).toMatch(/^\d{3}$/);
      expect(parent === null ? code === '001' : codes.has(parent)).toBe(true);
    }
    const placed = regions.flatMap((region) => region.countries);
    expect(placed.toSorted()).toEqual([...countryCodes]);
  });

  it.each([
    ['KE', ['014', '202', '002']],
    ['PE', ['005', '419', '019']],
    ['US', ['021', '019']],
    ['TW', ['030', '142']],
    ['XX', []],
  ])('lead from %s up to its continent', (country, chain) => {
    expect(regionsOf(country)).toEqual(chain);
  });

  it('are named, leading zeros and all', () => {
    expect(regionName('014')).toBe('Eastern Africa');
    expect(regionName('14')).toBe('14');
  });
});

describe('sectors, goals and pathways', () => {
  it('are those of the seeds, with a label in four languages', () => {
    const text = readFileSync(new URL('../../seeds/sectors.json', import.meta.url), 'utf8');
    const given = z.array(z.object({ id: z.string() })).parse(JSON.parse(text));
    expect([...sectorIds]).toEqual(given.map(({ id }) => id));
    for (const { labels } of sectors) for (const label of Object.values(labels)) expect(label).not.toBe('');
  });

  it('are labelled in the language asked for, else in English, else by their id', () => {
    expect(sectorLabel('health', 'es')).toBe('Salud pública');
    expect(sectorLabel('health', 'ja')).toBe('Public health');
    expect(sectorLabel('none')).toBe('none');
    expect(sectorLabel('toString')).toBe('toString');
  });

  it('count seventeen goals with a colour each, and five pathways', () => {
    expect(sdgs.map(({ number }) => number)).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
    for (const { colour } of sdgs) expect(colour).toMatch(/^#[0-9A-F]{6}$/);
    expect(new Set(sdgs.map(({ colour }) => colour)).size).toBe(17);
    expect(pathways.map(({ id }) => id)).toEqual([...pathwayIds]);
  });

  it.each([
    ['low-emission', 'low-emission'],
    ['Zero emission', 'low-emission'],
    ['zero_emission', 'low-emission'],
    ['Nature-based', 'nature-based'],
    [' CIRCULAR ', 'circular'],
    ['Equitable and people-centred', 'equitable'],
    ['resilience', 'resilient'],
    ['constructor', undefined],
    ['', undefined],
  ])('know the pathway %s', (text, id) => {
    expect(parsePathway(text)).toBe(id);
  });
});
