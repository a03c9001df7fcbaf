import { z } from 'zod';
import { actorOf } from '../../http/access.js';
import { type Call, NO_BODY, NO_PARAMETERS } from '../../http/api.js';
import { validate } from '../../http/validate.js';
import { type ReviewService, reviewEventSchema } from '../contract.js';

const HEARTBEAT_MS = 15_000;
/** The browser connects again by itself, and is then asked again who it is. */
const LONGEST_MS = 60_000;
const sinceSchema = z.coerce.number().int().min(0).catch(0);

/** `GET /v1/review/events`: server-sent events (WHATWG HTML, 9.2). */
export function eventsCall(service: ReviewService): Call {
  return {
    method: 'get',
    tag: 'Review',
    access: 'reviewer',
    body: NO_BODY,
    path: '/v1/review/events',
    operationId: 'watchReview',
    summary: 'What happens now',
    description:
      'Server-sent events: what was done to which challenge by whom. `Last-Event-ID` or `since` goes on from there. Ends after a minute; connect again.',
    params: NO_PARAMETERS,
    query: z.strictObject({ since: z.string().max(20).optional().describe('Id of the last event seen') }),
    response: reviewEventSchema.meta({ id: 'ReviewEvent', description: 'The data of each event, as JSON' }),
    responseDescription: 'A stream of events (text/event-stream)',
    async answer(req, res) {
      const query = validate(z.object({ since: z.string().max(20).optional() }), req.query, 'query');
      const since = sinceSchema.parse(req.get('last-event-id') ?? query.since ?? '0');
      const stop = new AbortController();
      const limit = setTimeout(() => stop.abort(), LONGEST_MS);
      const beat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
      res.on('close', () => stop.abort());
      res.set({
        'Content-Type': 'text/event-stream',
        // Compression would hold events back.
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      });
      res.write('retry: 1000\n\n');
      const me = actorOf(req);
      try {
        await service.watch(
          since,
          (event) => res.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`),
          me.kind === 'person' ? stop.signal : AbortSignal.abort(),
        );
      } finally {
        clearTimeout(limit);
        clearInterval(beat);
        res.end();
      }
    },
  };
}
