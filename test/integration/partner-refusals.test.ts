import { request } from 'node:http';
import { and, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { audit, partnerKeys } from '../../src/db/schema.js';
import { createPartnerKeys, KEY_SEEN_MS } from '../../src/partners/keys.js';
import { ADMIN, ORIGIN, type PartnerSite, startPartnerSite } from '../helpers/partners.js';

const problemSchema = z.looseObject({
  type: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
const SEARCH = '/v1/widget/search?q=flood';

let site: PartnerSite;
const lines: string[] = [];
beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  site = await startPartnerSite({ RATE_LIMIT: '300' }, undefined, { log });
});
afterAll(() => site?.stop());

/** The code of the problem that an answer is, or its status. */
async function codeOf(answer: ReturnType<PartnerSite['ask']>): Promise<string> {
  const { status, json } = await answer;
  const problem = problemSchema.safeParse(json);
  return problem.success ? `${status} ${problem.data.type.split(':').at(-1)}` : String(status);
}

describe('a key', () => {
  it('works from its origins and, of a server, from a back end', async () => {
    const { pk, sk } = await site.partner();
    expect(await codeOf(site.ask(SEARCH, pk))).toBe('200');
    expect(await codeOf(site.ask(SEARCH, sk))).toBe('200');
    // What fetch of Node says of itself is no sign of a browser.
    expect(await codeOf(site.ask(SEARCH, sk, { headers: { 'sec-fetch-mode': 'cors' } }))).toBe('200');
  });

  it('is refused with a code of its own for each reason', async () => {
    const { pk, sk, id, keys, version } = await site.partner({ scope: { country: ['PE'] } });
    const other = pk.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
    const cases: [string, string, Record<string, string>?][] = [
      ['', '401 key-missing'],
      [other, '401 key-unknown'],
      [pk.toUpperCase(), '401 key-unknown'],
      [`pk_${pk.slice(3).toUpperCase()}`, '401 key-unknown'],
      [`${pk} `, '401 key-unknown'],
      [pk, '403 origin-refused', { origin: 'https://elsewhere.example' }],
      [sk, '403 server-key-in-browser', { origin: ORIGIN }],
      [sk, '403 server-key-in-browser', { 'sec-fetch-site': 'cross-site' }],
      [sk, '403 server-key-in-browser', { 'sec-fetch-site': 'same-origin' }],
    ];
    for (const [key, code, headers = {}] of cases) {
      expect(await codeOf(site.ask(SEARCH, key, { headers })), `${key} ${JSON.stringify(headers)}`).toBe(
        code,
      );
    }
    // Each kind in its place: a secret does not belong into an address.
    expect(await codeOf(site.ask(`${SEARCH}&key=${sk}`, ''))).toBe('401 key-unknown');
    expect(await codeOf(site.ask(SEARCH, '', { headers: { authorization: `Bearer ${pk}` } }))).toBe(
      '401 key-unknown',
    );
    expect(await codeOf(site.ask(`${SEARCH}&key=${pk}`, pk))).toBe('401 key-missing');
    const outside = await site.ask(`${SEARCH}&country=CO&country=PE`, pk);
    expect(problemSchema.parse(outside.json)).toMatchObject({
      type: 'urn:citymatch:problem:out-of-scope',
      errors: [{ path: 'country', message: expect.stringContaining('CO') }],
    });
    const body = JSON.stringify({ statement: 'Floods in the old town', filters: { country: ['CO'] } });
    const match = await site.ask('/v1/widget/match', pk, { method: 'POST', body });
    expect(problemSchema.parse(match.json).errors?.[0]?.path).toBe('filters.country');
    await site.features.partners.update(id, { version, status: 'paused' }, ADMIN);
    expect(await codeOf(site.ask(SEARCH, pk))).toBe('403 partner-paused');
    await site.features.partners.update(id, { version: version + 1, status: 'active' }, ADMIN);
    await site.features.partners.revoke(id, keys[0]?.id ?? '', ADMIN);
    expect(await codeOf(site.ask(SEARCH, pk))).toBe('401 key-revoked');
    expect(await codeOf(site.ask(SEARCH, sk))).toBe('200');
    await site.features.partners.remove(id, ADMIN);
    expect(await codeOf(site.ask(SEARCH, sk))).toBe('401 key-revoked');
  });

  it.each([
    'https://www.example.org.evil.com',
    'https://evil.com/https://www.example.org',
    'http://www.example.org',
    'https://example.org',
    'https://WWW.EXAMPLE.ORG',
    'https://www.example.org:8443',
    'https://www.example.org.',
    'https://www.example.org/',
    'https://www.example.org, https://evil.com',
    'null',
    '',
    '*',
  ])('works on no page of %j, which gets no CORS header', async (origin) => {
    const { pk } = await site.partner();
    const answer = await site.ask(SEARCH, pk, { headers: { origin } });
    expect(await codeOf(Promise.resolve(answer))).toBe('403 origin-refused');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await site.ask(SEARCH, pk, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(403);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    expect(preflight.headers.get('access-control-allow-methods')).toBeNull();
  });

  it('works without an Origin on a page of ours alone', async () => {
    const { pk } = await site.partner();
    const asked = async (headers: Record<string, string>) =>
      (await fetch(`${site.address}${SEARCH}&key=${pk}`, { headers })).status;
    expect(await asked({})).toBe(403);
    expect(await asked({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await asked({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await asked({ 'sec-fetch-site': 'none' })).toBe(403);
    expect(await asked({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await asked({ origin: site.address })).toBe(200);
    expect(await asked({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' })).toBe(403);
  });

  it('gives its origin, and no other, what a browser needs', async () => {
    const { pk, id, version } = await site.partner();
    const preflight = await site.ask('/v1/widget/match', pk, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Content-Type, X-Request-Id');
    const good = await site.ask(SEARCH, pk);
    const bad = await site.ask(`${SEARCH}&limit=none`, pk);
    await site.features.partners.update(id, { version, status: 'paused' }, ADMIN);
    const paused = await site.ask(SEARCH, pk);
    expect([good.status, bad.status, paused.status]).toEqual([200, 400, 403]);
    for (const { headers } of [preflight, good, bad, paused]) {
      expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('vary')).toContain('Origin');
    }
    expect(good.headers.get('access-control-expose-headers')).toBe(
      'RateLimit, RateLimit-Policy, Retry-After, X-Request-Id',
    );
    const unknown = await site.ask(SEARCH, `pk_${'a'.repeat(32)}`);
    expect(unknown.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('goes on beside the one that takes its place, as long as was said', async () => {
    let now = new Date('2026-11-28T12:00:00Z');
    const { id, keys, pk } = await site.partner();
    const ring = createPartnerKeys({ db: site.db, now: () => now });
    const fresh = await site.features.partners.rotate(id, keys[0]?.id ?? '', 24, ADMIN);
    const [old] = await site.db
      .select()
      .from(partnerKeys)
      .where(eq(partnerKeys.id, keys[0]?.id ?? ''));
    now = new Date((old?.expiresAt?.getTime() ?? 0) - 1);
    const refusals = async () => [
      (await ring.find(pk))?.refusal,
      (await ring.find(fresh.key ?? ''))?.refusal,
    ];
    expect(await refusals()).toEqual([undefined, undefined]);
    now = new Date(now.getTime() + 1);
    // Told from what is remembered: it expires to the moment.
    expect(await refusals()).toEqual(['key-expired', undefined]);
    const again = site.features.partners.rotate(id, fresh.id, 0, ADMIN);
    await expect(again).resolves.toMatchObject({ kind: 'publishable', state: 'active' });
    await expect(site.features.partners.rotate(id, fresh.id, 1, ADMIN)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await codeOf(site.ask(SEARCH, fresh.key ?? ''))).toBe('401 key-expired');
  });

  it('that changed is seen by another process within five seconds', async () => {
    let now = new Date();
    const { id, keys, pk } = await site.partner();
    const elsewhere = createPartnerKeys({ db: site.db, now: () => now });
    expect((await elsewhere.find(pk))?.refusal).toBeUndefined();
    await site.features.partners.revoke(id, keys[0]?.id ?? '', ADMIN);
    expect(await codeOf(site.ask(SEARCH, pk))).toBe('401 key-revoked');
    expect((await elsewhere.find(pk))?.refusal).toBeUndefined();
    now = new Date(now.getTime() + KEY_SEEN_MS);
    expect((await elsewhere.find(pk))?.refusal).toBe('key-revoked');
  });

  it('gives a cursor that goes on for the same partner and scope alone', async () => {
    const one = await site.partner();
    const two = await site.partner();
    const first = await site.ask('/v1/widget/search?limit=2', one.pk);
    const { nextCursor } = z.object({ nextCursor: z.string() }).parse(first.json);
    const next = `/v1/widget/search?limit=2&cursor=${nextCursor}`;
    expect(await codeOf(site.ask(next, one.sk))).toBe('200');
    expect(await codeOf(site.ask(next, two.pk))).toBe('400 bad-request');
    expect(await codeOf(site.ask(next.replace('/widget', ''), ''))).toBe('400 bad-request');
    await site.features.partners.update(
      one.id,
      { version: one.version, scope: { kind: ['provider'] } },
      ADMIN,
    );
    expect(await codeOf(site.ask(next, one.pk))).toBe('400 bad-request');
  });
});

describe('limits', () => {
  it('of a key and of an address are told in headers, and refused with 429', async () => {
    const { pk, sk } = await site.partner({ ratePerMinute: 6, perAddressPerMinute: 3 });
    const first = await site.ask(SEARCH, pk);
    expect(first.headers.get('ratelimit')).toMatch(/^"key"; r=5; t=\d+, "address"; r=2; t=\d+$/);
    expect(first.headers.get('ratelimit-policy')).toMatch(/^"key"; q=6; w=60.*, "address"; q=3; w=60/);
    const codes: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) codes.push(await codeOf(site.ask(SEARCH, pk)));
    expect(codes).toEqual(['200', '200', '429 rate-limited']);
    const refused = await site.ask(SEARCH, pk);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    // A back end asks for many people from one address, with a key and a limit of its own.
    expect(await codeOf(site.ask(SEARCH, sk))).toBe('200');
  });

  it('of the API for anyone does not count what is asked with a key', async () => {
    const { sk } = await site.partner();
    const left = async () =>
      /r=(\d+)/.exec((await fetch(`${site.address}/v1/taxonomy`)).headers.get('ratelimit') ?? '')?.[1];
    const before = Number(await left());
    for (let turn = 0; turn < 3; turn += 1) await site.ask(SEARCH, sk);
    expect(Number(await left())).toBe(before - 1);
  });

  it('refuse a body over 100 KiB, and one that no key came with before it is read', async () => {
    const { sk, pk } = await site.partner();
    const body = JSON.stringify({ statement: 'Floods. '.repeat(20_000) });
    expect(await codeOf(site.ask('/v1/widget/match', sk, { method: 'POST', body }))).toBe('413 too-large');
    // The body never comes: who waited for it would not answer.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asking = request(`${site.address}/v1/widget/match?key=${pk}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': '1000',
          origin: 'https://evil.example',
        },
      });
      asking.on('response', (response) => {
        resolve(response.statusCode);
        asking.destroy();
      });
      asking.on('error', reject);
      asking.flushHeaders();
    });
    expect(status).toBe(403);
  });

  it('keep helmet’s headers on every answer', async () => {
    const { pk } = await site.partner();
    for (const answer of [
      await site.ask(SEARCH, pk),
      await site.ask(SEARCH, ''),
      await site.ask('/v1/widget/none', pk),
    ]) {
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('x-request-id')).toMatch(/./);
    }
  });
});

describe('of who asks, and for what,', () => {
  it('nothing is kept or logged', async () => {
    const { pk, id } = await site.partner();
    const secret = 'zebra-crossing-in-quilmes';
    await site.ask(`/v1/widget/search?q=${secret}`, pk);
    await site.ask('/v1/widget/match', pk, {
      method: 'POST',
      body: JSON.stringify({ statement: `We want a ${secret}` }),
    });
    await site.ask(`/v1/widget/search?q=${secret}&country=XX`, pk);
    const usage = await site.features.partners.usage(id, 1);
    expect(usage.total).toMatchObject({ searches: 1, matches: 1 });
    const told = lines.join('\n');
    expect(told).toContain('/v1/widget/search 200');
    for (const kept of [secret, pk, '127.0.0.1', '::1']) expect(told).not.toContain(kept);
    const rows = await site.db
      .select()
      .from(audit)
      .where(and(eq(audit.subjectId, id)));
    expect(JSON.stringify(rows)).not.toContain(pk);
    expect(rows.map(({ action }) => action)).toEqual(['partner.created', 'partner.key-added']);
  });
});

describe('who tries keys out', () => {
  it('is held back', async () => {
    const codes = new Set<string>();
    for (let turn = 0; turn < 400; turn += 1) {
      codes.add(await codeOf(site.ask(SEARCH, `pk_${String(turn).padStart(32, 'a')}`)));
    }
    expect([...codes]).toEqual(['401 key-unknown', '429 rate-limited']);
  });
});
