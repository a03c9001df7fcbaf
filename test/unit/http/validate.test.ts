import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../src/errors.js';
import { problemOf, problemSchema, STATUS_OF } from '../../../src/http/problem.js';
import { validate } from '../../../src/http/validate.js';
import { matchRequestSchema } from '../../../src/matching/contract.js';
import { countryCodes, pathwayIds, sectorIds } from '../../../src/taxonomy/index.js';

function refusal(data: unknown, schema: z.ZodType = matchRequestSchema): AppError {
  try {
    validate(schema, data, 'body');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

const statement = fc
  .string({ unit: 'grapheme', maxLength: 300 })
  .filter((text) => text.isWellFormed() && !text.includes('\0'))
  .map((text) => `ab${text}`);
const list = (values: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...values), { maxLength });
const request = fc.record(
  {
    statement,
    title: statement,
    city: fc.record(
      {
        name: fc.constantFrom('Lima', 'Ōsaka', 'القاهرة'),
        country: fc.constantFrom(...countryCodes),
        population: fc.integer({ min: 1, max: 50_000_000 }),
      },
      { requiredKeys: [] },
    ),
    sectors: list(sectorIds, 21),
    kinds: fc.array(fc.constantFrom('case-study', 'provider'), { minLength: 1, maxLength: 2 }),
    filters: fc.record(
      {
        sector: list(sectorIds, 50),
        sdg: fc.array(fc.integer({ min: 1, max: 17 }), { maxLength: 17 }),
        pathway: list(pathwayIds, 5),
      },
      { requiredKeys: [] },
    ),
    language: fc.constantFrom('en', 'es', 'pt-BR', 'zh-Hans'),
    limit: fc.integer({ min: 1, max: 50 }),
  },
  { requiredKeys: ['statement'] },
);

describe('validate', () => {
  it('takes every good request as it is, filling in the limit', () => {
    fc.assert(
      fc.property(request, (body) => {
        expect(validate(matchRequestSchema, body, 'body')).toEqual({ limit: 10, ...body });
      }),
    );
  });

  it('names a field that is of another type', () => {
    const wrong = fc.constantFrom(null, true, 1.5, {}, [[]], Number.NaN);
    fc.assert(
      fc.property(
        request,
        fc.constantFrom(...Object.keys(matchRequestSchema.shape)),
        wrong,
        (body, name, value) => {
          // An object without fields is a fine city and a fine set of filters.
          fc.pre(!(['city', 'filters'].includes(name) && JSON.stringify(value) === '{}'));
          fc.pre(!(name === 'draft' && value === true));
          const { fields } = refusal({ ...body, [name]: value });
          expect(fields.map(({ path }) => path.split('.')[0])).toContain(name);
        },
      ),
    );
  });

  it('names a field that nobody knows', () => {
    const unknown = fc.string({ minLength: 1 }).filter((key) => !(key in matchRequestSchema.shape));
    fc.assert(
      fc.property(request, unknown, (body, key) => {
        const data: unknown = JSON.parse(`${JSON.stringify(body).slice(0, -1)},${JSON.stringify(key)}:1}`);
        expect(refusal(data).fields.map(({ path }) => path)).toContain(key);
      }),
    );
  });

  it('answers any JSON with the value or with a bad-request that names something', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (data) => {
        try {
          validate(matchRequestSchema, data, 'body');
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(error.code).toBe('bad-request');
          expect(error.fields.length).toBeGreaterThan(0);
          for (const { path, message } of error.fields) expect([path, message]).not.toContain('');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses NUL and halves of surrogate pairs anywhere, keys included', () => {
    const schema = z.object({ a: z.unknown() });
    const broken = fc.constantFrom('x\0', '\uD83C', 'x\uDF0A');
    fc.assert(
      fc.property(broken, fc.nat({ max: 10 }), fc.boolean(), (text, depth, asKey) => {
        let data: unknown = asKey ? { [text]: 1 } : text;
        for (let i = 0; i < depth; i++) data = i % 2 === 0 ? [data] : { b: data };
        const { fields } = refusal({ a: data }, schema);
        expect(fields).toHaveLength(1);
        expect(fields[0]?.path).toMatch(/^a/);
        expect(fields[0]?.path.isWellFormed()).toBe(true);
      }),
    );
  });

  it('tells 50 wrong fields at most', () => {
    expect(
      refusal({ statement: 'ab', sectors: Array(21).fill('x'), filters: { sector: Array(50).fill('x') } })
        .fields,
    ).toHaveLength(50);
  });
});

describe('problemOf', () => {
  const codes = ['bad-request', 'not-found', 'conflict', 'too-large', 'unsupported-media-type'] as const;

  it.each(codes)('tells the words and fields of an AppError with the code %s', (code) => {
    const fields = [{ path: 'a.b', message: 'must be good' }];
    const { problem, unexpected } = problemOf(new AppError(code, 'In words.', { fields }));
    expect(problemSchema.parse({ ...problem, requestId: 'x' })).toMatchObject({
      type: `urn:citymatch:problem:${code}`,
      status: STATUS_OF[code],
      detail: 'In words.',
      errors: fields,
    });
    expect(unexpected).toBe(false);
  });

  it('gives the seconds to wait, rounded up', () => {
    const { headers } = problemOf(new AppError('rate-limited', 'Slow down.', { retryAfterSeconds: 2.1 }));
    expect(headers).toEqual({ 'Retry-After': '3' });
  });

  it('never tells what an unknown error holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (secret) => {
        const { problem, unexpected } = problemOf(new Error(secret, { cause: secret }));
        expect(problem.status).toBe(500);
        expect(unexpected).toBe(true);
        expect(problem.detail).not.toContain(secret);
        expect(problem.errors).toBeUndefined();
      }),
    );
  });

  it('makes a problem of anything that is thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const { problem } = problemOf(thrown);
        expect(problemSchema.parse({ ...problem, requestId: 'x' }).status).toBeGreaterThanOrEqual(400);
      }),
    );
  });
});
