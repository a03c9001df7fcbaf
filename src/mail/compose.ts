import { htmlOf } from './html.js';
import type { MailBlock, MailParts } from './parts.js';
import { textOf } from './text.js';

/** What a mail says, twice: as plain text and as HTML. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

/** Most signs of a subject: longer ones are cut off by every reader anyway. */
const MOST_SUBJECT = 150;

/**
 * Writes a mail both ways. The subject is one line, whatever is in it; a link leads to http or https only, and
 * another address in a list is left out.
 * @throws TypeError for an address of a button that is no web address.
 */
export function composeMail(parts: MailParts): MailContent {
  const subject = shortened(parts.subject.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim());
  const clean = cleaned({ ...parts, subject });
  return { subject, text: textOf(clean), html: htmlOf(clean) };
}

function shortened(subject: string): string {
  const signs = [...new Intl.Segmenter().segment(subject)];
  if (signs.length <= MOST_SUBJECT) return subject;
  const start = signs.slice(0, MOST_SUBJECT - 1).map(({ segment }) => segment);
  return `${start.join('').trimEnd()}…`;
}

/** Control characters have no business in a mail; line breaks of texts stay. */
function cleaned(parts: MailParts): MailParts {
  const line = (text: string) => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  const paragraph = (text: string) =>
    text
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '')
      .trim();
  const block = (one: MailBlock): MailBlock => {
    switch (one.kind) {
      case 'text':
      case 'quote':
        return { kind: one.kind, text: paragraph(one.text) };
      case 'action':
        return { kind: 'action', label: line(one.label), href: webAddress(one.href) };
      case 'list':
        return {
          kind: 'list',
          items: one.items.map(({ title, text, href }) => ({
            title: line(title),
            ...(text !== undefined && text.trim() !== '' && { text: paragraph(text) }),
            ...(href !== undefined && isWebAddress(href) && { href: webAddress(href) }),
          })),
        };
    }
  };
  return {
    ...parts,
    greeting: line(parts.greeting),
    blocks: parts.blocks.map(block),
    closing: parts.closing.map(line),
  };
}

function isWebAddress(href: string): boolean {
  return URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
}

function webAddress(href: string): string {
  if (!isWebAddress(href)) throw new TypeError('A button of a mail must lead to a web address');
  // As it was written: links carry secrets, and their receivers compare them.
  return /[\s\p{Cc}"<>]/u.test(href) ? new URL(href).href : href;
}
