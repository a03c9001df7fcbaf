import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { parseMail } from './mail.js';

/** An SMTP server of this test alone, on 127.0.0.1. */
export interface TestMailServer {
  port: number;
  url: string;
  /** Every mail that it took, in order. */
  taken: Awaited<ReturnType<typeof parseMail>>[];
  close(): Promise<void>;
}

/** What a server answers to a receiver: a code such as 550 or 451; `drop` ends the connection. */
export type Answer = number | 'drop' | undefined;

/** Starts a real SMTP server: it takes every mail, except as `answer` says. */
export async function startMailServer({
  port = 0,
  answer = () => undefined,
  ...options
}: SMTPServerOptions & {
  port?: number;
  answer?: (address: string) => Answer;
} = {}): Promise<TestMailServer> {
  const taken: TestMailServer['taken'] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    onRcptTo({ address }, session, done) {
      const said = answer(address);
      if (said === 'drop') {
        for (const one of server.connections) if (one.session.id === session.id) one.close();
        return;
      }
      const words = said === undefined ? '' : said >= 500 ? 'No such mailbox' : 'Try again later';
      done(said === undefined ? null : Object.assign(new Error(words), { responseCode: said }));
    },
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        parseMail(Buffer.concat(parts)).then(
          (mail) => {
            taken.push(mail);
            done();
          },
          (error: Error) => done(error),
        );
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was opened');
  return {
    port: address.port,
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
