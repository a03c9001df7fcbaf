import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const valueSchema = z.looseObject({ stringValue: z.string().optional(), intValue: z.number().optional() });
const spanSchema = z.looseObject({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: z.array(z.object({ key: z.string(), value: valueSchema })),
  status: z.looseObject({ code: z.number() }),
});
/** What OTLP over HTTP sends as JSON: ExportTraceServiceRequest. */
const requestSchema = z.object({
  resourceSpans: z.array(
    z.looseObject({ scopeSpans: z.array(z.looseObject({ spans: z.array(spanSchema) })) }),
  ),
});

export type CollectedSpan = z.infer<typeof spanSchema>;

/** A collector of traces on this machine, which keeps what it is sent. */
export async function startCollector() {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  let status = 200;
  const server = createServer((req, res) => {
    void json(req).then((body) => {
      if (status === 200 && req.url === '/v1/traces') {
        bodies.push(JSON.stringify(body));
        for (const { scopeSpans } of requestSchema.parse(body).resourceSpans)
          spans.push(...scopeSpans.flatMap((scope) => scope.spans));
      }
      res.writeHead(status, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    spans,
    /** Everything that was sent, as text. */
    text: () => bodies.join('\n'),
    /** From now on every request is answered so. */
    answerWith(next: number) {
      status = next;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
