import type { Request } from 'express';
import { z } from 'zod';
import { type MatchRequest, matchRequestSchema } from '../matching/contract.js';
import type { Messages } from './messages/index.js';

/** Longest statement the page takes, in UTF-16 units; the address that carries it stays under 40 kB. */
export const MAX_PAGE_STATEMENT = 4000;
/** Matches asked for at once: filters and their counts are computed over these. */
const ANSWER_LIMIT = 20;
/** Matches shown before "show more". */
export const FIRST_SHOWN = 10;

const MAX_CITY = 200;
/** The form's fields, in the order shown. */
export const FIELDS = ['statement', 'city', 'country', 'population'] as const;
export type FormField = (typeof FIELDS)[number];

/** The form as typed: kept and shown again whatever is wrong with it. */
export interface FormValues {
  statement: string;
  city: string;
  country: string;
  population: string;
}

/** What to show of an answer: values OR within a list, AND between lists. */
export interface AnswerFilter {
  kind: string[];
  sector: string[];
  country: string[];
}

export interface FormState {
  values: FormValues;
  filter: AnswerFilter;
  /** Whether every match is asked for, not only the first ones. */
  all: boolean;
  /** Whether the form was sent; an empty form that was not sent is the start page. */
  sent: boolean;
  errors: Partial<Record<FormField, string>>;
  /** Present when the form was sent and nothing is wrong. */
  request: MatchRequest | undefined;
}

/** Whether an answer is asked for as it is, not only sifted or shown in full. */
export function isFirstLook({ filter, all }: FormState): boolean {
  return !all && Object.values(filter).every((values: string[]) => values.length === 0);
}

/** One value; of a repeated parameter the first. */
export const oneValue = z.preprocess(
  (value): unknown => (Array.isArray(value) ? value[0] : value),
  z.string().catch(''),
);
/** Every value of a parameter that may be repeated. */
export const manyValues = z.preprocess(
  (value): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(100).catch('')).catch([]),
);
const querySchema = z.object({
  statement: oneValue,
  city: oneValue,
  country: oneValue,
  population: oneValue,
  kind: manyValues,
  sector: manyValues,
  in: manyValues,
  show: oneValue,
});

const distinct = (values: string[]) => [...new Set(values.filter((value) => value !== ''))].slice(0, 50);

/**
 * Reads the page's query. Never throws: whatever is wrong is in `errors`, in the reader's words.
 * The filter by country is called `in`, since `country` is the asking city's own.
 */
export function readForm(query: unknown, messages: Messages): FormState {
  const sent = typeof query === 'object' && query !== null && 'statement' in query;
  const raw = querySchema.parse(typeof query === 'object' && query !== null ? query : {});
  const values: FormValues = {
    statement: raw.statement.replace(/\r\n?/g, '\n'),
    city: raw.city,
    country: raw.country,
    population: raw.population,
  };
  const state = {
    values,
    filter: { kind: distinct(raw.kind), sector: distinct(raw.sector), country: distinct(raw.in) },
    all: raw.show === 'all',
    sent,
  };
  if (!sent) return { ...state, errors: {}, request: undefined };
  const parsed = matchRequestSchema.safeParse(toRequest(values));
  const errors = {
    ...(parsed.success ? {} : contractErrors(parsed.error, messages)),
    ...ownErrors(values, messages),
  };
  const right = parsed.success && Object.keys(errors).length === 0;
  return { ...state, errors: inOrder(errors), request: right ? parsed.data : undefined };
}

/** The errors in the order of the fields on the page. */
function inOrder(errors: FormState['errors']): FormState['errors'] {
  return Object.fromEntries(
    FIELDS.flatMap((field) => (errors[field] === undefined ? [] : [[field, errors[field]]])),
  );
}

/** The number of people as typed: spaces, dots, commas and apostrophes may group thousands. */
export function readPopulation(typed: string): number | undefined {
  const text = typed.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return /^\d{1,3}([\s.,'’]\d{3})+$/.test(text) ? Number(text.replace(/\D/g, '')) : undefined;
}

function ownErrors(values: FormValues, messages: Messages): FormState['errors'] {
  const errors: FormState['errors'] = {};
  const m = messages.errors;
  if (values.statement.trim() === '') errors.statement = m.statementEmpty;
  else if (values.statement.length > MAX_PAGE_STATEMENT) {
    errors.statement = m.statementLong(values.statement.length, MAX_PAGE_STATEMENT);
  }
  if (values.city.trim().length > MAX_CITY) errors.city = m.cityLong(MAX_CITY);
  if (values.population.trim() !== '' && readPopulation(values.population) === undefined) {
    errors.population = m.population;
  }
  return errors;
}

function toRequest(values: FormValues): unknown {
  const city = {
    ...(values.city.trim() !== '' && { name: values.city.trim() }),
    ...(values.country.trim() !== '' && { country: values.country.trim() }),
    ...(values.population.trim() !== '' && { population: readPopulation(values.population) }),
  };
  return {
    statement: values.statement.trim(),
    ...(Object.keys(city).length > 0 && { city }),
    limit: ANSWER_LIMIT,
  };
}

/** The contract's own complaints, put beside the field of the page that they are about. */
function contractErrors(error: z.ZodError, messages: Messages): FormState['errors'] {
  const m = messages.errors;
  const errors: FormState['errors'] = {};
  for (const issue of error.issues) {
    const path = issue.path.join('.');
    if (path === 'city.country') errors.country = m.country;
    else if (path === 'city.population') errors.population = m.population;
    else if (path === 'city.name') errors.city = m.field;
    else errors.statement = m.statementWords;
  }
  return errors;
}

/** Address of the start page with these values; empty ones are left out. */
export function answerAddress(values: Partial<FormValues>): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) {
    const value = values[field];
    if (value !== undefined && value !== '') query.set(field, value);
  }
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** These fields of a form that was sent, as text; no others. What was not sent is empty. */
export function readFields<K extends string>(req: Request, ...names: K[]): Record<K, string> {
  const body: unknown = req.body;
  const given = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const pairs = names.map((name) => [name, oneValue.parse(given[name]).replaceAll('\0', '').toWellFormed()]);
  return Object.fromEntries(pairs) as Record<K, string>;
}
