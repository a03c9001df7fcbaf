import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { AppError, type ErrorCode, type FieldError } from '../errors.js';

/** What a problem's `type` ends in: the product's error codes, and those that HTTP alone knows. */
export type ProblemCode = ErrorCode | 'method-not-allowed' | 'timed-out' | 'header-too-large' | 'internal';

/** The HTTP status of every error code: the only place where the two meet. */
export const STATUS_OF: Record<ProblemCode, number> = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'timed-out': 408,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'rate-limited': 429,
  'header-too-large': 431,
  internal: 500,
  misconfigured: 500,
  unavailable: 503,
  'key-missing': 401,
  'key-unknown': 401,
  'key-expired': 401,
  'key-revoked': 401,
  'partner-paused': 403,
  'origin-refused': 403,
  'server-key-in-browser': 403,
  'out-of-scope': 403,
  'quota-used-up': 429,
};

const TITLES: Record<ProblemCode, string> = {
  'bad-request': 'The request is not valid',
  unauthenticated: 'Sign in first',
  forbidden: 'You may not do this',
  'not-found': 'There is nothing here',
  'method-not-allowed': 'This method does not work here',
  conflict: 'Someone changed this meanwhile',
  'too-large': 'The request is too large',
  'unsupported-media-type': 'This kind of content is not taken',
  'rate-limited': 'Too many requests',
  'timed-out': 'The request took too long to arrive',
  'header-too-large': 'The address and headers are too long',
  internal: 'Something went wrong on our side',
  misconfigured: 'Something went wrong on our side',
  unavailable: 'A part of the service is away',
  'key-missing': 'A key is needed',
  'key-unknown': 'This key is not known',
  'key-expired': 'This key has expired',
  'key-revoked': 'This key was revoked',
  'partner-paused': 'This partner is paused',
  'origin-refused': 'This key does not work here',
  'server-key-in-browser': 'A server key does not belong into a browser',
  'out-of-scope': 'This is outside what the key opens',
  'quota-used-up': 'The quota of this day is used up',
};

/** RFC 9457 problem details, as every error of the API has it. */
export const problemSchema = z
  .object({
    type: z
      .string()
      .meta({ description: 'Identifies the kind of problem', example: 'urn:citymatch:problem:bad-request' }),
    title: z.string().describe('The kind of problem in a few words; the same for every problem of this type'),
    status: z.int().describe('HTTP status, as in the status line'),
    detail: z.string().describe('What went wrong this time, and what to do'),
    requestId: z.string().describe('Number of this request in our log; quote it when you ask for help'),
    errors: z
      .array(
        z.object({
          path: z.string().meta({
            description: 'The field, parameter or header, dotted',
            example: 'city.population',
          }),
          message: z.string().describe('What is expected there'),
        }),
      )
      .optional()
      .describe('One item for each field that is wrong'),
  })
  .meta({ id: 'Problem', description: 'What went wrong, as RFC 9457 has it' });

export type Problem = z.infer<typeof problemSchema>;

/** An error on its way out: the problem, and the headers that go with it. */
export interface ProblemAnswer {
  problem: Omit<Problem, 'requestId'>;
  headers: Record<string, string>;
  /** Nobody expected this error: the log must hear of it. */
  unexpected: boolean;
}

/** The problem of a code, in these words. */
export function answer(code: ProblemCode, detail: string, fields: readonly FieldError[] = []): ProblemAnswer {
  const status = STATUS_OF[code];
  const problem: ProblemAnswer['problem'] = {
    type: `urn:citymatch:problem:${code}`,
    title: TITLES[code],
    status,
    detail,
    ...(fields.length > 0 && { errors: fields.map(({ path, message }) => ({ path, message })) }),
  };
  return { problem, headers: {}, unexpected: status === 500 };
}

/** What frameworks raise for a request that they cannot read (http-errors' shape). */
const refusalSchema = z.object({ status: z.int().min(400).max(499), message: z.string() });

const REFUSALS: Partial<Record<number, [ProblemCode, string]>> = {
  400: ['bad-request', 'The request cannot be read'],
  404: ['not-found', 'There is nothing at this address'],
  413: ['too-large', 'The body is too large; 100 KiB are taken at most'],
  415: ['unsupported-media-type', 'The encoding or character set of the body is not taken; send UTF-8'],
};

/** The problem for any error. Only an AppError's own words are told; nothing of an unknown one. */
export function problemOf(error: unknown): ProblemAnswer {
  if (error instanceof MethodNotAllowed) {
    const told = answer('method-not-allowed', `This address takes ${error.allowed.join(', ')}`);
    return { ...told, headers: { Allow: error.allowed.join(', ') } };
  }
  if (error instanceof AppError && error.code !== 'misconfigured') {
    const told = answer(error.code, error.message, error.fields);
    const wait = error.retryAfterSeconds ?? (error.code === 'unavailable' ? 5 : undefined);
    return wait === undefined ? told : { ...told, headers: { 'Retry-After': String(Math.ceil(wait)) } };
  }
  const refusal = refusalSchema.safeParse(error);
  const known = refusal.success ? (REFUSALS[refusal.data.status] ?? REFUSALS[400]) : undefined;
  if (known) return answer(...known);
  return answer('internal', 'Nothing was changed. Try again; if it happens again, tell us the request id');
}

/** The address is known, but not with this method. */
export class MethodNotAllowed extends Error {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super(`takes ${allowed.join(', ')}`);
    this.name = 'MethodNotAllowed';
    this.allowed = allowed;
  }
}

/** The HTTP status text, for descriptions in the API's document. */
export function statusText(status: number): string {
  return STATUS_CODES[status] ?? String(status);
}
