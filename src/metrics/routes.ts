import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { type Call, NO_BODY, NO_PARAMETERS } from '../http/api.js';
import { hashSecret } from '../ids.js';
import type { Metrics } from './metrics.js';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * `GET /metrics`, for who knows METRICS_TOKEN; where that is not set, for this machine alone.
 * @param token what `Authorization: Bearer` must carry.
 */
export function metricsCalls(metrics: Pick<Metrics, 'answer'>, token: string | undefined): Call[] {
  return [
    {
      method: 'get',
      path: '/metrics',
      access: 'anyone',
      operationId: 'getMetrics',
      tag: 'Operation',
      summary: 'Numbers for Prometheus',
      description:
        'Requests, jobs, index and embedding, in Prometheus’ text format. With `Authorization: Bearer METRICS_TOKEN`; where that is not set, from this machine alone.',
      params: NO_PARAMETERS,
      query: NO_PARAMETERS,
      body: NO_BODY,
      response: z.string().meta({ description: 'Prometheus text format' }),
      responseDescription: 'The numbers (text/plain)',
      problems: ['unauthenticated', 'forbidden'],
      answer(req, res) {
        refuseStrangers(req, token);
        res.set('Cache-Control', 'no-store');
        metrics.answer(req, res);
      },
    },
  ];
}

/** @throws AppError `unauthenticated`, `forbidden`. */
function refuseStrangers(req: Request, token: string | undefined): void {
  if (token === undefined) {
    if (LOOPBACK.test(req.ip ?? '')) return;
    throw new AppError('forbidden', 'Set METRICS_TOKEN to read this from another machine');
  }
  const shown = /^Bearer +(\S+) *$/i.exec(req.get('authorization') ?? '')?.[1] ?? '';
  // Hashes are of one length, and comparing them tells nothing of the token.
  if (timingSafeEqual(Buffer.from(hashSecret(shown)), Buffer.from(hashSecret(token)))) return;
  throw new AppError('unauthenticated', 'The token is not METRICS_TOKEN');
}
