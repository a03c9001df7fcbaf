import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as a receiver of webhooks got it. */
export interface Received {
  id: string;
  headers: Record<string, string>;
  body: string;
  at: number;
}

/** A receiver of webhooks on this machine. */
export interface Receiver {
  url: string;
  got: Received[];
  /** What it answers from now on; it may also never answer. */
  answers(how: Answering): void;
  stop(): Promise<void>;
}
type Answering = (message: Received, res: ServerResponse) => void;

export const answerWith =
  (status: number, headers: Record<string, string> = {}): Answering =>
  (_message, res) => {
    res.writeHead(status, headers).end();
  };

/** Starts one that takes everything. */
export async function startReceiver(): Promise<Receiver> {
  const got: Received[] = [];
  let answer: Answering = answerWith(204);
  const server = createServer((req, res) => {
    void readAll(req).then((body) => {
      const headers = Object.fromEntries(
        Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
      );
      const message = { id: headers['webhook-id'] ?? '', headers, body, at: Date.now() };
      got.push(message);
      answer(message, res);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    got,
    answers(how) {
      answer = how;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAll(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
