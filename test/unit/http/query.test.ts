import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { searchQuerySchema } from '../../../src/catalogue/requests.js';
import { AppError } from '../../../src/errors.js';
import { parseQueryString, readQuery } from '../../../src/http/query.js';
import { countryCodes, pathwayIds, regions, sectorIds } from '../../../src/taxonomy/index.js';

const schema = z.strictObject({ q: z.string().optional(), kind: z.array(z.string()).optional() });

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('readQuery', () => {
  it('names every unknown parameter, and what is known', () => {
    const { code, fields } = refusal(() => readQuery(schema, 'colour=red&q=x&size=3'));
    expect(code).toBe('bad-request');
    expect(fields.map(({ path }) => path)).toEqual(['colour', 'size']);
    expect(fields[0]?.message).toContain('q, kind');
  });

  it('refuses a single parameter that is given twice', () => {
    expect(refusal(() => readQuery(schema, 'q=a&q=b')).fields).toEqual([
      { path: 'q', message: 'must be given once only' },
    ]);
  });

  it('keeps the order of a repeated one, commas included', () => {
    expect(readQuery(schema, 'kind=b&q=1&kind=a%2Cc')).toEqual({ q: '1', kind: ['b', 'a,c'] });
  });

  it('splits at commas where the schema allows it', () => {
    expect(readQuery(schema, 'kind=a,b&kind=c,', ['kind'])).toEqual({ kind: ['a', 'b', 'c'] });
  });

  it('reads back whatever URLSearchParams writes', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed());
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 30 }), (pairs) => {
        const written = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
        expect(parseQueryString(written.toString())).toEqual(pairs);
      }),
    );
  });

  it('gives pairs or a refusal that names a parameter, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint16Array().map((units) => String.fromCharCode(...units)),
          fc.webQueryParameters(),
          percentNoise(),
        ),
        (text) => {
          try {
            expect(Object.keys(readQuery(schema, text)).every((key) => key in schema.shape)).toBe(true);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            expect(error.code).toBe('bad-request');
            expect(error.fields.length).toBeGreaterThan(0);
            for (const { path, message } of error.fields) {
              expect(path).not.toBe('');
              expect(message).not.toBe('');
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Percent signs, hex digits, separators and odd names in any order. */
function percentNoise(): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    '%',
    '%F',
    '%FF',
    '%E2%82%AC',
    '&',
    '=',
    '+',
    'q',
    'kind',
    '__proto__',
    '[]',
    '%00',
    ',',
  );
  return fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
}

describe('the query of GET /v1/search', () => {
  const read = (query: string) => readQuery(searchQuerySchema, query, ['facets']);
  const some = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 5 });

  it('takes every filter value of the taxonomy, in any number and order', () => {
    const filters = fc.record({
      kind: some(['case-study', 'provider']),
      sector: some(sectorIds),
      country: some(countryCodes),
      sdg: some(Array.from({ length: 17 }, (_, i) => String(i + 1))),
      pathway: some(pathwayIds),
      region: some(regions.map(({ code }) => code)),
    });
    fc.assert(
      fc.property(filters, (given) => {
        const pairs = Object.entries(given).flatMap(([name, values]) => values.map((value) => [name, value]));
        const told = read(new URLSearchParams(pairs).toString());
        for (const [name, values] of Object.entries(given)) {
          expect(told[name as keyof typeof given] ?? []).toEqual(values);
        }
      }),
    );
  });

  it('refuses every other filter value, naming its parameter', () => {
    const known = new Set([...sectorIds, ...countryCodes, ...pathwayIds, ...regions.map(({ code }) => code)]);
    const names = fc.constantFrom('kind', 'sector', 'country', 'pathway', 'region');
    const value = fc.string({ unit: 'grapheme' }).filter((text) => !known.has(text) && text.isWellFormed());
    fc.assert(
      fc.property(names, value, (name, text) => {
        fc.pre(!['case-study', 'provider'].includes(text));
        const { fields } = refusal(() => read(new URLSearchParams([[name, text]]).toString()));
        expect(fields.map(({ path }) => path)).toEqual([name]);
      }),
    );
  });

  it('takes a limit exactly when it is a whole number from 1 to 100', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: -5, max: 200 }).map(String), fc.string({ maxLength: 6 })),
        (text) => {
          const query = new URLSearchParams([['limit', text]]).toString();
          const fits = /^[1-9]\d{0,2}$/.test(text) && Number(text) <= 100;
          if (fits) expect(read(query).limit).toBe(Number(text));
          else expect(refusal(() => read(query)).fields[0]?.path).toBe('limit');
        },
      ),
      { numRuns: 500 },
    );
  });
});
