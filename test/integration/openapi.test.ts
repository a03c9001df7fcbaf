import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startHttpApp, type TestSite } from '../helpers/http-app.js';
import { lint } from '../helpers/lint-openapi.js';

const documentSchema = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ version: z.string() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        parameters: z.array(z.looseObject({ name: z.string(), description: z.string().min(1) })).default([]),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

/** Paths of the object fields in a schema that nothing describes; a reference is described where it points. */
function undescribed(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one, index) => undescribed(one, `${at}[${index}]`));
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key !== 'properties') return undescribed(value, `${at}.${key}`);
    return Object.entries(z.record(z.string(), z.looseObject({})).parse(value)).flatMap(([name, field]) => [
      ...(field.description === undefined && field.$ref === undefined && field.allOf === undefined
        ? [`${at}.${name}`]
        : []),
      ...undescribed(field, `${at}.${name}`),
    ]);
  });
}

describe('the OpenAPI document', () => {
  let site: TestSite;
  let document: z.infer<typeof documentSchema>;
  beforeAll(async () => {
    site = await startHttpApp();
    document = documentSchema.parse((await site.get('/openapi.json')).json);
  });
  afterAll(() => site.stop());

  it('passes the linter, which refuses a document with a fault', async () => {
    expect(await lint(document)).toEqual([]);
    const { responses: _, ...faulty } = document.paths['/v1/search']?.get ?? {};
    const broken = { ...document, paths: { ...document.paths, '/v1/search': { get: faulty } } };
    expect(await lint(broken)).not.toEqual([]);
  });

  it('names every call once', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids.sort()).toEqual([
      'getEntry',
      'getHealth',
      'getReadiness',
      'getSimilarEntries',
      'getTaxonomy',
      'matchChallenge',
      'searchEntries',
    ]);
    expect(document.info.version).toBe('1.2.3');
  });

  it('describes every field and every parameter', () => {
    expect(undescribed(document.components.schemas, 'schemas')).toEqual([]);
    expect(undescribed(document.paths, 'paths')).toEqual([]);
  });

  it('says that repeated parameters are lists and that facets may stand between commas', () => {
    const parameters = document.paths['/v1/search']?.get?.parameters ?? [];
    const schemaOf = (name: string) => parameters.find((one) => one.name === name);
    expect(schemaOf('kind')).toMatchObject({ in: 'query', schema: { type: 'array' } });
    expect(schemaOf('facets')).toMatchObject({ schema: { type: 'array' }, style: 'form', explode: false });
    expect(schemaOf('limit')).toMatchObject({
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    });
  });

  it('tells of the problems that a call may answer', () => {
    expect(Object.keys(document.paths['/v1/match']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '413', '415', '429', '500', '503']),
    );
    expect(Object.keys(document.paths['/v1/entries/{id}']?.get?.responses ?? {})).toContain('404');
  });

  it('works for every example that it gives', async () => {
    const body = z
      .looseObject({ content: z.record(z.string(), z.looseObject({ example: z.unknown() })) })
      .parse(document.paths['/v1/match']?.post?.requestBody);
    expect((await site.match(body.content['application/json']?.example)).status).toBe(200);
    const id = document.paths['/v1/entries/{id}']?.get?.parameters[0];
    const { example } = z.looseObject({ example: z.string() }).parse(id?.schema);
    expect((await site.get(`/v1/entries/${example}`)).status).toBe(200);
  });

  it('is shown as a page with every call, and no script or address but ours', async () => {
    const { status, text, headers } = await site.get('/docs');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    for (const methods of Object.values(document.paths)) {
      for (const { operationId } of Object.values(methods)) expect(text).toContain(`id="${operationId}"`);
    }
    expect(text).toContain('population');
    expect(text).not.toMatch(/<script|style="|src="http/);
    expect((await site.get('/docs/style.css')).status).toBe(200);
  });

  it('is written for any host without believing it', async () => {
    const { text } = await site.get('/docs', { headers: { 'x-forwarded-host': 'evil.example' } });
    expect(text).not.toContain('evil.example');
  });
});
