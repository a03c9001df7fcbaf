import type { Asker, Person } from '../../access.js';
import { AppError } from '../../errors.js';
import type { View } from '../view.js';
import type { FieldErrors } from './fields.js';

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
