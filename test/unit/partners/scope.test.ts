import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetsOf } from '../../../src/catalogue/facets.js';
import { readEntries } from '../../../src/catalogue/seed.js';
import { originSchema, partnerChangeSchema } from '../../../src/partners/contract.js';
import { narrow, scopeSchema } from '../../../src/partners/scope.js';
import { passesFilter } from '../../../src/search/facets.js';
import { anyFilter, anyScope } from '../../helpers/scopes.js';

describe('a filter narrowed to a scope', () => {
  it('lets through what both let through, where it is used at all', async () => {
    const entries = (await readEntries()).map(facetsOf);
    fc.assert(
      fc.property(anyScope, anyFilter, (scope, asked) => {
        const { filter, outside } = narrow(scope, asked);
        if (outside.length > 0) return;
        const open = narrow(scope, {}).filter;
        for (const entry of entries) {
          expect(passesFilter(entry, filter)).toBe(passesFilter(entry, open) && passesFilter(entry, asked));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('names every value outside the scope, and no other', () => {
    fc.assert(
      fc.property(anyScope, anyFilter, (scope, asked) => {
        const { outside } = narrow(scope, asked);
        const expected = Object.entries(asked).flatMap(([facet, values]) => {
          const open: readonly string[] | undefined = scope[facet as keyof typeof scope];
          return open === undefined ? [] : values.filter((value) => !open.includes(value));
        });
        expect(outside.map(({ value }) => value).sort()).toEqual(expected.sort());
      }),
    );
  });

  it('is the whole scope where nothing is asked for', () => {
    fc.assert(
      fc.property(anyScope, (scope) => {
        expect(narrow(scope, {})).toEqual({ filter: scope, outside: [] });
        expect(scopeSchema.parse(scope)).toEqual(scope);
      }),
    );
  });
});

describe('an origin', () => {
  it.each([
    'https://www.example.org',
    'http://localhost:8080',
    'https://xn--bcher-kva.example',
    'http://[::1]:3000',
  ])('is %s', (value) => expect(originSchema.safeParse(value).success).toBe(true));
  it.each([
    'https://www.example.org/',
    'https://www.example.org/page',
    'https://www.example.org:443',
    'https://WWW.example.org',
    'https://user@www.example.org',
    'https://*.example.org',
    'https://a.example;script-src',
    "https://a.example'",
    'https://bücher.example',
    'www.example.org',
    'null',
    '*',
    'file:///tmp',
    'javascript:alert(1)',
  ])('is not %s', (value) => expect(originSchema.safeParse(value).success).toBe(false));
});

describe('a change of a partner', () => {
  it('names nothing that was not named', () => {
    expect(partnerChangeSchema.parse({ version: 3 })).toEqual({ version: 3 });
  });
});
