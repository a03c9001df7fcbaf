import type { Request } from 'express';
import { themeSchema, type WidgetTheme } from '../../partners/contract.js';
import { readFields } from '../form.js';
import { LOOK_FIELDS, type LookField } from './look.js';

/** The form of a look as typed. */
export type LookValues = Record<LookField, string>;
export type LookErrors = Partial<Record<LookField, string>>;

/** A theme as its form has it. */
export function lookOf(theme: WidgetTheme): LookValues {
  const { scheme, accent = '', ink = '', paper = '', radius, font = '' } = theme;
  return { scheme, accent, ink, paper, radius: radius === undefined ? '' : String(radius), font };
}

/** The form of a look that was sent. */
export function readLook(req: Request): LookValues {
  return readFields(req, ...LOOK_FIELDS);
}

/** The theme that the form stands for, or what is wrong with it, by field. Empty fields are the widget's own. */
export function themeOf(
  values: LookValues,
  words: Readonly<Record<string, string>>,
): { theme: WidgetTheme; errors?: never } | { theme?: never; errors: LookErrors } {
  const filled = LOOK_FIELDS.map((field) => [field, values[field].trim()] as const).filter(
    ([, typed]) => typed !== '',
  );
  const given = filled.map(([field, typed]) => [
    field,
    field === 'radius' && /^\d{1,4}$/.test(typed) ? Number(typed) : typed,
  ]);
  const { data, error } = themeSchema.safeParse(Object.fromEntries(given));
  if (data !== undefined) return { theme: data };
  const wrong = error.issues.map(({ path }) => String(path[0]));
  const errors: LookErrors = {};
  for (const field of LOOK_FIELDS) if (wrong.includes(field)) errors[field] = words[field] ?? '';
  return { errors };
}
