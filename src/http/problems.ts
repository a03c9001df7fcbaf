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
  return (given: unknown, req, res, _next) => {
    const error = orAway(given);
    const requestId = requestIdOf(req);
    if (res.headersSent) {
      log.error({ err: error, requestId }, 'An answer broke off');
      res.destroy();
      return;
    }
    const { problem, headers, unexpected } = problemOf(error);
    if (unexpected) log.error({ err: error, requestId }, 'A request could not be answered');
    const body: Problem = { ...problem, requestId };
    res
      .status(problem.status)
      .set({ ...headers, 'Cache-Control': 'no-store' })
      .type('application/problem+json')
      .send(JSON.stringify(body));
  };
}
