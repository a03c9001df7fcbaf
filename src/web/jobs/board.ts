import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { AppError } from '../../errors.js';
import type { WebDeps } from '../deps.js';
import type { MountedPages } from '../page-route.js';

/** Where the job board is. */
export const JOB_BOARD = '/console/jobs';

/** The board sets styles from its script; all else stays as strict as on every page. */
const policy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'form-action': ["'none'"],
    'base-uri': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
});

/** The board of the job queue, for administrators alone. */
export function jobBoardPages({ jobBoard, status }: Pick<WebDeps, 'jobBoard' | 'status'>): MountedPages {
  const handler: RequestHandler = (req, res, next) => {
    if (!status().ready)
      throw new AppError('unavailable', 'The server is getting ready', { retryAfterSeconds: 3 });
    const board = jobBoard?.();
    if (board === undefined) throw new AppError('not-found', 'The jobs of this server are not on a board');
    policy(req, res, (error) => (error === undefined ? board(req, res, next) : next(error)));
  };
  return { path: JOB_BOARD, access: 'admin', handler };
}
