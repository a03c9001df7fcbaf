import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { orAway } from '../db/away.js';
import { AppError } from '../errors.js';
import { requestIdOf } from './logging.js';
import { type Problem, problemOf } from './problem.js';

/** What no route answers; `hint` says where to look. */
export function noSuchAddress(hint: string): RequestHandler {
  return () => {
    throw new AppError('not-found', `There is nothing at this address; ${hint}`);
  };
}

/** Every error becomes a problem; one that nobody expected gets one line in the log, and tells nothing. */
export function problems(log: Logger): ErrorRequestHandler {
  return (given: unknown, req, res, next) => {
    if (res.headersSent) return next(given);
    const error = orAway(given);
    const { problem, headers, unexpected } = problemOf(error);
    const requestId = requestIdOf(req);
    if (unexpected) log.error({ err: error, requestId }, 'A request could not be answered');
    const body: Problem = { ...problem, requestId };
    res
      .status(problem.status)
      .set({ ...headers, 'Cache-Control': 'no-store' })
      .type('application/problem+json')
      .send(JSON.stringify(body));
  };
}
