import { withoutParameters } from './db/without-parameters.js';

/** Causes of causes that are told. */
const DEPTH = 5;

/** An error as the log tells it. */
interface LoggedError {
  type: string;
  message: string;
  stack?: string | undefined;
  code?: string | number;
  cause?: LoggedError | undefined;
}

/**
 * What the log says of an error: its kind, message, code and where it came from, and the same of its causes. Nothing
 * else: errors of the database carry the statement with all that was given to it, and with it what cities wrote.
 */
export function toLoggedError(error: unknown, depth = DEPTH): LoggedError | undefined {
  if (!(error instanceof Error))
    return error === undefined ? undefined : { type: typeof error, message: String(error) };
  const told = withoutParameters(error);
  const plain = told instanceof Error ? told : error;
  const code: unknown = Reflect.get(error, 'code');
  const cause = depth > 0 && plain.cause !== undefined ? toLoggedError(plain.cause, depth - 1) : undefined;
  return {
    type: error.name,
    message: plain.message,
    stack: plain.stack,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(cause && { cause }),
  };
}
