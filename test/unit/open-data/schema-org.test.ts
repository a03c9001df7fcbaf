import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryAsSchemaOrg, jsonForPage } from '../../../src/open-data/schema-org.js';
import { oddText } from '../../helpers/odd-entries.js';
import { caseStudy, provider } from '../../helpers/web-fixture.js';

const SITE = 'https://match.example.org';

describe('JSON within a page', () => {
  it('holds nothing that a page or a script could read as its own, and means the same', () => {
    fc.assert(
      fc.property(fc.oneof(oddText, fc.string({ unit: 'binary' })), (text) => {
        const json = jsonForPage({ [text]: [text, `</script><!--<script>${text}\u2028\u2029`] });
        expect(json).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(json)).toEqual({ [text]: [text, `</script><!--<script>${text}\u2028\u2029`] });
      }),
      { numRuns: 500 },
    );
  });
});

describe('an entry in the words of schema.org', () => {
  it('is an article about its place and subjects, from its source, by its providers', () => {
    const told = entryAsSchemaOrg({ site: SITE, licence: 'https://example.org/terms' }, caseStudy, 'es');
    expect(told).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Article',
      '@id': `${SITE}/entries/cs-rotterdam-water-square`,
      headline: caseStudy.title,
      inLanguage: 'en',
      datePublished: caseStudy.createdAt,
      dateModified: caseStudy.updatedAt,
      temporalCoverage: '2013',
      isBasedOn: caseStudy.sourceUrl,
      license: 'https://example.org/terms',
      spatialCoverage: {
        '@type': 'Place',
        name: 'Rotterdam, Países Bajos',
        address: { addressLocality: 'Rotterdam', addressCountry: 'NL' },
        geo: { latitude: 51.92, longitude: 4.48 },
      },
      provider: [{ '@type': 'Organization', '@id': `${SITE}/entries/pr-de-urbanisten` }],
    });
    expect(told.about).toEqual([
      expect.objectContaining({ '@id': `${SITE}/taxonomy/sectors/flooding-stormwater` }),
      expect.objectContaining({
        sameAs: 'http://metadata.un.org/sdg/11',
        name: 'Ciudades y comunidades sostenibles',
      }),
      expect.objectContaining({ sameAs: 'http://metadata.un.org/sdg/13' }),
    ]);
  });

  it('is an organisation with what it offers, knows and serves', () => {
    expect(entryAsSchemaOrg({ site: SITE }, provider, 'en')).toMatchObject({
      '@type': 'Organization',
      name: 'De Urbanisten',
      url: 'https://www.example.com',
      address: { '@type': 'PostalAddress', addressLocality: 'Rotterdam', addressCountry: 'NL' },
      areaServed: [
        { '@type': 'Country', name: 'Netherlands' },
        { '@type': 'Place', name: 'Worldwide' },
      ],
      knowsAbout: [{ '@type': 'DefinedTerm', termCode: 'flooding-stormwater' }],
      makesOffer: [{ '@type': 'Offer', itemOffered: { '@type': 'Service', name: 'water square design' } }],
    });
  });

  it('places no city in the middle of its country', () => {
    const nowhere = { ...caseStudy, coordinates: { latitude: 52, longitude: 5, approximate: true } };
    expect(JSON.stringify(entryAsSchemaOrg({ site: SITE }, nowhere, 'en'))).not.toContain('geo');
  });

  it('names no publisher and no licence that nobody has stated', () => {
    expect(Object.keys(entryAsSchemaOrg({ site: SITE }, caseStudy, 'en'))).not.toEqual(
      expect.arrayContaining(['license']),
    );
  });
});
