import fc from 'fast-check';
import {
  type CaseStudy,
  caseStudySchema,
  type Entry,
  type Provider,
  providerSchema,
} from '../../src/catalogue/entry.js';
import { countryCodes, pathwayIds, sectorIds } from '../../src/taxonomy/index.js';
import { caseStudyEntry, providerEntry } from './catalogue.js';

/** Signs that mean something to CSV, to spreadsheets, to XML, to pages or to Unicode. */
const SIGNS = [
  ...[',', ';', '|', '\\', '"', "'", '\n', '\r\n', '\r', '\t', '=', '+', '-', '@', '＝', '\u2028', '\u0001'],
  ...['</script>', '<!--', ']]>', '&amp;', '\ufeff', '\uffff', '𝌆', 'é', 'هل', '{"', '`', '%s', ' '],
];
const sign = fc.constantFrom(...SIGNS);
const odd = fc.array(fc.oneof(sign, sign, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 8 });
/** Text as an entry may have it: trimmed, well-formed, without NUL. */
export const oddText = odd.map((parts) => parts.join('').toWellFormed().replaceAll('\0', '').trim());
const text = oddText.filter((value) => value !== '');
const texts = fc.array(text, { maxLength: 4 });
const address = fc.constantFrom('https://example.org/?a=1&b=<2>', 'http://example.org/a,b;c|d"', null);
const some = <T>(values: readonly T[], minLength = 0) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength, maxLength: 4 });
const country = fc.constantFrom(...countryCodes);
const shared = {
  sectors: some(sectorIds, 1),
  verified: fc.boolean(),
  language: fc.constantFrom('en', 'pt-BR', 'sw'),
  sourceUrl: address,
};

const caseBody = fc.record({
  title: text,
  summary: text,
  challenge: text,
  solution: text,
  outcomes: oddText,
  city: text,
  country,
  population: fc.option(fc.integer({ min: 1, max: 50_000_000 })),
  year: fc.option(fc.integer({ min: 1800, max: 2100 })),
  sdgs: some([1, 2, 11, 13, 17]),
  pathways: some(pathwayIds),
  measures: texts,
  costBand: fc.constantFrom('low', 'medium', 'high', 'unknown'),
  providers: some(['pr-a', 'pr-b']),
  ...shared,
});
const region = fc.oneof(
  fc.constant({}),
  text.map((name) => ({ region: name })),
);
const providerBody = fc.record({
  name: text,
  kind: fc.constantFrom('company', 'ngo', 'utility'),
  description: text,
  offerings: texts,
  countriesServed: fc.uniqueArray(fc.oneof(country, fc.constant('global')), { maxLength: 4 }),
  headquarters: fc.record({ city: fc.option(text), country }),
  website: address,
  ...shared,
});

/** A case study whose texts are as odd as the schema lets them be. */
export const oddCaseStudy: fc.Arbitrary<Entry> = fc.tuple(caseBody, region).map(([body, more]) => {
  const parsed: CaseStudy = caseStudySchema.parse({ ...caseStudyEntry('cs-odd').body, ...body, ...more });
  return { id: 'cs-odd', kind: 'case-study', body: parsed };
});

/** A provider whose texts are as odd as the schema lets them be. */
export const oddProvider: fc.Arbitrary<Entry> = providerBody.map((body) => {
  const parsed: Provider = providerSchema.parse({ ...providerEntry('pr-odd').body, ...body });
  return { id: 'pr-odd', kind: 'provider', body: parsed };
});
