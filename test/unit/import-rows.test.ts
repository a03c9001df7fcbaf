import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseStudySchema, providerSchema } from '../../src/catalogue/entry.js';
import { MAX_LINE_BYTES, readLines } from '../../src/catalogue/lines.js';
import { readRow } from '../../src/catalogue/row.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';

const caseStudy = caseStudyEntry('cs-a').body;
const provider = providerEntry('pr-a').body;

async function linesOf(...chunks: (string | Uint8Array)[]) {
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
  const lines = [];
  for await (const line of readLines(
    (async function* () {
      yield* bytes;
    })(),
  ))
    lines.push(line);
  return lines;
}

/** What is wrong with a row: "field: message". */
function problemsOf(row: unknown): string[] {
  const result = readRow(JSON.stringify(row));
  return 'problems' in result ? result.problems.map(({ path, message }) => `${path}: ${message}`) : [];
}

describe('a row', () => {
  it.each([
    ['no JSON', '{"id": ', /^: is not JSON/],
    ['no object', '[1]', /^: must be a JSON object$/],
    ['null', 'null', /^: must be a JSON object$/],
    ['no id to tell its kind by', '{"id": 5}', /^id: must begin with "cs-"/],
  ])('is refused as a whole when it is %s', (_what, text, expected) => {
    const result = readRow(text);
    expect('problems' in result && result.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual(
      [expect.stringMatching(expected)],
    );
  });

  it.each([
    [{ title: undefined }, 'title: is required'],
    [{ title: '  ' }, 'title: must not be empty'],
    [{ title: 'a\0b' }, 'title: must be well-formed Unicode without NUL'],
    [{ summary: 'a\ud800b' }, 'summary: must be well-formed Unicode without NUL'],
    [{ country: 'XX' }, 'country: must be an ISO 3166-1 alpha-2 code, such as "PE"'],
    [{ country: 'toString' }, 'country: must be an ISO 3166-1 alpha-2 code, such as "PE"'],
    [{ sectors: [] }, 'sectors: needs one sector at least'],
    [{ sectors: ['health', 'nonsense'] }, 'sectors.1: must be one of the sectors of GET /v1/taxonomy'],
    [{ providers: ['cs-a'] }, 'providers.0: must be a provider id, "pr-..."'],
    [{ sourceUrl: 'javascript:alert(1)' }, 'sourceUrl: must be a web address (http or https)'],
    [{ language: 'English' }, 'language: must be a BCP 47 tag, such as "en"'],
    [{ id: 'cs-Ä' }, 'id: must be "cs-" and lower-case letters, digits or hyphens'],
    [{ colour: 'red' }, 'colour: is no field of this kind of entry'],
  ])('is refused by its field: %j', (change, problem) => {
    expect(problemsOf({ ...caseStudy, ...change })).toEqual([problem]);
  });

  it('names every bad field, also within lists and objects', () => {
    const row = {
      ...provider,
      kind: 'shop',
      headquarters: { city: '', country: 'NL', street: 'x' },
      offerings: [1],
    };
    expect(problemsOf(row).map((problem) => problem.split(':')[0])).toEqual(
      expect.arrayContaining(['kind', 'offerings.0', 'headquarters.city', 'headquarters.street']),
    );
  });

  it('may name a pathway in other ways', () => {
    const result = readRow(
      JSON.stringify({ ...caseStudy, pathways: ['Zero emission', 'zero_emission', 'RESILIENT'] }),
    );
    expect('entry' in result && result.entry.body).toMatchObject({
      pathways: ['low-emission', 'low-emission', 'resilient'],
    });
    expect(problemsOf({ ...caseStudy, pathways: ['constructor'] })[0]).toMatch(/^pathways\.0: /);
  });

  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '\0',
      '\ud800',
      "'; drop table citymatch.entries; --",
      '<script>',
      '🌊',
      'مرحبا',
      '1e400',
      -1,
      2 ** 53,
    ),
  );

  it.each([
    ['case study', caseStudy, caseStudySchema],
    ['provider', provider, providerSchema],
  ])(
    'of a %s with any value in any field is taken as valid, or refused with its field',
    (_name, base, schema) => {
      const field = fc.oneof(fc.constantFrom(...Object.keys(base)), fc.string({ maxLength: 20 }));
      fc.assert(
        fc.property(field, value, (name, held) => {
          const row = Object.fromEntries([...Object.entries(base), [name, held]]);
          const result = readRow(JSON.stringify(row));
          if ('entry' in result) {
            expect(schema.safeParse(result.entry.body).success).toBe(true);
            expect(JSON.stringify(result.entry.body)).not.toContain('\\u0000');
            return;
          }
          expect(result.problems.length).toBeGreaterThan(0);
          for (const { path, message } of result.problems) {
            expect(path === name || path.startsWith(`${name}.`) || path === 'id').toBe(true);
            expect(message).not.toBe('');
          }
        }),
        { numRuns: 500 },
      );
    },
  );

  it('of any text at all never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => void readRow(text)));
    expect(readRow('['.repeat(100_000))).toHaveProperty('problems');
    expect(readRow('{"id":"cs-a","__proto__":{"title":"x"}}')).toHaveProperty('problems');
  });
});

describe('the lines of a file', () => {
  it('are counted with the blank ones, whatever their ends, and without byte order mark', async () => {
    expect(await linesOf('\ufeffa\r\n\r\n  \nb\n\nlast')).toEqual([
      { number: 1, text: 'a' },
      { number: 4, text: 'b' },
      { number: 6, text: 'last' },
    ]);
    expect(await linesOf('')).toEqual([]);
    expect(await linesOf('\n\n')).toEqual([]);
  });

  it('are the same however the bytes are cut', async () => {
    const text = 'één\r\n\n日本語\n🌊 x\n';
    const whole = await linesOf(text);
    expect(whole.map((line) => 'text' in line && line.text)).toEqual(['één', '日本語', '🌊 x']);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 30 }), { maxLength: 6 }), async (cuts) => {
        const bytes = Buffer.from(text);
        const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        expect(await linesOf(...chunks)).toEqual(whole);
      }),
    );
  });

  it('are told apart when one is too long or no text, and the next one is read', async () => {
    const long = Buffer.alloc(MAX_LINE_BYTES / 4, 'x');
    expect(
      await linesOf('a\n', long, long, long, long, 'x\n', Uint8Array.from([0xff, 0xfe, 0x0a]), 'b'),
    ).toEqual([
      { number: 1, text: 'a' },
      { number: 2, problem: 'is longer than 1 MiB' },
      { number: 3, problem: 'is not UTF-8 text' },
      { number: 4, text: 'b' },
    ]);
    expect(await linesOf(long, long, long, long)).toEqual([{ number: 1, text: 'x'.repeat(MAX_LINE_BYTES) }]);
  });
});
