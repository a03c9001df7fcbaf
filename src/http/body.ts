import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { AppError } from '../errors.js';
import { badRequest } from './validate.js';

/** Largest body taken, in bytes, unpacked: ten times the longest statement. */
const MAX_BODY_BYTES = 100 * 1024;

/** Takes in a JSON body as bytes; what is of another type or too large is refused before it is read. */
export function takeJson(): RequestHandler[] {
  return [
    (req, _res, next) => {
      const type = req.headers['content-type'];
      if (type === undefined || !req.is('application/json')) throw wrongType(type);
      const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1];
      if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw wrongType(type);
      next();
    },
    express.raw({ type: () => true, limit: MAX_BODY_BYTES }),
  ];
}

/** Takes in a file as bytes; what is of another type or too large is refused. */
export function takeFile({
  types,
  maxBytes,
}: {
  types: readonly string[];
  maxBytes: number;
}): (RequestHandler | ErrorRequestHandler)[] {
  const refuse: RequestHandler = (req, _res, next) => {
    const type = req.headers['content-type'];
    if (type === undefined || !req.is([...types])) throw wrongType(type, types);
    if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    next();
  };
  return [refuse, express.raw({ type: () => true, limit: maxBytes }), notTooLarge(maxBytes)];
}

/** Of a body whose length was not told beforehand, the limit is ours to name. */
function notTooLarge(maxBytes: number): ErrorRequestHandler {
  return (error: unknown, _req, _res, next) => {
    const large = typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
    next(large ? tooLarge(maxBytes) : error);
  };
}

/** A file that is larger than so many bytes. */
export function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', `The file is too large; ${maxBytes / 2 ** 20} MiB are taken at most`);
}

/**
 * The bytes of a file that `takeFile` took in.
 * @throws AppError `bad-request` where there are none.
 */
export function readUpload(req: Request): Uint8Array {
  const bytes: unknown = req.body;
  if (Buffer.isBuffer(bytes) && bytes.length > 0) return bytes;
  throw badRequest('body', [{ path: 'body', message: 'is empty; send a file' }]);
}

function wrongType(type: string | undefined, types: readonly string[] = ['application/json']): AppError {
  const given = type === undefined ? 'none is given' : `this is ${JSON.stringify(type.slice(0, 100))}`;
  const wanted = types.join(' or ');
  return new AppError('unsupported-media-type', `The body must be ${wanted} in UTF-8; ${given}`, {
    fields: [{ path: 'content-type', message: `must be ${wanted}` }],
  });
}

/**
 * The JSON of a body that `takeJson` took in.
 * @throws AppError `bad-request`, naming the line and column where it is not JSON.
 */
export function readBody(req: Request): unknown {
  const bytes: unknown = req.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    throw badRequest('body', [{ path: 'body', message: 'is empty; send a JSON object' }]);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest('body', [{ path: 'body', message: 'is not UTF-8' }]);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest('body', [{ path: 'body', message: `is not valid JSON: ${faultIn(text)}` }]);
  }
}

/** Where text stops being JSON: JSON.parse itself tells the place of some faults only. */
function faultIn(text: string): string {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    // Nested so deep that the stack ran out.
    return 'it is nested too deep';
  }
  const [first] = errors;
  if (first === undefined) return 'it cannot be parsed';
  const before = text.slice(0, first.offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const what = printParseErrorCode(first.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return `${what} at line ${before.length}, column ${column} (position ${first.offset})`;
}
