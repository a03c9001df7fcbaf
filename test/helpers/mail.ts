import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asc } from 'drizzle-orm';
import PostalMime from 'postal-mime';
import { mails } from '../../src/db/schema.js';
import type { Database } from '../../src/db/types.js';

/** A mail, as its receiver reads it. */
export interface ReadMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Addresses in the text, in order. */
  links: string[];
}

/** The mails in the table, oldest first, with where each one stands. */
export async function mailsOf(
  db: Database,
): Promise<(ReadMail & { key: string; template: string; status: string; attempts: number })[]> {
  const rows = await db.select().from(mails).orderBy(asc(mails.createdAt), asc(mails.id));
  return rows.map(({ id, key, template, status, attempts, toAddress, subject, text, html }) => ({
    ...{ id, key, template, status, attempts, subject, text, html },
    to: toAddress,
    links: linksIn(text),
  }));
}

/** The mails in a folder, parsed, by file name; the name must be the id of the mail. */
export async function mailsIn(folder: string): Promise<(ReadMail & { headers: Map<string, string> })[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const parsed = await parseMail(await readFile(join(folder, name)));
      if (`${parsed.id}.eml` !== name) throw new Error(`${name} holds the mail ${parsed.id}`);
      return parsed;
    }),
  );
}

/** A mail as it was sent (RFC 5322), parsed. */
export async function parseMail(raw: Buffer): Promise<ReadMail & { headers: Map<string, string> }> {
  const mail = await PostalMime.parse(raw);
  const text = (mail.text ?? '').replaceAll('\r\n', '\n');
  return {
    id: /^<([^@>]+)@/.exec(mail.messageId ?? '')?.[1] ?? '',
    to: (mail.to ?? []).map(({ address }) => address ?? '').join(', '),
    subject: mail.subject ?? '',
    text,
    html: mail.html ?? '',
    links: linksIn(text),
    headers: new Map(mail.headers.map(({ key, value }) => [key, value])),
  };
}

function linksIn(text: string): string[] {
  return text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
}
