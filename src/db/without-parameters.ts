import { DrizzleQueryError } from 'drizzle-orm/errors';

/**
 * The same error; one of drizzle, which holds the whole statement with what was given to it, becomes one that holds
 * what PostgreSQL said alone.
 */
export function withoutParameters(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  const plain = new Error(`The database refused a statement: ${error.cause?.message ?? 'no reason given'}`);
  const frames = error.stack?.slice(error.stack.indexOf('\n    at '));
  if (frames !== undefined) plain.stack = `${plain.name}: ${plain.message}${frames}`;
  return plain;
}

/** Throws the same error, as `withoutParameters` gives it. */
export function throwWithoutParameters(error: unknown): never {
  throw withoutParameters(error);
}
