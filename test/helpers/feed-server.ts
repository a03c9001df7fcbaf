import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A site that answers as a test says, whatever is asked. */
export async function startFeedServer(answer: RequestListener) {
  let listener = answer;
  const server = createServer((req, res) => listener(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('It listens nowhere');
  return {
    host: `127.0.0.1:${at.port}`,
    address: `http://127.0.0.1:${at.port}`,
    answer(next: RequestListener) {
      listener = next;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A feed of these entries, page by page; the cursor is how many were read. */
export function feedOf(bodies: readonly Record<string, unknown>[], page = 100): RequestListener {
  return (req, res) => {
    const since = Number(new URL(req.url ?? '/', 'http://site').searchParams.get('since') ?? 0);
    if (Number.isNaN(since)) return json(res, 400, { errors: [{ path: 'since', message: 'is unknown' }] });
    const part = bodies.slice(since, since + page);
    const next = since + part.length;
    const changes = part.map((body) =>
      'change' in body ? body : { change: 'published', id: body.id, entry: body },
    );
    json(res, 200, { changes, cursor: String(next), more: next < bodies.length });
  };
}

/** Answers with JSON. */
export function json(res: Parameters<RequestListener>[1], status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
