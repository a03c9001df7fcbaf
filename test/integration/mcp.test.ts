import type { Client } from '@modelcontextprotocol/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { matchResponseSchema } from '../../src/matching/contract.js';
import { startHttpApp, type TestSite } from '../helpers/http-app.js';
import { connectMcp, type Era, textOf } from '../helpers/mcp.js';

const FLOODS = 'Our old town floods after every heavy rain and the drains cannot be enlarged.';
const NOTHING = 'Stray dogs bite people in our market.';
const KNOWN = 'cs-medellin-green-corridors';

const idsSchema = z.looseObject({ results: z.array(z.looseObject({ id: z.string(), url: z.string() })) });

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

  it('is told what is wrong, and never that something broke, whatever arguments it makes up', async () => {
    const tools = ['match_challenge', 'search_entries', 'get_entry', 'similar_entries', 'list_taxonomy'];
    const names = [
      'statement',
      'city',
      'filters',
      'kinds',
      'limit',
      'offset',
      'text',
      'id',
      'lists',
      'sdg',
      'x',
    ];
    const value = fc.oneof(fc.jsonValue(), fc.string(), fc.integer(), fc.array(fc.string()));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...tools),
        fc.dictionary(fc.constantFrom(...names), value),
        async (name, given) => {
          const { isError, structuredContent } = await call(name, given);
          expect(isError === true || structuredContent !== undefined).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
    expect(site.log.filter(({ level }) => level !== 30)).toEqual([]);
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
