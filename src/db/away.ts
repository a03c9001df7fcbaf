import { AppError } from '../errors.js';

/** What drivers and PostgreSQL (manual, appendix A) say where the server is away, ends, or takes nobody in. */
const AWAY = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'],
  ...['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'],
  // admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections, query_canceled (it took too long).
  ...['57P01', '57P02', '57P03', '53300', '57014'],
]);
const RETRY_SECONDS = 5;

/** The same error; where it says that the database is away, an AppError `unavailable` that says so in words. */
export function orAway(error: unknown): unknown {
  if (error instanceof AppError || !AWAY.has(deepestCode(error) ?? '')) return error;
  return new AppError('unavailable', 'The database cannot be reached just now; try again in a moment', {
    cause: error,
    retryAfterSeconds: RETRY_SECONDS,
  });
}

/** The code of an error or of what caused it: drizzle wraps the driver's errors, Node those of each address. */
export function deepestCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  if (error instanceof AggregateError) return deepestCode(error.errors[0]);
  return deepestCode(error.cause);
}
