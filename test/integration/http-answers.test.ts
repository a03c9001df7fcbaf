import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  entryResponseSchema,
  searchResponseSchema,
  similarResponseSchema,
} from '../../src/catalogue/contract.js';
import { readinessSchema } from '../../src/http/health.js';
import { matchResponseSchema } from '../../src/matching/contract.js';
import { taxonomySchema } from '../../src/taxonomy/routes.js';
import { problemIn, startHttpApp, type TestSite } from '../helpers/http-app.js';

const KNOWN = 'cs-medellin-green-corridors';

describe('the API over the seed catalogue', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await startHttpApp();
  });
  afterAll(() => site.stop());

  describe('GET /v1/search', () => {
    const search = async (query: string) =>
      searchResponseSchema.parse((await site.get(`/v1/search?${query}`)).json);

    it('finds entries by their words, with passages that hold them', async () => {
      const answer = await search('q=flood&limit=5');
      expect(answer.hits).toHaveLength(5);
      const [first] = answer.hits;
      const passage = first?.highlights[0];
      const [start, end] = passage?.ranges[0] ?? [0, 0];
      expect(passage?.text.slice(start, end)).toMatch(/flood/i);
    });

    it('finds nothing for words that no entry holds', async () => {
      expect(await search('q=xyzzyplugh')).toMatchObject({ hits: [], total: 0 });
    });

    it('lists every entry once when paged to the end without words', async () => {
      const ids: string[] = [];
      let cursor = '';
      let total = 0;
      do {
        const page = await search(`limit=100${cursor && `&cursor=${cursor}`}`);
        ids.push(...page.hits.map(({ id }) => id));
        total = page.total;
        cursor = page.nextCursor ?? '';
      } while (cursor !== '');
      expect(ids).toHaveLength(total);
      expect(new Set(ids).size).toBe(262);
    });

    it('pages to the end of what words find, in pages of any length', async () => {
      const whole = await search('q=heat&limit=100');
      const first = await search('q=heat&limit=3');
      const rest = await search(`q=heat&limit=100&cursor=${first.nextCursor}`);
      const ids = [...first.hits, ...rest.hits].map(({ id }) => id);
      expect(ids.slice(0, 100)).toEqual(whole.hits.map(({ id }) => id).slice(0, ids.length));
      expect(rest.total).toBe(whole.total);
    });

    it('keeps to the filters, alternatives within one and all of them together', async () => {
      const { hits } = await search('kind=case-study&country=NL&country=CO&limit=100');
      expect(hits.length).toBeGreaterThan(1);
      expect(new Set(hits.map(({ kind }) => kind))).toEqual(new Set(['case-study']));
      expect(new Set(hits.map(({ country }) => country))).toEqual(new Set(['NL', 'CO']));
    });

    it('counts the facets asked for over everything found, written with commas or repeated', async () => {
      const { facets } = await search('facets=kind,sector&limit=1');
      expect(facets.kind).toEqual({ 'case-study': 145, provider: 117 });
      expect(Object.keys(facets).sort()).toEqual(['kind', 'sector']);
      expect((await search('facets=kind&facets=sector&limit=1')).facets).toEqual(facets);
    });
  });

  describe('POST /v1/match', () => {
    it('answers a challenge with matches and their reasons', async () => {
      const answer = await site.match({
        statement: 'Our old town floods after every heavy rain and the sewers overflow.',
        city: { country: 'PT', population: 40_000 },
        limit: 5,
      });
      expect(answer.status).toBe(200);
      const { results, model } = matchResponseSchema.parse(answer.json);
      expect(model).toBe('none');
      expect(results.length).toBeGreaterThan(0);
      expect(results[0]?.reasons.length).toBeGreaterThan(0);
    });

    it.each([
      ['es-MX, en;q=0.5', 'es', 'De su parte del mundo'],
      ['fr', 'fr', 'De votre partie du monde'],
      ['pt-BR', 'pt', 'Da sua parte do mundo'],
      ['de', 'en', 'From your part of the world'],
      [undefined, 'en', 'From your part of the world'],
    ])('words its reasons after Accept-Language %s in "%s"', async (accepted, language, words) => {
      const answer = await site.match(
        {
          statement: 'Half of our water leaks from the network.',
          city: { country: 'PT', population: 40_000 },
          limit: 20,
        },
        { 'content-type': 'application/json', ...(accepted && { 'accept-language': accepted }) },
      );
      expect(answer.text).toContain(words);
      expect(answer.headers.get('content-language')).toBe(language);
      expect(answer.headers.get('vary')).toMatch(/Accept-Language/);
      expect(matchResponseSchema.parse(answer.json).language).toBe('en');
    });

    it('may not be kept by anyone on the way', async () => {
      const answer = await site.match({ statement: 'Our streets flood.' });
      expect(answer.headers.get('cache-control')).toMatch(/private|no-store/);
    });
  });

  describe('GET /v1/entries', () => {
    it('names the country in the language asked for', async () => {
      const french = await site.get('/v1/entries/cs-rotterdam-water-square', {
        headers: { 'accept-language': 'fr' },
      });
      expect(french.json).toMatchObject({ countryName: 'Pays-Bas', language: 'en' });
      const none = await site.get('/v1/entries/cs-rotterdam-water-square');
      expect(none.json).toMatchObject({ countryName: 'Netherlands' });
    });

    it('gives a case study with its place, its source and what was done', async () => {
      const entry = entryResponseSchema.parse((await site.get(`/v1/entries/${KNOWN}`)).json);
      expect(entry).toMatchObject({
        id: KNOWN,
        kind: 'case-study',
        city: 'Medellín',
        countryName: 'Colombia',
      });
      expect(entry.coordinates?.latitude).toBeCloseTo(6.2, 0);
      expect(entry.caseStudy?.challenge).not.toBe('');
      expect(entry.provider).toBeUndefined();
    });

    it('links every case study to its providers, and back', async () => {
      const { hits } = searchResponseSchema.parse((await site.get('/v1/search?kind=provider&limit=20')).json);
      let links = 0;
      for (const { id } of hits) {
        const provider = entryResponseSchema.parse((await site.get(`/v1/entries/${id}`)).json);
        expect(provider.provider?.type).toBeDefined();
        for (const link of provider.links) {
          const linked = entryResponseSchema.parse((await site.get(`/v1/entries/${link.id}`)).json);
          expect(linked.links.map((back) => back.id)).toContain(id);
          links += 1;
        }
      }
      expect(links).toBeGreaterThan(0);
    });

    it('fits its schema for every entry of the catalogue', async () => {
      let cursor = '';
      do {
        const page = searchResponseSchema.parse((await site.get(`/v1/search?limit=100${cursor}`)).json);
        for (const { id } of page.hits) entryResponseSchema.parse((await site.get(`/v1/entries/${id}`)).json);
        cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
      } while (cursor !== '');
    });

    it('gives the neighbours of an entry, never itself', async () => {
      const answer = await site.get(`/v1/entries/${KNOWN}/similar?limit=7`);
      const { results } = similarResponseSchema.parse(answer.json);
      expect(results).toHaveLength(7);
      expect(results.map(({ id }) => id)).not.toContain(KNOWN);
    });

    it.each(['/v1/entries/cs-nowhere', '/v1/entries/cs-nowhere/similar', '/v1/entries/__proto__'])(
      'returns 404 for the unknown id of %s',
      async (path) => {
        expect(problemIn(await site.get(path))).toMatchObject({ status: 404, errors: [{ path: 'id' }] });
      },
    );
  });

  it('gives the taxonomy', async () => {
    const taxonomy = taxonomySchema.parse((await site.get('/v1/taxonomy')).json);
    expect(taxonomy.sdgs).toHaveLength(17);
    expect(taxonomy.pathways).toHaveLength(5);
    expect(taxonomy.sectors.length).toBeGreaterThan(10);
    for (const { labels } of [
      ...taxonomy.sdgs,
      ...taxonomy.pathways,
      ...taxonomy.regions,
      ...taxonomy.sectors,
    ]) {
      expect(Object.keys(labels).sort()).toEqual(['en', 'es', 'fr', 'pt']);
    }
    expect(taxonomy.regions.find(({ code }) => code === '005')?.labels.fr).toBe('Amérique du Sud');
  });

  it('says that it is ready, and how each part is', async () => {
    const answer = await site.get('/readyz');
    expect(answer.status).toBe(200);
    expect(readinessSchema.parse(answer.json)).toMatchObject({ ready: true, entries: 262 });
  });
});
