import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { messageOf } from './message.js';
import type { MailSender } from './port.js';

/** How long the server may take to be reached and to greet, and how long it may be silent, in milliseconds. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

const faultSchema = z.object({
  responseCode: z.number().optional(),
  code: z.string().optional(),
  response: z.string().optional(),
  rejectedErrors: z.array(z.object({ responseCode: z.number().optional() })).optional(),
});

/**
 * Sends mails to an SMTP server.
 * @param options.url `smtp://` or `smtps://`, with user and password where needed. Without TLS of its own the
 * connection is turned to TLS where the server offers that.
 * @param options.from Who they come from.
 */
export function createSmtpSender({ url, from }: { url: string; from: string }): MailSender {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  return {
    name: 'smtp',
    async send(mail) {
      const message = messageOf(mail, from);
      try {
        await transport.sendMail(message);
      } catch (cause) {
        throw faultOf(cause);
      }
    },
    // What has left the house cannot be called back.
    async forget() {},
    async close() {
      transport.close();
    },
  };
}

/**
 * Greets the mail server and signs in, and sends nothing.
 * @throws AppError `unavailable` where that is not possible.
 */
export async function checkSmtp(url: string): Promise<void> {
  const transport = createTransport({ url, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS });
  try {
    await transport.verify();
  } catch (cause) {
    throw faultOf(cause);
  } finally {
    transport.close();
  }
}

/** A 5xx answer to the mail is for good (RFC 5321, 4.2.1); a refused sign-in is a matter of settings. */
function faultOf(cause: unknown): AppError {
  const fault = faultSchema.safeParse(cause).data ?? {};
  const { responseCode, code, response } = fault;
  const why = (response ?? (cause instanceof Error ? cause.message : 'unknown')).slice(0, 500);
  if (code === 'EAUTH') {
    return new AppError('unavailable', `The mail server refuses our sign-in (SMTP_URL): ${why}`, { cause });
  }
  if (responseCode !== undefined && responseCode >= 500) {
    return new AppError('bad-request', `The mail server refuses this mail: ${why}`, { cause });
  }
  if (responseCode !== undefined) {
    return new AppError('unavailable', `The mail server does not take this mail now: ${why}`, { cause });
  }
  return new AppError('unavailable', `The mail server cannot be reached: ${why}`, { cause });
}
