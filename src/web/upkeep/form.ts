import { z } from 'zod';
import type { EntryKind } from '../../catalogue/entry.js';
import { AppError } from '../../errors.js';
import type { EntryRecord } from '../../upkeep/contract.js';
import type { LookAlikeRequest } from '../../upkeep/requests.js';
import { manyValues, oneValue, readPopulation } from '../form.js';
import { differingFields, marksOf, mergeForms } from '../form-merge.js';

/** Fields of the form of each kind, in the order shown. */
export const FIELDS = {
  'case-study': [
    'title',
    'summary',
    'challenge',
    'solution',
    'outcomes',
    'city',
    'country',
    'population',
    'year',
    'costBand',
    'measures',
    'sectors',
    'sdgs',
    'pathways',
    'providers',
    'sourceUrl',
    'language',
    'verified',
  ],
  provider: [
    'name',
    'type',
    'description',
    'offerings',
    'city',
    'country',
    'serves',
    'sectors',
    'website',
    'sourceUrl',
    'language',
    'verified',
  ],
} as const;
export type EntryField = (typeof FIELDS)[EntryKind][number];

const LISTS = ['sectors', 'sdgs', 'pathways'] as const;
export type ListField = (typeof LISTS)[number];
export type TextField = Exclude<EntryField, ListField>;

/** The form as typed: kept and shown again whatever is wrong with it. */
export type EntryValues = Record<TextField, string> & Record<ListField, string[]>;
export type EntryErrors = Partial<Record<EntryField, string>>;

const valuesSchema = z.object({
  title: oneValue,
  name: oneValue,
  summary: oneValue,
  challenge: oneValue,
  solution: oneValue,
  outcomes: oneValue,
  description: oneValue,
  city: oneValue,
  country: oneValue,
  population: oneValue,
  year: oneValue,
  costBand: oneValue,
  measures: oneValue,
  offerings: oneValue,
  providers: oneValue,
  serves: oneValue,
  type: oneValue,
  sourceUrl: oneValue,
  website: oneValue,
  language: oneValue,
  verified: oneValue,
  sectors: manyValues,
  sdgs: manyValues,
  pathways: manyValues,
}) satisfies z.ZodType<EntryValues>;

/** The values of a form that was sent. Never throws. */
export function readEntryValues(sent: unknown): EntryValues {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(sent);
  const clean = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n') : value,
  ]);
  return valuesSchema.parse(Object.fromEntries(clean));
}

/** An empty form. */
export function emptyValues(): EntryValues {
  return { ...valuesSchema.parse({}), language: 'en', costBand: 'unknown' };
}

/** Texts and numbers that are called the same in the form. */
const SAME_NAME: readonly TextField[] = [
  'title',
  'name',
  'summary',
  'challenge',
  'solution',
  'outcomes',
  'description',
  'population',
  'year',
  'costBand',
  'sourceUrl',
  'website',
  'language',
];

/** An entry's fields as the form has them. */
export function valuesOf({ kind, working }: Pick<EntryRecord, 'kind' | 'working'>): EntryValues {
  const text = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const list = (value: unknown) => (Array.isArray(value) ? value.map(text) : []);
  const lines = (value: unknown) => list(value).join('\n');
  const seat = z.object({ city: z.unknown(), country: z.unknown() }).safeParse(working.headquarters).data;
  const place = kind === 'provider' ? seat : working;
  const texts = Object.fromEntries(SAME_NAME.map((name) => [name, text(working[name])]));
  return valuesSchema.parse({
    ...texts,
    city: text(place?.city),
    country: text(place?.country),
    type: text(working.kind),
    measures: lines(working.measures),
    offerings: lines(working.offerings),
    providers: lines(working.providers),
    serves: list(working.countriesServed).join(', '),
    sectors: list(working.sectors),
    sdgs: list(working.sdgs),
    pathways: list(working.pathways),
    verified: working.verified === true ? 'yes' : '',
  });
}

const linesOf = (typed: string) =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const address = (typed: string) => (typed.trim() === '' ? null : typed.trim());
/** What is no number is sent on as typed, to be refused by name. */
const number = (typed: string, read: (text: string) => number | undefined) =>
  typed.trim() === '' ? null : (read(typed) ?? typed);
const year = (typed: string) => (/^\d{4}$/.test(typed.trim()) ? Number(typed) : undefined);

/** The fields of the entry that the form stands for, as the service takes them. */
export function fieldsOf(kind: EntryKind, values: EntryValues): Record<string, unknown> {
  const shared = {
    sectors: [...new Set(values.sectors)],
    sourceUrl: address(values.sourceUrl),
    language: values.language.trim(),
    verified: values.verified === 'yes',
  };
  if (kind === 'case-study') {
    const { title, summary, challenge, solution, outcomes, city, country, costBand } = values;
    return {
      ...{ title, summary, challenge, solution, outcomes, city, country, costBand },
      population: number(values.population, readPopulation),
      year: number(values.year, year),
      measures: linesOf(values.measures),
      providers: linesOf(values.providers),
      sdgs: [...new Set(values.sdgs)].map(Number),
      pathways: [...new Set(values.pathways)],
      ...shared,
    };
  }
  return {
    name: values.name,
    kind: values.type,
    description: values.description,
    offerings: linesOf(values.offerings),
    countriesServed: values.serves
      .split(/[\s,;]+/)
      .filter((code) => code !== '')
      .map((code) => (code.toLowerCase() === 'global' ? 'global' : code.toUpperCase())),
    headquarters: { city: values.city.trim() === '' ? null : values.city, country: values.country },
    website: address(values.website),
    ...shared,
  };
}

/** What is known of an entry before it is saved. */
export function lookAlikeOf(kind: EntryKind, values: EntryValues): LookAlikeRequest {
  const { title, name, summary, description, city, country, sourceUrl, website } = values;
  const provider = kind === 'provider';
  return {
    kind,
    title: (provider ? name : title).trim().slice(0, 300),
    text: (provider ? description : summary).trim().slice(0, 10_000),
    city: city.trim().slice(0, 200),
    country: country.slice(0, 2),
    urls: [sourceUrl, ...(provider ? [website] : [])].map((url) => url.trim().slice(0, 2000)),
  };
}

/** The form's field for a field of a provider that is called otherwise there. */
const PROVIDER_FIELDS: Record<string, EntryField> = { kind: 'type', countriesServed: 'serves' };

/** What an error says of fields, in the words of the page and the order of the form; other errors are thrown on. */
export function entryErrors(
  kind: EntryKind,
  error: unknown,
  words: Readonly<Record<EntryField, string>>,
): EntryErrors {
  if (!(error instanceof AppError) || error.code !== 'bad-request' || error.fields.length === 0) throw error;
  const wrong = new Set(
    error.fields.map(({ path }) => {
      const [, first = '', second = ''] = path.split('.');
      if (first === 'headquarters') return second === 'city' ? 'city' : 'country';
      return kind === 'provider' ? (PROVIDER_FIELDS[first] ?? first) : first;
    }),
  );
  const errors: EntryErrors = {};
  for (const field of FIELDS[kind]) if (wrong.has(field)) errors[field] = words[field];
  // Nothing that the form can mend.
  if (Object.keys(errors).length === 0) throw error;
  return errors;
}

/** A few letters for each field, that tell later whether it was touched; sent along with the form. */
export function baseOf(kind: EntryKind, values: EntryValues): string {
  return marksOf(FIELDS[kind], values, savedBy(kind));
}

/** Brings a form together with what somebody else saved meanwhile, as `mergeForms` does. */
export function merge(kind: EntryKind, typed: EntryValues, stored: EntryValues, base: string) {
  return mergeForms(FIELDS[kind], { typed, stored, base }, savedBy(kind));
}

/** The fields in which two forms differ. */
export function differing(kind: EntryKind, a: EntryValues, b: EntryValues): EntryField[] {
  return differingFields(FIELDS[kind], a, b, savedBy(kind));
}

const savedBy = (kind: EntryKind) => (values: EntryValues, field: EntryField) =>
  pick(kind, fieldsOf(kind, values), field);

function pick(kind: EntryKind, fields: Record<string, unknown>, field: EntryField): unknown {
  if (kind === 'case-study') return fields[field];
  if (field === 'type') return fields.kind;
  if (field === 'serves') return fields.countriesServed;
  const seat = z.object({ city: z.unknown(), country: z.unknown() }).safeParse(fields.headquarters).data;
  return field === 'city' ? seat?.city : field === 'country' ? seat?.country : fields[field];
}
