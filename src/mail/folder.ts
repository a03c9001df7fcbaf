import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { messageOf } from './message.js';
import type { MailSender } from './port.js';

const builtSchema = z.object({ message: z.instanceof(Buffer) });

/**
 * Writes mails into a folder, one `ID.eml` each (RFC 5322): sending one twice gives the same file, and what stands
 * there is always whole.
 * @param options.from Who they come from.
 */
export function createFolderSender({ folder, from }: { folder: string; from: string }): MailSender {
  const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const file = (id: string) => join(folder, `${fileName(id)}.eml`);
  return {
    name: 'folder',
    async send(mail) {
      const built: unknown = await builder.sendMail(messageOf(mail, from));
      const { message } = builtSchema.parse(built);
      const draft = join(folder, `.${fileName(mail.id)}.${randomUUID()}`);
      try {
        await mkdir(folder, { recursive: true });
        // Mails hold names and links with secrets: for the owner of the folder alone.
        await writeFile(draft, message, { mode: 0o600, flush: true });
        await rename(draft, file(mail.id));
      } catch (cause) {
        await rm(draft, { force: true }).catch(() => undefined);
        throw new AppError('unavailable', 'The mail cannot be written to the mail folder', { cause });
      }
    },
    async forget(id) {
      await rm(file(id), { force: true });
    },
    async close() {},
  };
}

/** @throws AppError `bad-request` for an id that would lead out of the folder. */
function fileName(id: string): string {
  if (/^[\w-]{1,64}$/.test(id)) return id;
  throw new AppError('bad-request', 'The id of the mail is no file name');
}
