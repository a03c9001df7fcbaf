/** What a mail says, twice: as plain text and as HTML. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

/** The parts of a mail, in reading order. All is plain text: it is escaped where it becomes HTML. */
export interface MailParts {
  subject: string;
  /** "Dear Ana Torres," */
  greeting: string;
  blocks: readonly MailBlock[];
  /** Who signs, and why this mail was sent. */
  closing: readonly string[];
}

export type MailBlock =
  | { kind: 'text'; text: string }
  | { kind: 'quote'; text: string }
  | { kind: 'list'; items: readonly { title: string; text?: string; href?: string }[] }
  /** The one thing to do, as a button with its address in full below. */
  | { kind: 'action'; label: string; href: string };

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** Writes a mail both ways. The subject never breaks into a second line. */
export function composeMail({ subject, greeting, blocks, closing }: MailParts): MailContent {
  return {
    subject: subject.replace(/\s+/g, ' ').trim(),
    text: [greeting, ...blocks.map(plain), closing.join('\n')].join('\n\n'),
    html: `<!doctype html><html><body><p>${escaped(greeting)}</p>${blocks.map(rich).join('')}<p>${closing.map(escaped).join('<br>')}</p></body></html>`,
  };
}

function plain(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'quote':
      return block.text.replace(/^/gm, '> ');
    case 'list':
      return block.items
        .map(({ title, text, href }) => [`- ${title}`, text, href].filter(Boolean).join('\n  '))
        .join('\n');
    case 'action':
      return `${block.label}:\n${block.href}`;
  }
}

function rich(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'quote':
      return `<blockquote>${escaped(block.text)}</blockquote>`;
    case 'list':
      return `<ul>${block.items.map(({ title, text }) => `<li><strong>${escaped(title)}</strong> ${escaped(text ?? '')}</li>`).join('')}</ul>`;
    case 'action':
      return `<p><a href="${escaped(block.href)}">${escaped(block.label)}</a></p>`;
  }
}
