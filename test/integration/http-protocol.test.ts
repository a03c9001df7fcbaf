import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.js';
import { type Readiness, readinessSchema } from '../../src/http/health.js';
import { problemIn, startHttpApp, type TestSite } from '../helpers/http-app.js';

const SECRET = 'Zanzibar quicksilver';
const refusing = (error: Error) => ({ match: () => Promise.reject(error) });

describe('the HTTP layer', () => {
  let site: TestSite;
  const start = async (...changes: Parameters<typeof startHttpApp>) => {
    site = await startHttpApp(...changes);
    return site;
  };
  afterEach(() => site.stop());

  it('returns 500 without internals for an unknown error, with one line in the log', async () => {
    await start({ matcher: refusing(new Error(`connect ECONNREFUSED ${SECRET}`)) });
    const problem = problemIn(await site.match({ statement: 'Our streets flood.' }));
    expect(problem).toMatchObject({ status: 500, type: 'urn:citymatch:problem:internal' });
    expect(JSON.stringify(problem)).not.toContain(SECRET);
    const errors = site.log.filter(({ level }) => level === 50);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ requestId: problem.requestId });
  });

  it('tells no setting when a part turns out misconfigured', async () => {
    await start({ matcher: refusing(new AppError('misconfigured', `DATABASE_URL: ${SECRET}`)) });
    const answer = await site.match({ statement: 'Our streets flood.' });
    expect(problemIn(answer).status).toBe(500);
    expect(answer.text).not.toContain(SECRET);
  });

  it('returns 503 with Retry-After when a part is away', async () => {
    await start({ matcher: refusing(new AppError('unavailable', 'The search engine is away')) });
    const answer = await site.match({ statement: 'Our streets flood.' });
    expect(problemIn(answer)).toMatchObject({ status: 503, detail: 'The search engine is away' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('searches by words while the embedder is away', async () => {
    const away = () => Promise.reject(new AppError('unavailable', 'The embedder is away'));
    const embedder = {
      modelId: 'm',
      dimensions: 4,
      languages: ['en'],
      embed: away,
      close: () => Promise.resolve(),
    };
    await start({ embedder });
    const answer = await site.get('/v1/search?q=flood');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ hits: expect.arrayContaining([expect.anything()]) });
  });

  describe('while it starts', () => {
    const starting: Readiness = {
      ready: false,
      doing: 'indexing',
      progress: { done: 10, total: 262 },
      parts: { search: { state: 'starting' } },
    };

    it('answers /v1 with 503, what it is doing, and Retry-After', async () => {
      await start({ status: () => starting });
      for (const path of ['/v1/search', '/v1/taxonomy', '/v1/entries/cs-x']) {
        const answer = await site.get(path);
        expect(problemIn(answer)).toMatchObject({ status: 503, detail: expect.stringContaining('indexing') });
        expect(answer.headers.get('retry-after')).toBe('3');
      }
    });

    it('is alive but not ready', async () => {
      await start({ status: () => starting });
      expect((await site.get('/healthz')).status).toBe(200);
      const ready = await site.get('/readyz');
      expect(ready.status).toBe(503);
      expect(readinessSchema.parse(ready.json)).toEqual(starting);
    });
  });

  describe('the limit on requests', () => {
    it('returns 429 with Retry-After beyond the limit, on /v1 alone', async () => {
      await start({ config: { rateLimit: 2, trustProxy: 0, publicUrl: undefined } });
      const statuses: number[] = [];
      for (let i = 0; i < 3; i++) statuses.push((await site.get('/v1/taxonomy')).status);
      expect(statuses).toEqual([200, 200, 429]);
      const refused = await site.get('/v1/search');
      expect(problemIn(refused)).toMatchObject({ status: 429, type: 'urn:citymatch:problem:rate-limited' });
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
      expect((await site.get('/healthz')).status).toBe(200);
      expect((await site.get('/docs')).status).toBe(200);
    });

    it('allows five times as many requests with a session, good or forged, and no more', async () => {
      await start({ config: { rateLimit: 2, trustProxy: 0, publicUrl: undefined } });
      const session = { headers: { cookie: 'citymatch.session_token=forged' } };
      const statuses: number[] = [];
      for (let i = 0; i < 11; i++) statuses.push((await site.get('/v1/taxonomy', session)).status);
      expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
      // They are counted apart from those without one.
      const others: number[] = [];
      for (let i = 0; i < 3; i++) others.push((await site.get('/v1/taxonomy')).status);
      expect(others).toEqual([200, 200, 429]);
    });

    it('counts by the address that a trusted proxy tells, not by one that anyone claims', async () => {
      const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
      await start({ config: { rateLimit: 1, trustProxy: 1, publicUrl: undefined } });
      expect((await site.get('/v1/taxonomy', from('192.0.2.1'))).status).toBe(200);
      expect((await site.get('/v1/taxonomy', from('192.0.2.2'))).status).toBe(200);
      expect((await site.get('/v1/taxonomy', from('192.0.2.1'))).status).toBe(429);
      await site.stop();
      await start({ config: { rateLimit: 1, trustProxy: 0, publicUrl: undefined } });
      expect((await site.get('/v1/taxonomy', from('192.0.2.1'))).status).toBe(200);
      expect((await site.get('/v1/taxonomy', from('192.0.2.2'))).status).toBe(429);
    });
  });

  it.each([
    ['DELETE', '/v1/search', 'GET, HEAD'],
    ['POST', '/v1/entries/cs-x', 'GET, HEAD'],
    ['GET', '/v1/match', 'POST'],
    ['PUT', '/v1/match', 'POST'],
    ['POST', '/readyz', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['DELETE', '/docs', 'GET, HEAD'],
  ])('returns 405 for %s %s and says what is allowed', async (method, path, allow) => {
    await start();
    const answer = await site.get(path, { method });
    expect(problemIn(answer).status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it.each(['/v1', '/v1/', '/v1/nothing', '/v2/search', '/v1/entries', '/nothing', '/v1/%E0%A4%A'])(
    'returns a problem for the unknown address %s',
    async (path) => {
      await start();
      const { status } = problemIn(await site.get(path));
      expect([400, 404]).toContain(status);
    },
  );

  it('answers HEAD as GET, without a body', async () => {
    await start();
    const head = await site.get('/v1/taxonomy', { method: 'HEAD' });
    const whole = await site.get('/v1/taxonomy');
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'));
  });

  it('answers 304 to who has the answer already', async () => {
    await start();
    const etag = (await site.get('/v1/taxonomy')).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await site.get('/v1/taxonomy', {
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  it('lets any site read the API, without its cookies', async () => {
    await start();
    const origin = { origin: 'https://city.example' };
    const answer = await site.get('/v1/search', { headers: origin });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    const asked = await site.get('/v1/match', {
      method: 'OPTIONS',
      headers: {
        ...origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
    const refused = await site.match('{', { 'content-type': 'application/json', ...origin });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('allows pages nothing but what is ours, and names no software', async () => {
    await start();
    const { headers } = await site.get('/docs');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('packs long answers', async () => {
    await start();
    const { headers } = await site.get('/v1/taxonomy', { headers: { 'accept-encoding': 'gzip' } });
    expect(headers.get('content-encoding')).toBe('gzip');
  });

  describe('the log', () => {
    it('has one line for a request, with its id, and neither query nor body', async () => {
      await start();
      const answer = await site.match({ statement: `Our ${SECRET} floods.` });
      await site.get(`/v1/search?q=${encodeURIComponent(SECRET)}`);
      await site.match(`{"statement": "${SECRET}`);
      const id = answer.headers.get('x-request-id');
      expect(site.log.filter(({ requestId }) => requestId === id)).toEqual([
        expect.objectContaining({ msg: 'POST /v1/match 200', status: 200, ms: expect.any(Number) }),
      ]);
      expect(site.log.map(({ msg }) => msg)).toContain('GET /v1/search 200');
      expect(JSON.stringify(site.log)).not.toMatch(/Zanzibar|quicksilver/);
    });

    it('keeps a plain request id from in front of us, and no other', async () => {
      await start();
      const given = async (id: string) =>
        (await site.get('/healthz', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
      expect(await given('edge-42.a_B')).toBe('edge-42.a_B');
      expect(await given('a b{}')).not.toBe('a b{}');
      expect(await given('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
    });
  });
});
