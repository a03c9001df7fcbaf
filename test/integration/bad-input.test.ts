import { createConnection } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { searchResponseSchema } from '../../src/catalogue/contract.js';
import { problemSchema } from '../../src/http/problem.js';
import { matchResponseSchema } from '../../src/matching/contract.js';
import { type Answer, problemIn, startHttpApp, type TestSite } from '../helpers/http-app.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const HOSTILE: [string, string][] = [
  ['SQL', `'; DROP TABLE citymatch.entries; -- " OR 1=1 /* */`],
  ['HTML', `<script>alert(1)</script><img src=x onerror=alert(1)>"'&lt;`],
  ['right-to-left', 'تغمر المياه المدينة القديمة \u202E بعد كل مطر \u200F'],
  ['emoji', 'Our 🏙️ floods 🌊🌊 👩🏽‍🚒'],
  ['control characters', 'flood\u0001\u0008\u001B[31m\u007F'],
  ['combining marks', `Z${'\u0301'.repeat(200)}algo flood`],
  ['path', '../../../../etc/passwd'],
  ['template', `$\{process.env.HOME} {{7*7}} %s %n $(id) \`id\``],
  ['regular expression', '(a+)+$ [\\s\\S]*? \\'],
];

describe('bad input', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await startHttpApp();
  });
  afterAll(() => site.stop());
  afterEach(async () => {
    const answer = await site.match({ statement: 'Our old town floods after every heavy rain.', limit: 1 });
    expect(answer.status, 'the process still answers').toBe(200);
    expect(
      site.log.filter(({ level }) => Number(level) >= 50),
      'nothing was our fault',
    ).toEqual([]);
  });

  const paths = (answer: Answer) => (problemIn(answer).errors ?? []).map(({ path }) => path);

  describe('in the body of POST /v1/match', () => {
    const refused: [string, unknown, string][] = [
      ['an empty object', {}, 'statement'],
      ['an empty statement', { statement: '' }, 'statement'],
      ['white space', { statement: ' \t\r\n\u00A0\u3000' }, 'statement'],
      ['punctuation alone', { statement: '?!... 123 🌊' }, 'statement'],
      ['10,000 words', { statement: 'flooding '.repeat(10_000).slice(0, 90_000) }, 'statement'],
      ['a number as statement', { statement: 42 }, 'statement'],
      ['null as statement', { statement: null }, 'statement'],
      ['a list as statement', { statement: ['flood'] }, 'statement'],
      ['an object as statement', { statement: { $ne: '' } }, 'statement'],
      ['a NUL character', { statement: 'flood\0s' }, 'statement'],
      ['half a surrogate pair', { statement: 'flood \uD83C' }, 'statement'],
      ['a list', [], 'body'],
      ['null', 'null', 'body'],
      ['a string', '"flood"', 'body'],
      ['a number', '1e999', 'body'],
      ['an unknown field', { statement: 'Our streets flood.', nonsense: 1 }, 'nonsense'],
      ['an unknown field inside', { statement: 'Our streets flood.', city: { mayor: 'X' } }, 'city.mayor'],
      [
        'a population as text',
        { statement: 'Our streets flood.', city: { population: '40000' } },
        'city.population',
      ],
      [
        'a negative population',
        { statement: 'Our streets flood.', city: { population: -1 } },
        'city.population',
      ],
      ['a fraction', { statement: 'Our streets flood.', city: { population: 1.5 } }, 'city.population'],
      ['an unknown country', { statement: 'Our streets flood.', city: { country: 'XX' } }, 'city.country'],
      [
        'a country in lower case',
        { statement: 'Our streets flood.', city: { country: 'pe' } },
        'city.country',
      ],
      ['an unknown sector', { statement: 'Our streets flood.', sectors: ['astrology'] }, 'sectors.0'],
      [
        'an over-long list',
        { statement: 'Our streets flood.', sectors: Array(1000).fill('air-quality') },
        'sectors',
      ],
      ['an unknown kind', { statement: 'Our streets flood.', kinds: ['person'] }, 'kinds.0'],
      ['no kind', { statement: 'Our streets flood.', kinds: [] }, 'kinds'],
      ['an unknown filter', { statement: 'Our streets flood.', filters: { mayor: ['X'] } }, 'filters.mayor'],
      [
        'an unknown filter value',
        { statement: 'Our streets flood.', filters: { sector: ['x'] } },
        'filters.sector.0',
      ],
      ['a goal out of range', { statement: 'Our streets flood.', filters: { sdg: [18] } }, 'filters.sdg.0'],
      [
        'a goal of a wrong type',
        { statement: 'Our streets flood.', filters: { sdg: [null] } },
        'filters.sdg.0',
      ],
      ['a list as goal', { statement: 'Our streets flood.', filters: { sdg: [['5']] } }, 'filters.sdg.0'],
      ['true as goal', { statement: 'Our streets flood.', filters: { sdg: [true] } }, 'filters.sdg.0'],
      [
        'a filter that is no list',
        { statement: 'Our streets flood.', filters: { country: 'PE' } },
        'filters.country',
      ],
      ['a language that is none', { statement: 'Our streets flood.', language: 'en_US!' }, 'language'],
      ['a limit of 0', { statement: 'Our streets flood.', limit: 0 }, 'limit'],
      ['a limit of 51', { statement: 'Our streets flood.', limit: 51 }, 'limit'],
      ['a limit as text', { statement: 'Our streets flood.', limit: '10' }, 'limit'],
      ['an over-long title', { statement: 'Our streets flood.', title: 'x'.repeat(301) }, 'title'],
      ['a __proto__ key', '{"statement": "Our streets flood.", "__proto__": {"limit": 3}}', '__proto__'],
      [
        'a constructor key',
        { statement: 'Our streets flood.', constructor: { prototype: 1 } },
        'constructor',
      ],
      [
        'a __proto__ key inside',
        '{"statement": "Our streets flood.", "city": {"__proto__": 1}}',
        'city.__proto__',
      ],
    ];
    it.each(refused)('returns 400 that names the field for %s', async (_what, body, path) => {
      const answer = await site.match(body);
      expect(problemIn(answer).status).toBe(400);
      expect(paths(answer)).toContain(path);
    });

    it('names every wrong field at once', async () => {
      const answer = await site.match({ statement: '', city: { country: 'XX', population: 0 }, limit: 99 });
      expect(paths(answer).sort()).toEqual(['city.country', 'city.population', 'limit', 'statement']);
    });

    it.each([
      ['nothing', '', /empty/],
      ['text that is not JSON', 'flood', /not valid JSON/],
      ['JSON that breaks off', '{"statement": "Our streets', /not valid JSON/],
      ['JSON with a comma too many', '{"statement": "Our streets flood.",}', /line 1, column/],
      ['single quotes', "{'statement': 'Our streets flood.'}", /not valid JSON/],
      ['two objects', '{}{}', /not valid JSON/],
      ['deep nesting', `{"statement": ${'['.repeat(45_000)}${']'.repeat(45_000)}}`, /deep/],
      ['deep nesting that breaks off', '['.repeat(90_000), /deep|not valid JSON/],
      ['deep nesting of objects', `${'{"city":'.repeat(5000)}1${'}'.repeat(5000)}`, /deep/],
    ])('returns 400 for %s', async (_what, body, message) => {
      const problem = problemIn(await site.match(body));
      expect(problem.status).toBe(400);
      expect(problem.errors?.[0]?.message).toMatch(message);
      expect(JSON.stringify(problem).length).toBeLessThan(8000);
    });

    it('returns 400 for bytes that are not UTF-8', async () => {
      const bytes = Buffer.concat([
        Buffer.from('{"statement":"'),
        Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
        Buffer.from('"}'),
      ]);
      const answer = await site.get('/v1/match', { method: 'POST', headers: JSON_TYPE, body: bytes });
      expect(problemIn(answer)).toMatchObject({
        status: 400,
        errors: [{ path: 'body', message: 'is not UTF-8' }],
      });
    });

    it('returns 400 for binary noise', async () => {
      const noise = Buffer.from(Array.from({ length: 90_000 }, (_, i) => (i * 7919) % 256));
      const answer = await site.get('/v1/match', { method: 'POST', headers: JSON_TYPE, body: noise });
      expect(problemIn(answer).status).toBe(400);
    });

    it('returns 413 for 1 MB, and for a small body that unpacks to 1 MB', async () => {
      expect(problemIn(await site.match({ statement: 'flood '.repeat(170_000) })).status).toBe(413);
      const { gzipSync } = await import('node:zlib');
      const packed = gzipSync(JSON.stringify({ statement: 'flood '.repeat(170_000) }));
      const answer = await site.get('/v1/match', {
        method: 'POST',
        headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
        body: packed,
      });
      expect(problemIn(answer).status).toBe(413);
    });

    it.each([
      ['text/plain', { 'content-type': 'text/plain' }],
      ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['several parts', { 'content-type': 'multipart/form-data; boundary=x' }],
      ['another character set', { 'content-type': 'application/json; charset=utf-16' }],
      ['an unknown encoding', { ...JSON_TYPE, 'content-encoding': 'rot13' }],
      ['a type that is none', { 'content-type': 'json' }],
    ])('returns 415 for %s', async (_what, headers) => {
      expect(problemIn(await site.match({ statement: 'Our streets flood.' }, headers)).status).toBe(415);
    });

    it('returns 400 for a body that says it is packed and is not', async () => {
      const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
      expect(problemIn(await site.match({ statement: 'Our streets flood.' }, headers)).status).toBe(400);
    });

    it.each(HOSTILE)('answers %s in every free text', async (_what, text) => {
      const answer = await site.match({
        statement: `Our streets flood. ${text}`,
        title: text.slice(0, 300),
        city: { name: text.slice(0, 200) },
      });
      expect(answer.status).toBe(200);
      matchResponseSchema.parse(answer.json);
    });

    it.each(HOSTILE)('returns 400 for %s where a value of a list is due', async (_what, text) => {
      const answer = await site.match({
        statement: 'Our streets flood.',
        city: { country: text },
        sectors: [text],
        kinds: [text],
        filters: { sector: [text], country: [text], sdg: [text], pathway: [text] },
        language: text,
      });
      expect(paths(answer).sort()).toEqual([
        'city.country',
        'filters.country.0',
        'filters.pathway.0',
        'filters.sdg.0',
        'filters.sector.0',
        'kinds.0',
        'language',
        'sectors.0',
      ]);
    });

    it('answers the longest statement taken', async () => {
      const answer = await site.match({ statement: 'rain '.repeat(2000) });
      expect(answer.status).toBe(200);
    });
  });

  describe('in the query of GET /v1/search', () => {
    it.each([
      ['an unknown parameter', 'colour=red', 'colour'],
      ['brackets', 'kind[]=provider', 'kind[]'],
      ['an object', 'kind[$ne]=provider', 'kind[$ne]'],
      ['__proto__', '__proto__=1', '__proto__'],
      ['constructor', 'constructor=1', 'constructor'],
      ['a single parameter given twice', 'q=a&q=b', 'q'],
      ['two limits', 'limit=1&limit=2', 'limit'],
      ['an unknown kind', 'kind=person', 'kind'],
      ['an unknown sector', 'sector=astrology', 'sector'],
      ['an unknown country', 'country=PE&country=XX', 'country'],
      ['an empty country', 'country=', 'country'],
      ['goal 0', 'sdg=0', 'sdg'],
      ['goal 18', 'sdg=18', 'sdg'],
      ['an unknown pathway', 'pathway=yellow-brick', 'pathway'],
      ['an unknown region', 'region=Mordor', 'region'],
      ['an unknown facet', 'facets=kind,mood', 'facets'],
      ['limit 0', 'limit=0', 'limit'],
      ['limit 101', 'limit=101', 'limit'],
      ['a negative limit', 'limit=-1', 'limit'],
      ['a limit in words', 'limit=ten', 'limit'],
      ['a limit with an exponent', 'limit=1e1', 'limit'],
      ['an empty limit', 'limit=', 'limit'],
      ['an empty cursor', 'cursor=', 'cursor'],
      ['a made-up cursor', 'cursor=AAAA', 'cursor'],
      ['a cursor that is no base64', 'cursor=%F0%9F%8C%8A', 'cursor'],
      ['words too long', `q=${'x'.repeat(501)}`, 'q'],
      ['a NUL character', 'q=fl%00ood', 'q'],
      ['broken percent-encoding', 'q=%E0%A4%A', 'q'],
      ['bytes that are not UTF-8', 'q=%FF%FE', 'q'],
      ['half a surrogate pair', 'q=%ED%A0%BC', 'q'],
      ['a name that is not UTF-8', '%FF=1', '%FF'],
      ['no name', '=1', 'query'],
    ])('returns 400 that names the parameter for %s', async (_what, query, path) => {
      const answer = await site.get(`/v1/search?${query}`);
      expect(problemIn(answer).status).toBe(400);
      expect(paths(answer)).toContain(path);
    });

    it('returns 400 for an over-long list and for too many parameters', async () => {
      const repeat = (pair: string, times: number) => Array(times).fill(pair).join('&');
      expect(paths(await site.get(`/v1/search?${repeat('country=PE', 51)}`))).toContain('country');
      expect(problemIn(await site.get(`/v1/search?${repeat('a=', 1000)}`)).status).toBe(400);
    });

    it('returns 400 for the cursor of another query', async () => {
      const first = searchResponseSchema.parse((await site.get('/v1/search?q=flood&limit=1')).json);
      for (const query of ['q=heat', 'q=flood&kind=provider', '']) {
        expect(paths(await site.get(`/v1/search?${query}&cursor=${first.nextCursor}`))).toEqual(['cursor']);
      }
      expect((await site.get(`/v1/search?q=flood&cursor=${first.nextCursor}`)).status).toBe(200);
    });

    it.each(HOSTILE)('answers %s as words', async (_what, text) => {
      const answer = await site.get(`/v1/search?q=${encodeURIComponent(text.slice(0, 500))}&facets=kind`);
      expect(answer.status).toBe(200);
      searchResponseSchema.parse(answer.json);
    });

    it.each(HOSTILE)('returns 400 for %s in every filter', async (_what, text) => {
      const value = encodeURIComponent(text);
      const names = ['kind', 'sector', 'country', 'sdg', 'pathway', 'region', 'limit', 'cursor', 'facets'];
      const answer = await site.get(`/v1/search?${names.map((name) => `${name}=${value}`).join('&')}`);
      const named = new Set(paths(answer).map((path) => path.split('.')[0]));
      expect([...named]).toEqual(
        expect.arrayContaining(names.filter((name) => name !== 'cursor' && name !== 'facets')),
      );
    });
  });

  it.each(HOSTILE)('returns 404 for %s as an id', async (_what, text) => {
    for (const end of ['', '/similar']) {
      const answer = await site.get(`/v1/entries/${encodeURIComponent(text)}${end}`);
      expect([400, 404]).toContain(problemIn(answer).status);
    }
  });

  it('returns 400 for a parameter where none is taken', async () => {
    for (const path of ['/v1/taxonomy', '/v1/entries/cs-x', '/healthz', '/v1/match']) {
      const init = path === '/v1/match' ? { method: 'POST', headers: JSON_TYPE, body: '{}' } : {};
      expect(paths(await site.get(`${path}?q=1`, init))).toContain('q');
    }
  });

  /** What the server writes back to these raw bytes, until it closes the connection. */
  function send(bytes: string, hangUp: boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      let received = '';
      const socket = createConnection(Number(new URL(site.address).port), '127.0.0.1', () => {
        socket.write(bytes);
        if (hangUp) socket.end(() => socket.destroy());
      });
      socket.setEncoding('utf8').on('data', (text: string) => {
        received += text;
      });
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
    });
  }

  it('outlives a client that hangs up in the middle of a body', async () => {
    const head =
      'POST /v1/match HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n';
    await send(`${head}{"sta`, true);
  });

  it.each([
    ['no HTTP', 'flood\r\n\r\n', 400],
    ['a broken header', 'GET /v1/search HTTP/1.1\r\nHost x\r\n\r\n', 400],
    [
      'two lengths',
      'POST /v1/match HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
    ],
    ['an address of 100 kB', `GET /v1/search?q=${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ])('returns a problem for %s', async (_what, bytes, status) => {
    const [head = '', body = ''] = (await send(bytes, false)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('application/problem+json');
    expect(problemSchema.parse(JSON.parse(body)).status).toBe(status);
  });
});
