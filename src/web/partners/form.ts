import { z } from 'zod';
import { AppError } from '../../errors.js';
import { type Partner, type PartnerSettings, partnerSettingsSchema } from '../../partners/contract.js';
import { type Scope, scopeSchema } from '../../partners/scope.js';
import { FACETS, type Facet } from '../../search/port.js';
import { manyValues, oneValue, readPopulation } from '../form.js';
import { marksOf, mergeForms, type SavedField } from '../form-merge.js';

const TEXTS = ['name', 'contact', 'origins', 'quotaPerDay', 'ratePerMinute', 'perAddressPerMinute'] as const;
export type PartnerText = (typeof TEXTS)[number];
export type PartnerField = PartnerText | Facet;
/** The form's fields, in the order shown. */
export const PARTNER_FIELDS: readonly PartnerField[] = [
  'name',
  'contact',
  'origins',
  ...FACETS,
  'quotaPerDay',
  'ratePerMinute',
  'perAddressPerMinute',
];

/** The form as typed: kept and shown again whatever is wrong with it. */
export type PartnerValues = Record<PartnerText, string> & Record<Facet, string[]>;
export type PartnerErrors = Partial<Record<PartnerField, string>>;

/** What this form sets; the theme has a form of its own. */
const settingsSchema = partnerSettingsSchema.omit({ theme: true });
export type FormSettings = Omit<PartnerSettings, 'theme'>;

const valuesSchema = z.object({
  name: oneValue,
  contact: oneValue,
  origins: oneValue,
  quotaPerDay: oneValue,
  ratePerMinute: oneValue,
  perAddressPerMinute: oneValue,
  kind: manyValues,
  sector: manyValues,
  country: manyValues,
  region: manyValues,
  sdg: manyValues,
  pathway: manyValues,
}) satisfies z.ZodType<PartnerValues>;

/** The values of a form that was sent. Never throws. */
export function readPartnerValues(sent: unknown): PartnerValues {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(sent);
  const clean = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n') : value,
  ]);
  return valuesSchema.parse(Object.fromEntries(clean));
}

/** The form of a new partner. */
export function newPartnerValues(): PartnerValues {
  const { quotaPerDay, ratePerMinute, perAddressPerMinute } = partnerSettingsSchema.parse({ name: '-' });
  return {
    ...valuesSchema.parse({}),
    quotaPerDay: String(quotaPerDay ?? ''),
    ratePerMinute: String(ratePerMinute),
    perAddressPerMinute: String(perAddressPerMinute),
  };
}

/** A partner's settings as the form has them. */
export function valuesOf(partner: Partner): PartnerValues {
  const { name, contact, origins, scope, quotaPerDay, ratePerMinute, perAddressPerMinute } = partner;
  const facets = FACETS.map((facet) => [facet, [...(scope[facet] ?? [])]]);
  return valuesSchema.parse({
    name,
    contact: contact ?? '',
    origins: origins.join('\n'),
    quotaPerDay: quotaPerDay === null ? '' : String(quotaPerDay),
    ratePerMinute: String(ratePerMinute),
    perAddressPerMinute: String(perAddressPerMinute),
    ...Object.fromEntries(facets),
  });
}

/** The lines of the field for origins, without empty ones. */
function originLines(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** An address without a path is taken for its origin; anything else stays as typed, to be refused. */
function originOf(line: string): string {
  if (!/^https?:\/\//i.test(line) || !URL.canParse(line)) return line;
  const { origin, pathname, search, hash, username } = new URL(line);
  return pathname === '/' && search === '' && hash === '' && username === '' ? origin : line;
}

const originsOf = (typed: string) => [...new Set(originLines(typed).map(originOf))];
/** What is no number is sent on as typed, to be refused by name. */
const number = (typed: string) => readPopulation(typed) ?? typed;

const savedOf: Record<PartnerText, (typed: string) => unknown> = {
  name: (typed) => typed.trim(),
  contact: (typed) => (typed.trim() === '' ? undefined : typed.trim()),
  origins: originsOf,
  quotaPerDay: (typed) => (typed.trim() === '' ? null : number(typed)),
  ratePerMinute: number,
  perAddressPerMinute: number,
};

/** A field as it is saved. */
const saved: SavedField<PartnerValues, PartnerField> = (values, field) =>
  isText(field) ? savedOf[field](values[field]) : [...new Set(values[field])].sort();

/** Whether a field is typed; else it is ticked. */
export function isText(field: PartnerField): field is PartnerText {
  return TEXTS.some((text) => text === field);
}

function scopeGiven(values: PartnerValues): Record<string, string[]> {
  const chosen = FACETS.map((facet): [Facet, string[]] => [facet, [...new Set(values[facet])]]);
  return Object.fromEntries(chosen.filter(([, some]) => some.length > 0));
}

/** The scope that the form stands for; `undefined` where it is none. */
export function scopeOf(values: PartnerValues): Scope | undefined {
  return scopeSchema.safeParse(scopeGiven(values)).data;
}

/** The settings that the form stands for, or what is wrong with it, by field. */
export function settingsOf(
  values: PartnerValues,
  words: PartnerErrorWords,
): { settings: FormSettings; errors?: never } | { settings?: never; errors: PartnerErrors } {
  const texts = TEXTS.map((field) => [field, savedOf[field](values[field])]);
  const given: unknown = { ...Object.fromEntries(texts), scope: scopeGiven(values) };
  const { data, error } = settingsSchema.safeParse(given);
  if (data !== undefined) return { settings: data };
  return {
    errors: errorsOf(
      values,
      error.issues.map(({ path }) => path.map(String)),
      words,
    ),
  };
}

/** What to say of each field that is wrong; of origins with the line that is. */
export type PartnerErrorWords = Readonly<Record<PartnerText | 'scope', string>> & {
  origin(line: string): string;
  manyOrigins: string;
};

function errorsOf(
  values: PartnerValues,
  paths: readonly (readonly string[])[],
  words: PartnerErrorWords,
): PartnerErrors {
  const errors: PartnerErrors = {};
  for (const field of PARTNER_FIELDS) {
    const path = paths.find(([first, second]) => (first === 'scope' ? second === field : first === field));
    if (path === undefined) continue;
    const line = field === 'origins' ? originsOf(values.origins)[Number(path[1])] : undefined;
    if (line !== undefined) errors[field] = words.origin(line);
    else if (field === 'origins') errors[field] = words.manyOrigins;
    else errors[field] = isText(field) ? words[field] : words.scope;
  }
  return errors;
}

/** What a service's error says of fields; other errors are thrown on. */
export function partnerErrors(
  values: PartnerValues,
  error: unknown,
  words: PartnerErrorWords,
): PartnerErrors {
  if (!(error instanceof AppError) || error.code !== 'bad-request') throw error;
  const errors = errorsOf(
    values,
    error.fields.map(({ path }) => path.split('.')),
    words,
  );
  // Nothing that the form can mend.
  if (Object.keys(errors).length === 0) throw error;
  return errors;
}

/** A few letters for each field, that tell later whether it was touched. */
export function baseOf(values: PartnerValues): string {
  return marksOf(PARTNER_FIELDS, values, saved);
}

/** Brings a form together with what somebody else saved meanwhile, as `mergeForms` does. */
export function merge(typed: PartnerValues, stored: PartnerValues, base: string) {
  return mergeForms(PARTNER_FIELDS, { typed, stored, base }, saved);
}
