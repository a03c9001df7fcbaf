import { request as httpRequest } from 'node:http';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { matchResponseSchema } from '../../src/matching/contract.js';
import { createMetrics } from '../../src/metrics/metrics.js';
import { type Answer, problemIn, startHttpApp, type TestSite } from '../helpers/http-app.js';
import { connectMcp, type Era } from '../helpers/mcp.js';

const FLOODS = 'Our old town floods after every heavy rain and the drains cannot be enlarged.';
const NOTHING = 'Stray dogs bite people in our market.';
const KNOWN = 'cs-medellin-green-corridors';

type Result = Awaited<ReturnType<Client['callTool']>>;
const textOf = ({ content }: Result) =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
const idsSchema = z.looseObject({ results: z.array(z.looseObject({ id: z.string(), url: z.string() })) });

/** One message as any program may send it. */
function post(site: TestSite, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return site.get('/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };

describe.each<Era>(['legacy', 'modern'])('an assistant that speaks the %s protocol', (era) => {
  let site: TestSite;
  let client: Client;
  beforeAll(async () => {
    site = await startHttpApp();
    client = await connectMcp(site.address, { era });
  });
  afterAll(async () => {
    await client.close();
    await site.stop();
  });
  const call = (name: string, given: Record<string, unknown> = {}) =>
    client.callTool({ name, arguments: given });

  it('is told what the server is and how to use it', () => {
    expect(client.getNegotiatedProtocolVersion()).toBe(era === 'modern' ? '2026-07-28' : '2025-11-25');
    expect(client.getServerVersion()).toMatchObject({ name: 'citymatch', version: '1.2.3' });
    expect(client.getInstructions()).toContain('confident: false');
  });

  it('finds tools that only read, each with its schemas', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'get_entry',
      'list_taxonomy',
      'match_challenge',
      'search_entries',
      'similar_entries',
    ]);
    for (const tool of tools) {
      expect(tool.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(tool.title).toBeTruthy();
      expect(tool.description?.length).toBeGreaterThan(60);
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(tool.outputSchema).toMatchObject({ type: 'object' });
    }
    // What an assistant reads before the first question; 12,000 characters are about 3,000 tokens.
    const read = tools.map(({ name, title, description, inputSchema }) => ({
      name,
      title,
      description,
      inputSchema,
    }));
    expect(JSON.stringify(read).length).toBeLessThan(12_000);
  });

  it('matches a challenge as the API does, with reasons and the pages of the entries', async () => {
    const given = { statement: FLOODS, city: { country: 'PT', population: 40_000 }, limit: 3 };
    const result = await call('match_challenge', given);
    const { results } = matchResponseSchema.parse((await site.match(given)).json);
    const told = idsSchema.parse(result.structuredContent);
    expect(told).toMatchObject({ confident: true, language: 'en' });
    expect(told.results.map(({ id }) => id)).toEqual(results.map(({ id }) => id));
    expect(told.results[0]).toMatchObject({ reasons: results[0]?.reasons, score: results[0]?.score });
    for (const { url } of told.results) {
      expect(url).toMatch(new RegExp(`^${site.address}/entries/`));
      expect(textOf(result)).toContain(url);
    }
    expect(textOf(result)).toContain('Check first: ');
  });

  it('is told plainly that nothing fits', async () => {
    const result = await call('match_challenge', { statement: NOTHING });
    expect(result.structuredContent).toMatchObject({ confident: false });
    expect(textOf(result)).toMatch(/^Nothing in the catalogue fits this challenge \(confident: false\)/);
    expect(textOf(result)).toContain('no recommendation');
  });

  it('gets its sentences in the language it asks for', async () => {
    const { structuredContent } = await call('match_challenge', {
      statement: FLOODS,
      answerIn: 'es',
      limit: 1,
    });
    expect(JSON.stringify(structuredContent)).toContain('Trata de');
    const { structuredContent: lists } = await call('list_taxonomy', { lists: ['pathways'], answerIn: 'es' });
    expect(lists).toEqual({
      pathways: expect.arrayContaining([{ id: 'nature-based', label: 'Basado en la naturaleza' }]),
    });
  });

  it('pages through a search to its end, and gets a big answer whole', async () => {
    const hitsSchema = z.looseObject({
      total: z.int(),
      nextOffset: z.int().optional(),
      hits: z.array(z.looseObject({ id: z.string() })),
    });
    const seen: string[] = [];
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const { structuredContent } = await call('search_entries', { limit: 100, offset });
      const page = hitsSchema.parse(structuredContent);
      seen.push(...page.hits.map(({ id }) => id));
      expect(page.total).toBe(262);
      offset = page.nextOffset;
    }
    expect(new Set(seen).size).toBe(262);
    expect(seen).toHaveLength(262);
    const all = await call('list_taxonomy', {
      lists: ['sectors', 'sdgs', 'pathways', 'regions', 'countries'],
    });
    expect(JSON.stringify(all.structuredContent).length).toBeGreaterThan(10_000);
  });

  it('searches by words and filters', async () => {
    const { structuredContent } = await call('search_entries', {
      text: 'flood',
      kinds: ['case-study'],
      country: ['BR'],
      sdg: [11, 13],
    });
    const { hits } = z
      .looseObject({ hits: z.array(z.looseObject({ country: z.string(), kind: z.string() })).min(1) })
      .parse(structuredContent);
    for (const hit of hits) expect(hit).toMatchObject({ country: 'BR', kind: 'case-study' });
  });

  it('reads an entry, its neighbours, and the same as a resource', async () => {
    const entry = await call('get_entry', { id: KNOWN, answerIn: 'fr' });
    expect(entry.structuredContent).toMatchObject({ id: KNOWN, countryName: 'Colombie', kind: 'case-study' });
    expect(textOf(entry)).toContain('## Solution');
    const near = idsSchema.parse((await call('similar_entries', { id: KNOWN, limit: 4 })).structuredContent);
    expect(near.results).toHaveLength(4);
    expect(near.results.map(({ id }) => id)).not.toContain(KNOWN);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['citymatch://entries/{id}']);
    const { contents } = await client.readResource({ uri: `citymatch://entries/${KNOWN}` });
    expect(contents).toMatchObject([
      { mimeType: 'text/markdown', text: expect.stringContaining('Medellín') },
    ]);
  });

  it('gets a prompt for a challenge', async () => {
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['find_solutions']);
    const { messages } = await client.getPrompt({
      name: 'find_solutions',
      arguments: { challenge: FLOODS, city: 'Aveiro, Portugal' },
    });
    expect(messages).toMatchObject([{ role: 'user', content: { text: expect.stringContaining(FLOODS) } }]);
  });

  it('is told of each argument that is wrong, and of an id that is none, as of errors of the tool', async () => {
    const wrong = await call('match_challenge', { statement: '?', city: { country: 'Peru' }, draft: true });
    expect(wrong.isError).toBe(true);
    expect(textOf(wrong)).toContain('statement must say in words what the challenge is');
    expect(textOf(wrong)).toContain('city.country must be an ISO 3166-1 alpha-2 code');
    expect(textOf(wrong)).toContain('draft is not known here');
    for (const name of ['get_entry', 'similar_entries']) {
      const unknown = await call(name, { id: 'cs-nowhere' });
      expect(unknown.isError).toBe(true);
      expect(textOf(unknown)).toContain('No published entry has this id');
    }
    expect((await call('search_entries', { limit: 1000 })).isError).toBe(true);
    expect(textOf(await call('search_entries', { text: 'nul\0' }))).toContain('must not hold NUL');
  });

  it('is refused a tool, a resource and a prompt that there are not', async () => {
    await expect(call('delete_entry')).rejects.toThrow(/delete_entry not found/);
    await expect(client.readResource({ uri: 'citymatch://entries/cs-nowhere' })).rejects.toThrow(/not found/);
    for (const odd of ['%zz', 'a%00b', '%F0', '..%2F..%2Fv1%2Fpeople', 'x'.repeat(500)]) {
      const reading = client.readResource({ uri: `citymatch://entries/${odd}` });
      await expect(reading).rejects.toThrow(/not found/);
    }
    await expect(client.readResource({ uri: 'file:///etc/passwd' })).rejects.toThrow(/not found/);
    await expect(client.getPrompt({ name: 'other' })).rejects.toThrow(/not found/);
  });

  it('leaves nothing of a statement in the log', async () => {
    await call('match_challenge', { statement: `${FLOODS} Zanzibarian secret` });
    await call('match_challenge', { statement: 'Zanzibarian secret', limit: 'many' });
    expect(site.log.filter(({ msg }) => msg === 'POST /mcp 200').length).toBeGreaterThan(1);
    expect(JSON.stringify(site.log)).not.toContain('Zanzibarian');
  });
});

describe('the MCP endpoint', () => {
  let site: TestSite;
  const shown: string[] = [];
  const metrics = createMetrics({ version: '1' });
  beforeAll(async () => {
    site = await startHttpApp({
      metrics,
      exposure: {
        shown: (places) => shown.push(...places.map(({ id }) => id)),
        flush: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
    });
  });
  afterAll(async () => {
    await site.stop();
    await metrics.close();
  });

  it('answers many assistants at once, each its own', async () => {
    const clients = await Promise.all([
      connectMcp(site.address, { era: 'legacy' }),
      connectMcp(site.address, { era: 'modern' }),
    ]);
    const ids = ['cs-medellin-green-corridors', 'cs-rotterdam-water-square', 'pr-de-urbanisten', 'pr-hot'];
    const answers = await Promise.all(
      clients.flatMap((client) => ids.map((id) => client.callTool({ name: 'get_entry', arguments: { id } }))),
    );
    expect(
      answers.map(({ structuredContent }) => z.looseObject({ id: z.string() }).parse(structuredContent).id),
    ).toEqual([...ids, ...ids]);
    await Promise.all(clients.map((client) => client.close()));
  });

  it.each<Era>(['legacy', 'modern'])('may be asked at another process each time (%s)', async (era) => {
    const other = await startHttpApp();
    const asked = new Set<string>();
    let turn = 0;
    const client = await connectMcp(site.address, {
      era,
      fetch: (input, init) => {
        turn += 1;
        const address = turn % 2 === 0 ? site.address : other.address;
        asked.add(address);
        return fetch(new URL('/mcp', address), init ?? (input instanceof Request ? input : undefined));
      },
    });
    for (const limit of [1, 2, 3, 4]) {
      const { structuredContent } = await client.callTool({
        name: 'match_challenge',
        arguments: { statement: FLOODS, limit },
      });
      expect(idsSchema.parse(structuredContent).results).toHaveLength(limit);
    }
    expect(asked.size).toBe(2);
    await client.close();
    await other.stop();
  });

  it('counts what a match showed', async () => {
    const client = await connectMcp(site.address);
    shown.length = 0;
    const { structuredContent } = await client.callTool({
      name: 'match_challenge',
      arguments: { statement: FLOODS, limit: 4 },
    });
    expect(shown).toEqual(idsSchema.parse(structuredContent).results.map(({ id }) => id));
    await client.close();
  });

  it('takes one message at a time, of limited size, as JSON', async () => {
    expect((await post(site, PING)).status).toBe(200);
    expect(problemIn(await post(site, [PING, PING])).errors?.[0]?.path).toBe('body');
    expect(problemIn(await post(site, '{"jsonrpc":')).status).toBe(400);
    expect(problemIn(await post(site, PING, { 'content-type': 'text/plain' })).status).toBe(415);
    expect(problemIn(await post(site, { ...PING, params: { text: 'x'.repeat(101 * 1024) } })).status).toBe(
      413,
    );
    expect((await post(site, { hello: 'there' })).status).toBe(400);
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const answer = await site.get('/mcp', { method });
      expect(problemIn(answer).status).toBe(405);
      expect(answer.headers.get('allow')).toBe('POST');
    }
  });

  it('refuses a version of the protocol that nobody speaks, and says which it does', async () => {
    const answer = await post(site, PING, { 'mcp-protocol-version': '1999-01-01' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('2025-11-25');
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2030-01-01',
      'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const later = await post(
      site,
      { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta } },
      { 'mcp-protocol-version': '2030-01-01', 'mcp-method': 'tools/list' },
    );
    expect(later.status).toBe(400);
    expect(later.text).toContain('2026-07-28');
  });

  it('is told apart from other calls in the metrics', async () => {
    await post(site, PING);
    const { text } = await site.get('/metrics');
    expect(text).toMatch(/_count\{[^}]*http_route="\/mcp"/);
  });

  it('holds no connection open', async () => {
    const client = await connectMcp(site.address, { era: 'modern' });
    await expect(client.listen({ toolsListChanged: true })).rejects.toThrow();
    await client.close();
  });

  it('may be asked by pages of any site, but by no name that is pointed at it', async () => {
    const preflight = await site.get('/mcp', {
      method: 'OPTIONS',
      headers: { origin: 'https://assistant.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Mcp-Protocol-Version');
    const elsewhere = await post(site, PING, { origin: 'https://assistant.example' });
    expect(elsewhere.status).toBe(200);
    expect(elsewhere.headers.get('access-control-allow-origin')).toBe('*');
    expect(elsewhere.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await post(site, PING, { origin: 'null' })).status).toBe(403);
    const { port } = new URL(site.address);
    const asked = (host: string, origin?: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = {
          host,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        };
        httpRequest(
          {
            port,
            host: '127.0.0.1',
            path: '/mcp',
            method: 'POST',
            headers: { ...headers, ...(origin && { origin }) },
          },
          (response) => resolve(response.resume().statusCode),
        )
          .on('error', reject)
          .end(JSON.stringify(PING));
      });
    expect(await asked(`evil.example:${port}`, `http://evil.example:${port}`)).toBe(403);
    expect(await asked(`127.0.0.1.evil.example:${port}`, 'http://127.0.0.1.evil.example')).toBe(403);
    expect(await asked(`localhost:${port}`, `http://localhost:${port}`)).toBe(200);
    expect(await asked(`[::1]:${port}`, 'http://localhost:5173')).toBe(200);
    // No page asks: nobody can have been led astray.
    expect(await asked('evil.example')).toBe(200);
  });
});

describe('the MCP endpoint in other states', () => {
  it('links to PUBLIC_URL, and is asked by that name', async () => {
    const site = await startHttpApp({
      config: { rateLimit: 0, trustProxy: 1, publicUrl: 'https://match.example.org' },
    });
    const client = await connectMcp(site.address, {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('x-forwarded-host', 'match.example.org');
        headers.set('origin', 'https://match.example.org');
        return fetch(input, { ...init, headers });
      },
    });
    const { structuredContent } = await client.callTool({ name: 'get_entry', arguments: { id: KNOWN } });
    expect(structuredContent).toMatchObject({ url: `https://match.example.org/entries/${KNOWN}` });
    await client.close();
    await site.stop();
  });

  it('allows an address as many requests as the API, counted together', async () => {
    const site = await startHttpApp({ config: { rateLimit: 4, trustProxy: 0, publicUrl: undefined } });
    for (const _ of [1, 2]) expect((await site.get('/v1/taxonomy')).status).toBe(200);
    for (const _ of [1, 2]) expect((await post(site, PING)).status).toBe(200);
    const refused = await post(site, PING);
    expect(problemIn(refused).status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expect(connectMcp(site.address)).rejects.toThrow(/Too many requests/);
    await site.stop();
  });

  it('says that the server is getting ready', async () => {
    const site = await startHttpApp({ status: () => ({ ready: false, doing: 'Indexing', parts: {} }) });
    const answer = await post(site, PING);
    expect(problemIn(answer)).toMatchObject({ status: 503, detail: expect.stringContaining('Indexing') });
    expect(answer.headers.get('retry-after')).toBe('3');
    await site.stop();
  });

  it('tells an assistant nothing of an error that nobody expected, but the log does', async () => {
    const broken = () => Promise.reject(new Error('password=hunter2'));
    const site = await startHttpApp({ catalogue: { get: broken } });
    const client = await connectMcp(site.address);
    const result = await client.callTool({ name: 'get_entry', arguments: { id: KNOWN } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).not.toContain('hunter2');
    const [line] = site.log.filter(({ msg }) => msg === 'A tool could not answer');
    expect(textOf(result)).toContain(`Request id: ${String(line?.requestId)}`);
    await expect(client.readResource({ uri: `citymatch://entries/${KNOWN}` })).rejects.toThrow(
      /went wrong on our side/,
    );
    await client.close();
    await site.stop();
  });
});
