import { createServer } from 'node:http';

/** How a server that stands where a Meilisearch should be answers. */
export interface Answers {
  version?: string;
  /** What it takes as a key; absent: it asks for none. */
  key?: string;
  /** Requests that this key may not make. */
  refused?: RegExp;
  /** Answers this to everything, as some other server would. */
  other?: string;
}

/**
 * A server that answers as Meilisearch does to who asks what it is and what a key may do: for versions and keys that
 * a real one cannot be started with.
 */
export async function answerAsMeilisearch({ version = '1.50.0', key, refused, other }: Answers) {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    const question = `${req.method} ${req.url}`;
    asked.push(question);
    const answer = (status: number, body: unknown) => {
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    if (other !== undefined) return void res.end(other);
    if (req.url === '/health') return answer(200, { status: 'available' });
    const shown = req.headers.authorization;
    if (key !== undefined && shown === undefined)
      return answer(401, { code: 'missing_authorization_header', type: 'auth' });
    if (key !== undefined && (shown !== `Bearer ${key}` || refused?.test(question)))
      return answer(403, { code: 'invalid_api_key', type: 'auth' });
    if (req.url === '/version') return answer(200, { pkgVersion: version });
    return answer(question.startsWith('GET /indexes') ? 404 : 400, { code: 'invalid_index_uid' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
