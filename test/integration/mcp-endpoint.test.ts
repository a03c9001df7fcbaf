import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMetrics } from '../../src/metrics/metrics.js';
import { problemIn, startHttpApp, type TestSite } from '../helpers/http-app.js';
import { connectMcp, type Era, PING, post, textOf } from '../helpers/mcp.js';

const FLOODS = 'Our old town floods after every heavy rain and the drains cannot be enlarged.';
const KNOWN = 'cs-medellin-green-corridors';
const idsSchema = z.looseObject({ results: z.array(z.looseObject({ id: z.string() })) });

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
