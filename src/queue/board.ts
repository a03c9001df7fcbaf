import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Queue } from 'bullmq';
import type { RequestHandler } from 'express';

/** What is done on the board beside looking: a job is tried again, or now instead of later. */
const CHANGES = /\/(retry|retry\/:queueStatus|promote)$/;
/** The board asks Google for a font, which a page of ours does not. */
const FOREIGN = /<link[^>]+fonts\.googleapis\.com[^>]*>/g;

/**
 * bull-board over BullMQ's queues, to be mounted at `path` behind a guard: queues and jobs are looked at, and dead ones
 * tried again. What would lose, add or change a job is refused with 405.
 */
export function createJobBoard(queues: Iterable<object>, path: string): RequestHandler {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(path);
  createBullBoard({
    // Of whichever backend: the adapter knows them all, its types only that of Redis.
    queues: [...queues].map((queue) => new BullMQAdapter(queue as Queue)),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'CityMatch: jobs',
        boardLogo: { path: 'static/images/logo.svg', width: 24, height: 24 },
        miscLinks: [{ text: 'Console', url: '/console' }],
        hideDocsLink: true,
        // In the reader's own language there would be words that are not ours.
        locale: { lng: 'en-GB' },
      },
      handlerHooks: {
        before: ({ method, route }) =>
          Promise.resolve(
            method === 'get' || CHANGES.test(route)
              ? undefined
              : {
                  allow: false,
                  status: 405,
                  message: 'Jobs are looked at and tried again here, nothing else',
                },
          ),
      },
    },
  });
  const board = serverAdapter.getRouter() as RequestHandler & { disable(setting: string): void };
  board.disable('x-powered-by');
  return (req, res, next) => {
    const send = res.send.bind(res);
    res.send = (body: unknown) => send(typeof body === 'string' ? body.replace(FOREIGN, '') : body);
    res.set('Cache-Control', 'no-store');
    board(req, res, next);
  };
}
