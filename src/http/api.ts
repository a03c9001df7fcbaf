import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Access, Asker } from '../access.js';
import { asLanguage, type Language } from '../languages.js';
import { actorOf, guard } from './access.js';
import { readBody, readUpload, takeFile, takeJson } from './body.js';
import { languageOf } from './language.js';
import { requestIdOf } from './logging.js';
import { MethodNotAllowed, type ProblemCode } from './problem.js';
import { type QuerySchema, readQuery } from './query.js';
import { badRequest, validate } from './validate.js';

/** For a call without parameters. */
export const NO_PARAMETERS = z.strictObject({});
/** For a call without a body. */
export const NO_BODY = z.undefined();

/** A call of the API, declared once: its schemas check the request and make `/openapi.json`. */
export interface CallDeclaration<
  P extends QuerySchema,
  Q extends QuerySchema,
  B extends z.ZodType,
  R extends z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI path, such as `/v1/entries/{id}`. */
  path: string;
  /** Who may make it: checked before anything is read. */
  access: Access;
  operationId: string;
  tag: string;
  /** A few words for a list of calls. */
  summary: string;
  description: string;
  params: P;
  query: Q;
  /** Query parameters whose values may also stand in one, with commas between. */
  commas?: readonly string[];
  body: B;
  /** The body is a file of one of these media types, so many bytes at most; else it is JSON. */
  upload?: { types: readonly string[]; maxBytes: number };
  /** A body that works, for the API's document. */
  example?: unknown;
  response: R;
  responseDescription: string;
  /** Media types of the answer; absent: JSON. */
  mediaTypes?: readonly string[];
  /** HTTP status of the answer; default 200. */
  status?: 200 | 201 | 202;
  /**
   * The answer holds sentences of ours: they are in the language that a parameter `language` asks for, or
   * `Accept-Language`.
   */
  worded?: true;
  /** Problems beyond those that every call may answer. */
  problems?: readonly ProblemCode[];
  /** Answers beside 200 that are no problems, by status. */
  answers?: Record<number, { description: string; schema?: z.ZodType }>;
  /** Seconds for which anyone may keep the answer; absent: only the asker, asking again each time. */
  maxAgeSeconds?: number;
  handle(
    input: {
      params: z.output<P>;
      query: z.output<Q>;
      body: z.output<B>;
      /** Of an uploaded file: its media type, without parameters. */
      mediaType: string;
      /** `Idempotency-Key`: the same one again means the same request. */
      idempotencyKey: string | undefined;
      /** What the parameter `language` or `Accept-Language` asks for; for calls that are `worded`. */
      language: Language;
    },
    asker: Asker,
  ): Promise<z.input<R>>;
}

/** A declared call, ready to be mounted and described. */
export type Call = Omit<CallDeclaration<QuerySchema, QuerySchema, z.ZodType, z.ZodType>, 'handle'> & {
  answer: RequestHandler;
};

/** Declares a call: what it takes, what it answers, and how. */
export function call<P extends QuerySchema, Q extends QuerySchema, B extends z.ZodType, R extends z.ZodType>({
  handle,
  ...declared
}: CallDeclaration<P, Q, B, R>): Call {
  const answer = async (req: Request, res: Response) => {
    const params = validate(declared.params, req.params, 'path');
    const query = readQuery(declared.query, queryOf(req), declared.commas);
    const body = bodyOf(declared, req);
    const mediaType = (req.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const language = languageIn(query) ?? languageOf(req);
    const result = await handle(
      { params, query, body, mediaType, idempotencyKey: keyOf(req), language },
      { actor: actorOf(req), requestId: requestIdOf(req) },
    );
    const seconds = declared.maxAgeSeconds;
    res.set('Cache-Control', seconds === undefined ? 'private, no-cache' : `public, max-age=${seconds}`);
    if (declared.worded) res.vary('Accept-Language').set('Content-Language', language);
    res.status(declared.status ?? 200).json(result);
  };
  return { ...declared, answer };
}

/** The language that the parameter `language` of a call asks for, where it has one. */
function languageIn(query: Readonly<Record<string, unknown>>): Language | undefined {
  return typeof query.language === 'string' ? asLanguage(query.language) : undefined;
}

/** @throws AppError `bad-request` for a key that is no key. */
function keyOf(req: Request): string | undefined {
  const key = req.get('idempotency-key');
  if (key === undefined || /^[\w.:-]{8,100}$/.test(key)) return key;
  const message = 'must be 8 to 100 letters, digits or . : _ -';
  throw badRequest('header', [{ path: 'idempotency-key', message }]);
}

/** The body, checked; a file is taken as it is. */
function bodyOf<B extends z.ZodType>(
  declared: Pick<CallDeclaration<QuerySchema, QuerySchema, B, z.ZodType>, 'method' | 'body' | 'upload'>,
  req: Request,
): z.output<B> {
  if (declared.upload !== undefined) return declared.body.parse(readUpload(req));
  return validate(declared.body, takesBody(declared) ? readBody(req) : undefined, 'body');
}

/** Whether a call comes with a body. */
function takesBody({ method, body }: { method: string; body: z.ZodType }): boolean {
  return method !== 'get' && body !== NO_BODY;
}

/** What reads the body of a call, before it is answered. */
function takeBody(one: Call): (RequestHandler | ErrorRequestHandler)[] {
  if (one.upload !== undefined) return takeFile(one.upload);
  return takesBody(one) ? takeJson() : [];
}

/** The raw query string of a request, without `?`. */
export function queryOf(req: Request): string {
  const at = req.url.indexOf('?');
  return at < 0 ? '' : req.url.slice(at + 1);
}

/** Mounts calls; another method on one of their paths is answered with 405 and `Allow`. */
export function createApiRouter(calls: readonly Call[]): Router {
  const router = Router();
  // What is written out comes before what any word fits: `/v1/entries/look-alikes` is not the entry of that id.
  const paths = [...new Set(calls.map((one) => one.path))].sort(
    (a, b) => Number(a.includes('{')) - Number(b.includes('{')),
  );
  for (const path of paths) {
    const here = calls.filter((one) => one.path === path);
    const pattern = path.replace(/\{(\w+)\}/g, ':$1');
    for (const one of here) {
      router[one.method](pattern, guard(one.access), ...takeBody(one), one.answer);
    }
    const allowed = here.flatMap(({ method }) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    );
    router.all(pattern, () => {
      throw new MethodNotAllowed(allowed);
    });
  }
  return router;
}
