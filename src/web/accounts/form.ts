import type { Request } from 'express';
import { z } from 'zod';
import type { Asker, Person } from '../../access.js';
import { AppError } from '../../errors.js';
import { oneValue } from '../form.js';
import type { View } from '../view.js';
import type { FieldErrors } from './fields.js';

/** These fields of a form that was sent, as text; no others. What was not sent is empty. */
export function readFields<K extends string>(req: Request, ...names: K[]): Record<K, string> {
  const body: unknown = req.body;
  const given = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const pairs = names.map((name) => [name, oneValue.parse(given[name]).replaceAll('\0', '').toWellFormed()]);
  return Object.fromEntries(pairs) as Record<K, string>;
}

/** Who is signed in; pages that need a role are reached by nobody else. */
export function personOf({ actor }: Asker): Person {
  if (actor.kind === 'person') return actor;
  throw new AppError('unauthenticated', 'Sign in to do this');
}

/** What an error says of fields, in the words of the page; other errors are thrown on. */
export function fieldErrors(view: View, error: unknown): FieldErrors {
  if (!(error instanceof AppError)) throw error;
  const { errors, account } = view.m.accounts;
  if (error.code === 'conflict') return { email: errors.taken };
  if (error.code !== 'bad-request' || error.fields.length === 0) throw error;
  const words: Record<string, (message: string) => string> = {
    email: () => errors.email,
    name: () => errors.name,
    current: () => account.wrong,
    password: (message) =>
      /long at least/.test(message) ? errors.short : /at most/.test(message) ? errors.long : errors.weak,
  };
  return Object.fromEntries(
    error.fields.map(({ path, message }) => [path, words[path]?.(message) ?? view.m.errors.field]),
  );
}
