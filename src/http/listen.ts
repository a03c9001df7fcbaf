import { createServer, type RequestListener } from 'node:http';
import { isIPv6 } from 'node:net';
import { AppError } from '../errors.js';
import { answerClientErrors } from './client-error.js';

/** An open port. */
export interface Listening {
  /** Where it answers, such as `http://127.0.0.1:3000`. */
  url: string;
  /** Takes no more connections and resolves when the requests under way are answered. */
  close(): Promise<void>;
}

/** Milliseconds a client may take to send its whole request, and its headers. */
const REQUEST_MS = 30_000;
const HEADERS_MS = 10_000;
/** Milliseconds between two looks for connections that have become idle while closing. */
const SWEEP_MS = 50;
/** Bytes of all headers: the address of an answer carries the challenge, up to 4,000 letters of any script. */
const MAX_HEADER_BYTES = 65_536;

/**
 * Opens the port; 0 takes a free one.
 * @param setting The name of the setting that says which port.
 * @throws AppError `misconfigured`, naming HOST or PORT, when it cannot be opened.
 */
export async function listen(
  handler: RequestListener,
  { host, port }: { host: string; port: number },
  setting = 'PORT',
): Promise<Listening> {
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS, maxHeaderSize: MAX_HEADER_BYTES },
    handler,
  );
  answerClientErrors(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port, setting)));
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  const opened = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${opened}`,
    close: () =>
      new Promise((resolve, reject) => {
        // A connection whose last answer goes out later is idle then, and would be waited for.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
        server.close((error) => {
          clearInterval(sweep);
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number, setting: string): AppError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `${setting}: ${port} on ${host} is taken; stop what uses it, or set ${setting} to another`,
    EACCES: `${setting}: this user may not open port ${port}; set ${setting} to 1024 or above`,
    EADDRNOTAVAIL: `HOST: ${host} is no address of this machine`,
    ENOTFOUND: `HOST: ${host} is no known name`,
  };
  const reason =
    reasons[error.code ?? ''] ?? `HOST, ${setting}: ${host}:${port} cannot be opened (${error.code})`;
  return new AppError('misconfigured', reason, { cause: error });
}
