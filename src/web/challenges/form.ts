import { z } from 'zod';
import { type Submission, submissionSchema } from '../../challenges/contract.js';
import { manyValues, oneValue, readPopulation } from '../form.js';
import type { Messages } from '../messages/index.js';

/** Fields of the page, in the order shown. */
const FIELDS = [
  'title',
  'statement',
  'outcome',
  'tried',
  'city',
  'country',
  'population',
  'climate',
  'sectors',
  'budget',
  'timeframe',
  'name',
  'email',
  'disclosure',
  'processing',
] as const;
export type SubmissionField = (typeof FIELDS)[number];

const valuesSchema = z.object({
  title: oneValue,
  statement: oneValue,
  outcome: oneValue,
  tried: oneValue,
  city: oneValue,
  country: oneValue,
  population: oneValue,
  climate: oneValue,
  sectors: manyValues,
  budget: oneValue,
  timeframe: oneValue,
  name: oneValue,
  email: oneValue,
  disclosure: oneValue,
  processing: oneValue,
  reuse: oneValue,
  followUp: oneValue,
  key: oneValue,
});
/** The form as typed: kept and shown again whatever is wrong with it. */
export type SubmissionValues = z.infer<typeof valuesSchema>;

/** The values of a form that was sent, or of an address that fills it in. Never throws. */
export function readValues(sent: unknown): SubmissionValues {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(sent);
  const clean = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n') : value,
    ]),
  );
  return valuesSchema.parse(clean);
}

export type SubmissionErrors = Partial<Record<SubmissionField, string>>;

/** The page's field for a path of the contract. */
const FIELD_OF: Record<string, SubmissionField> = {
  'city.name': 'city',
  'city.country': 'country',
  'city.population': 'population',
  'city.climate': 'climate',
  'contact.name': 'name',
  'contact.email': 'email',
  'consents.processing': 'processing',
};

/** What is sent on, or what is wrong, in the reader's words. */
export function readSubmission(
  values: SubmissionValues,
  m: Messages,
): { submission: Submission } | { errors: SubmissionErrors } {
  const population = values.population.trim() === '' ? undefined : (readPopulation(values.population) ?? -1);
  const parsed = submissionSchema.safeParse({
    title: values.title,
    statement: values.statement,
    outcome: values.outcome,
    tried: values.tried,
    city: {
      name: values.city,
      country: values.country,
      ...(population !== undefined && { population }),
      ...(values.climate !== '' && { climate: values.climate }),
    },
    sectors: [...new Set(values.sectors.filter((one) => one !== ''))],
    ...(values.budget !== '' && { budget: values.budget }),
    ...(values.timeframe !== '' && { timeframe: values.timeframe }),
    contact: { name: values.name, email: values.email.trim() },
    consents: {
      processing: values.processing === 'yes',
      reuse: values.reuse === 'yes',
      followUp: values.followUp === 'yes',
    },
    ...(values.disclosure !== '' && { disclosure: values.disclosure }),
  });
  if (parsed.success) return { submission: parsed.data };
  const wrong = new Set(
    parsed.error.issues.map(({ path }) => FIELD_OF[path.slice(0, 2).join('.')] ?? String(path[0])),
  );
  const errors: SubmissionErrors = {};
  for (const field of FIELDS) if (wrong.has(field)) errors[field] = m.challenges.errors[field];
  return { errors };
}
