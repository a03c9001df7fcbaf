/** What can go wrong, in the product's words; `src/http` alone knows which HTTP status each one is. */
export type ErrorCode =
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unsupported-media-type'
  | 'rate-limited'
  | 'unavailable'
  | 'misconfigured'
  // What keys of partners are refused for.
  | 'key-missing'
  | 'key-unknown'
  | 'key-expired'
  | 'key-revoked'
  | 'partner-paused'
  | 'origin-refused'
  | 'server-key-in-browser'
  | 'out-of-scope'
  | 'quota-used-up';

/** One field that is wrong: `path` is dotted (`city.population`), `message` says what is expected. */
export interface FieldError {
  path: string;
  message: string;
}

/** An error with a stable code; `message` may be shown to the caller, `cause` is for the log only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  /** Seconds after which trying again is worth it, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { fields?: readonly FieldError[]; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
