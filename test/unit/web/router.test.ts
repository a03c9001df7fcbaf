import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryResponse } from '../../../src/catalogue/contract.js';
import type { CatalogueHit } from '../../../src/catalogue/search.js';
import { AppError } from '../../../src/errors.js';
import type { MatchResult } from '../../../src/matching/contract.js';
import type { Status } from '../../../src/web/deps.js';
import { caseStudy, matchResponse, matchResult, provider, startPages } from '../../helpers/web-fixture.js';

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>'&amp;`;
const READY: Status = { ready: true, doing: 'ready', parts: {} };
const asked = `/?statement=${encodeURIComponent('Our old town floods')}`;

/** Every string of a value replaced by markup, ids and enumerations aside. */
function hostile(result: MatchResult): MatchResult {
  return {
    ...result,
    id: `cs-${HOSTILE}`,
    title: HOSTILE,
    summary: HOSTILE,
    city: HOSTILE,
    country: HOSTILE,
    sectors: [HOSTILE],
    sourceUrl: `javascript:alert(3)//${HOSTILE}`,
    evidence: [{ id: HOSTILE, kind: 'provider', title: HOSTILE }],
    reasons: [
      { stance: 'for', kind: 'passage', text: HOSTILE, passage: HOSTILE },
      { stance: 'against', kind: 'size', text: HOSTILE, passage: HOSTILE },
    ],
    highlights: [{ field: 'challenge', text: HOSTILE, ranges: [[3, 9]] }],
  };
}

/** An entry whose every text is markup. */
const hostileEntry: EntryResponse = {
  ...caseStudy,
  id: 'cs-hostile',
  title: HOSTILE,
  summary: HOSTILE,
  city: HOSTILE,
  language: HOSTILE,
  sectors: [HOSTILE],
  sourceUrl: 'javascript:alert(4)',
  links: [{ id: HOSTILE, kind: 'provider', title: HOSTILE }],
  caseStudy: {
    challenge: HOSTILE,
    solution: HOSTILE,
    outcomes: HOSTILE,
    sdgs: [],
    pathways: [HOSTILE],
    measures: [HOSTILE],
    costBand: 'unknown',
  },
};
const hostileHit: CatalogueHit = {
  id: HOSTILE,
  kind: 'provider',
  title: HOSTILE,
  summary: HOSTILE,
  sectors: [HOSTILE],
  city: HOSTILE,
  country: HOSTILE,
  verified: false,
  highlights: [{ field: 'summary', text: HOSTILE, ranges: [[2, 12]] }],
};

describe('the pages', () => {
  let status = READY;
  let pages: Awaited<ReturnType<typeof startPages>>;
  beforeAll(async () => {
    pages = await startPages({
      status: () => status,
      entries: [caseStudy, provider, hostileEntry],
      search: {
        search: () =>
          Promise.resolve({
            hits: [hostileHit],
            total: 1,
            facets: { sector: { [HOSTILE]: 1 }, country: { [HOSTILE]: 1 } },
            tookMs: 1,
          }),
        similar: (id) =>
          id === hostileEntry.id
            ? Promise.resolve({ hits: [hostileHit] })
            : Promise.reject(new AppError('unavailable', 'The engine is away')),
      },
      match: ({ statement }) => {
        if (statement.includes('away'))
          return Promise.reject(new AppError('unavailable', 'The engine is away'));
        if (statement.includes('broken')) return Promise.reject(new Error('secret detail'));
        if (statement.includes('nothing'))
          return Promise.resolve(matchResponse({ confident: false, results: [] }));
        if (statement.includes('degraded'))
          return Promise.resolve(matchResponse({ model: 'none', degraded: true }));
        if (statement.includes('words only')) return Promise.resolve(matchResponse({ model: 'none' }));
        const result = matchResult();
        if (statement.includes('<')) {
          const concepts = [{ id: HOSTILE, label: HOSTILE }];
          return Promise.resolve(matchResponse({ model: HOSTILE, concepts, results: [hostile(result)] }));
        }
        const results = Array.from({ length: 20 }, (_, index) => ({ ...result, id: `cs-${index}` }));
        return Promise.resolve(matchResponse({ results }));
      },
    });
  });
  afterAll(() => pages.stop());

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(pages.address + path, { headers: { accept: 'text/html', ...headers } });
    return { response, html: await response.text() };
  };

  it('show markup in every field as text', async () => {
    const query = new URLSearchParams({ statement: `rain ${HOSTILE}`, city: HOSTILE });
    const { response, html } = await get(`/?${query}`);
    expect(response.status).toBe(200);
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('<script>');
    expect(html).not.toMatch(/href="javascript:/i);
    expect(html).toContain('&lt;img src=x onerror=alert(1)>');
  });

  it('keep markup typed into a wrong form as text', async () => {
    const query = new URLSearchParams({
      statement: '',
      city: HOSTILE,
      country: HOSTILE,
      population: HOSTILE,
    });
    const { response, html } = await get(`/?${query}`);
    expect(response.status).toBe(400);
    expect(html).not.toContain('<img src=x');
    expect(html).toContain('aria-invalid="true"');
  });

  it.each(['/entries/cs-hostile', `/search?q=${encodeURIComponent(HOSTILE)}`])(
    'show markup from the catalogue as text at %s',
    async (path) => {
      const { response, html } = await get(path);
      expect(response.status).toBe(200);
      expect(html).not.toContain('<img src=x');
      expect(html).not.toContain('<script>');
      expect(html).not.toMatch(/href="javascript:/i);
      expect(html).toContain('&lt;script>');
    },
  );

  it('answer with 20 matches in less than 150 kB', async () => {
    const { html } = await get(`${asked}&show=all`);
    expect(html.match(/<article/g)).toHaveLength(20);
    expect(html.length).toBeLessThan(150_000);
  });

  it('show the first matches and offer the rest', async () => {
    const { html } = await get(asked);
    expect(html.match(/<article/g)).toHaveLength(10);
    expect(html).toContain('Show 10 more');
  });

  it('say that nothing fits when the matcher is not confident', async () => {
    const { response, html } = await get('/?statement=nothing+like+it');
    expect(response.status).toBe(200);
    expect(html).toContain('Nothing in the catalogue fits this challenge');
  });

  it('say so when matches come from words alone, and that it will not stay so where a part is away', async () => {
    expect((await get('/?statement=words+only')).html).toContain('Matches come from the words alone');
    const { html } = await get('/?statement=degraded');
    expect(html).toContain('Answers are by words only for now');
  });

  it('name a part that is away although the server is ready', async () => {
    status = { ...READY, parts: { embedder: { state: 'away' }, search: { state: 'ok' } } };
    const { html } = await get(asked);
    status = READY;
    expect(html).toContain('A part is away (the comparison by meaning)');
  });

  it('answer 503 and keep the challenge when the engine is away', async () => {
    const { response, html } = await get('/?statement=engine+away+today');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('10');
    expect(html).toContain('engine away today');
  });

  it('answer 500 with a number to quote and nothing of the cause for an unknown error', async () => {
    const { response, html } = await get('/?statement=broken+thing');
    expect(response.status).toBe(500);
    expect(html).not.toContain('secret detail');
    expect(html).toContain(`<code>${response.headers.get('x-request-id')}</code>`);
  });

  it('never offer another server for trying again', async () => {
    const { html } = await get('//evil.example/?statement=broken+thing');
    expect(html).not.toMatch(/href="\/\/evil/);
  });

  it('show an entry without its neighbours when those cannot be found', async () => {
    const { response, html } = await get(`/entries/${caseStudy.id}`);
    expect(response.status).toBe(200);
    expect(html).toContain(caseStudy.summary);
    expect(html).not.toContain('Similar entries');
  });

  it('link back to the answer the reader came from, and to none elsewhere', async () => {
    const back = await get(`/entries/${caseStudy.id}`, { referer: pages.address + asked });
    expect(back.html).toContain('href="/?statement=Our+old+town+floods"'.replaceAll('+', '%20'));
    const foreign = await get(`/entries/${caseStudy.id}`, { referer: `https://evil.example${asked}` });
    expect(foreign.html).not.toContain('Back to your matches</a>');
  });

  it.each(['/entries/cs-unknown', '/entries/%3Cscript%3E', '/nowhere', '/assets/none.js'])(
    'answer 404 with a page for %s',
    async (path) => {
      const { response, html } = await get(path);
      expect(response.status).toBe(404);
      expect(html).toContain('To the start page');
    },
  );

  it('leave the 404 of the API to the API', async () => {
    const { html } = await get('/v1/none');
    expect(html).not.toContain('To the start page');
  });

  it('serve their assets under names that never change, compressed', async () => {
    const { html } = await get('/');
    const [script] = html.match(/\/assets\/main-[^"]+\.js/) ?? [];
    const response = await fetch(pages.address + script, { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(20_000);
  });

  it('hold no inline script, style or handler, which the content security policy would stop', async () => {
    for (const path of ['/', asked, `/entries/${caseStudy.id}`, '/search', '/about']) {
      const { html } = await get(path);
      // JSON-LD is data, which no browser runs.
      const run = html.replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, '');
      expect(run).not.toMatch(/<style|<[a-z][^>]*\s(style|on\w+)=|<script(?![^>]*\ssrc=)/);
    }
  });

  it('show how far the start has come while the server gets ready', async () => {
    status = { ready: false, doing: 'indexing entries', progress: { done: 120, total: 262 }, parts: {} };
    const { response, html } = await get('/');
    status = READY;
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('3');
    expect(html).toContain('indexing entries');
    expect(html).toContain('120 of 262');
  });
});
