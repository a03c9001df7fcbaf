import type { ClientOptions, FetchOptions, FetchResponse, Middleware } from 'openapi-fetch';
import type { components, paths } from './openapi.js';

export type { components, operations, paths } from './openapi.js';

/** Every schema of the API by its name, such as `Schemas['MatchResult']`. */
export type Schemas = components['schemas'];
/** An error of the API, RFC 9457; `type` ends in its kind, `errors` names every field that is wrong. */
export type Problem = Schemas['Problem'];

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** The paths that take a method. */
type PathsOf<V extends Verb> = {
  [P in keyof paths]: paths[P] extends Record<V, unknown> ? P : never;
}[keyof paths];
type Init<P extends keyof paths, V extends Verb> = Omit<FetchOptions<paths[P][V]>, 'parseAs'>;
/** Unlike openapi-fetch's own type, it refuses fields that a body or a query does not know. */
type Call<V extends Verb> = <P extends PathsOf<V>>(
  path: P,
  ...init: Record<never, never> extends Init<P, V> ? [init?: Init<P, V>] : [init: Init<P, V>]
) => Promise<
  FetchResponse<paths[P][V] & Record<string | number, unknown>, Init<P, V>, `${string}/${string}`>
>;

/**
 * `GET('/v1/search', { params: { query } })`, `POST('/v1/match', { body })` and so on, as in
 * https://openapi-ts.dev/openapi-fetch/api
 */
export interface CityMatch {
  GET: Call<'get'>;
  POST: Call<'post'>;
  PUT: Call<'put'>;
  PATCH: Call<'patch'>;
  DELETE: Call<'delete'>;
  /** Sees every request and answer. */
  use(...middleware: Middleware[]): void;
}

export interface Options extends Pick<ClientOptions, 'fetch' | 'credentials'> {
  /** Where the server is, such as `https://match.example.org`. */
  url: string | URL;
  /** Language of the sentences in answers (`Accept-Language`); English where absent. */
  language?: string | undefined;
  /** The secret of one challenge or introduction, which opens that one. */
  token?: string | undefined;
}

/** A client of one server. It keeps nothing and sends nothing by itself. */
export declare function createCityMatch(options: Options): CityMatch;

/** The server refused a request. */
export declare class CityMatchError extends Error {
  constructor(problem: Problem, retryAfterSeconds?: number);
  readonly problem: Problem;
  /** Seconds after which trying again is worth it: with status 429 and 503. */
  readonly retryAfterSeconds: number | undefined;
}

/**
 * The answer to a request.
 * @throws CityMatchError when the server refuses it; TypeError, as `fetch` does, when no server answers.
 */
export declare function answered<Answer>(
  asking: Promise<
    { data: Answer; response: Response } | { data?: never; error: unknown; response: Response }
  >,
): Promise<Answer>;
