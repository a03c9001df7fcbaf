import { describe, expect, it } from 'vitest';
import { catalogueAsDcat } from '../../../src/open-data/dcat.js';
import type { Publication } from '../../../src/open-data/publication.js';
import { toJsonLd, toTurtle } from '../../../src/open-data/rdf.js';
import { linesOf, ofType, readJsonLd, readTurtle, textsOf, valuesOf } from '../../helpers/rdf.js';

const SITE = 'https://match.example.org';
const LICENCE = 'https://example.org/terms';
const numbers = { modifiedAt: new Date('2026-11-20T09:30:00Z'), languages: ['en', 'pt-BR', 'pt'] };
const graphOf = (publication: Publication) => readTurtle(toTurtle(catalogueAsDcat(publication, numbers)));

describe('the catalogue of data in DCAT', () => {
  const store = graphOf({ site: SITE, publisher: 'Network "of" <cities>', licence: LICENCE });

  it('says the same in Turtle and in JSON-LD', async () => {
    const statements = catalogueAsDcat({ site: SITE, licence: LICENCE }, numbers);
    expect(linesOf(await readJsonLd(toJsonLd(statements)))).toEqual(
      linesOf(readTurtle(toTurtle(statements))),
    );
  });

  it('names and describes the catalogue and each data set, and gives each a distribution', () => {
    const [catalog = ''] = ofType(store, 'dcat:Catalog');
    const datasets = ofType(store, 'dcat:Dataset');
    expect(datasets).toHaveLength(2);
    expect(valuesOf(store, catalog, 'dcat:dataset').sort()).toEqual([...datasets].sort());
    for (const one of [catalog, ...datasets]) {
      expect(textsOf(store, one, 'dct:title').map((text) => text.slice(0, 2))).toEqual([
        'en',
        'es',
        'fr',
        'pt',
      ]);
      expect(textsOf(store, one, 'dct:description')).toHaveLength(4);
    }
    for (const one of datasets) expect(valuesOf(store, one, 'dcat:distribution').length).toBeGreaterThan(0);
    expect(valuesOf(store, `${SITE}/open-data#entries`, 'dct:language')).toEqual([
      'http://id.loc.gov/vocabulary/iso639-1/en',
      'http://id.loc.gov/vocabulary/iso639-1/pt',
    ]);
  });

  it('leads to each distribution, with its media type where that is registered', () => {
    const distributions = ofType(store, 'dcat:Distribution');
    const types = distributions.flatMap((one) => {
      expect(valuesOf(store, one, 'dcat:accessURL')).toEqual([expect.stringContaining(SITE)]);
      expect(valuesOf(store, one, 'dct:license')).toEqual([LICENCE]);
      return [...valuesOf(store, one, 'dcat:mediaType'), ...valuesOf(store, one, 'dct:format')];
    });
    expect(types).toHaveLength(distributions.length);
    expect(types).toContain('https://www.iana.org/assignments/media-types/text/csv');
  });

  it('says where the API answers and where it is described', () => {
    const [api = ''] = ofType(store, 'dcat:DataService');
    expect(valuesOf(store, api, 'dcat:endpointURL')).toEqual([`${SITE}/v1`]);
    expect(valuesOf(store, api, 'dcat:endpointDescription')).toEqual([`${SITE}/openapi.json`]);
    expect(valuesOf(store, api, 'dcat:servesDataset')).toEqual([`${SITE}/open-data#entries`]);
  });

  it('names publisher and licence as the settings do, and neither where they do not', () => {
    expect(valuesOf(store, `${SITE}/open-data#publisher`, 'foaf:name')).toEqual(['Network "of" <cities>']);
    const bare = toTurtle(catalogueAsDcat({ site: SITE }, numbers));
    expect(bare).not.toMatch(/license|publisher|foaf:Agent/);
  });
});
