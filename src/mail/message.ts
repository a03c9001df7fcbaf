import type { SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import { AppError } from '../errors.js';
import type { Mail } from './port.js';

const addressSchema = z.email();
/** What a header may be called (RFC 5322, 2.2). */
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

/**
 * A mail as nodemailer takes it. Its id is the local part of the Message-ID, so that one sent twice is known to be
 * the same; no text of it can become a header, an address to fetch or a file to read.
 * @throws AppError `bad-request` for an address that is none.
 */
export function messageOf(mail: Mail, from: string): SendMailOptions {
  const { id, to, subject, text, html, createdAt } = mail;
  if (!addressSchema.safeParse(to.address).success) {
    throw new AppError('bad-request', 'The address is no mail address');
  }
  const given = Object.entries(mail.headers).filter(([name]) => HEADER_NAME.test(name));
  return {
    from: { name: 'CityMatch', address: from },
    to: { name: oneLine(to.name), address: to.address },
    subject: oneLine(subject),
    text,
    html,
    headers: {
      ...Object.fromEntries(given.map(([name, value]) => [name, oneLine(value)])),
      // RFC 3834: nobody's absence note answers it.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    messageId: `<${id}@${from.split('@')[1] ?? 'localhost'}>`,
    date: createdAt,
    disableUrlAccess: true,
    disableFileAccess: true,
  };
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
