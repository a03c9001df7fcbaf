import type { MailBlock, MailParts } from './parts.js';

/** Longest line, as mail programs show them side by side (RFC 5322, 2.1.1: 78 at most). */
const LINE = 76;
const RULE = '-'.repeat(24);

/** A mail as plain text: wrapped between words, addresses left whole on lines of their own. */
export function textOf({ greeting, blocks, closing }: MailParts): string {
  const [signature = '', ...reasons] = closing;
  const end = [wrapped(signature), ...(reasons.length > 0 ? [RULE, ...reasons.map((r) => wrapped(r))] : [])];
  return `${[wrapped(greeting), ...blocks.map(plain), end.join('\n')].join('\n\n')}\n`;
}

function plain(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
      return wrapped(block.text);
    case 'quote':
      return wrapped(block.text, '> ');
    case 'list':
      return block.items.map(listed).join('\n\n');
    case 'action':
      return `${wrapped(`${block.label}:`)}\n${block.href}`;
  }
}

function listed({ title, text, href }: { title: string; text?: string; href?: string }): string {
  const lines = [wrapped(title, '  ').replace(/^ {2}/, '* ')];
  if (text !== undefined) lines.push(wrapped(text, '  '));
  if (href !== undefined) lines.push(`  ${href}`);
  return lines.join('\n');
}

/** Breaks each line of a text between words, each with `prefix` before it. */
function wrapped(text: string, prefix = ''): string {
  const width = LINE - prefix.length;
  const lines = text.split('\n').flatMap((line) => {
    const broken: string[] = [];
    let now = '';
    for (const word of line.split(/[ \t]+/)) {
      const longer = now === '' ? word : `${now} ${word}`;
      if (now !== '' && longer.length > width) {
        broken.push(now);
        now = word;
      } else now = longer;
    }
    return [...broken, now];
  });
  return lines.map((line) => `${prefix}${line}`.trimEnd()).join('\n');
}
