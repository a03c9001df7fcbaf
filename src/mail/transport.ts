import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import { AppError } from '../errors.js';
import type { Mail, MailSender } from './port.js';

/** A mail as nodemailer writes it (RFC 5322, MIME). */
function optionsOf({ id, to, subject, text, html, headers, createdAt }: Mail, from: string): SendMailOptions {
  const domain = from.split('@')[1] ?? 'localhost';
  return {
    from: { name: 'CityMatch', address: from },
    to: { name: to.name, address: to.address },
    subject,
    text,
    html,
    headers: { ...headers, 'Auto-Submitted': 'auto-generated' },
    messageId: `<${id}@${domain}>`,
    date: createdAt,
    // A text never becomes an address to fetch from, or a file to read.
    disableUrlAccess: true,
    disableFileAccess: true,
  };
}

const builtSchema = z.object({ message: z.instanceof(Buffer) });

/** Writes mails into a folder, one `ID.eml` each: sending one twice gives the same file. */
export function createFolderSender({ folder, from }: { folder: string; from: string }): MailSender {
  const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    name: 'folder',
    async send(mail) {
      const built: unknown = await builder.sendMail(optionsOf(mail, from));
      await mkdir(folder, { recursive: true });
      const draft = join(folder, `.${mail.id}.${process.pid}`);
      await writeFile(draft, builtSchema.parse(built).message);
      await rename(draft, join(folder, `${mail.id}.eml`));
    },
    async close() {},
  };
}

const refusalSchema = z.object({ responseCode: z.number() });

/** Sends mails to an SMTP server (`smtp://` or `smtps://`). A 5xx answer is for good (RFC 5321, 4.2.1). */
export function createSmtpSender({ url, from }: { url: string; from: string }): MailSender {
  const transport = createTransport(url);
  return {
    name: 'smtp',
    async send(mail) {
      try {
        await transport.sendMail(optionsOf(mail, from));
      } catch (cause) {
        const refusal = refusalSchema.safeParse(cause);
        const final = refusal.success && refusal.data.responseCode >= 500;
        const why = cause instanceof Error ? cause.message : 'unknown';
        throw final
          ? new AppError('bad-request', `The mail server refuses it: ${why}`, { cause })
          : new AppError('unavailable', `The mail server does not take it now: ${why}`, { cause });
      }
    },
    async close() {
      transport.close();
    },
  };
}
