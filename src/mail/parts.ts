/** The parts of a mail, in reading order. All is plain text: it is escaped where it becomes HTML. */
export interface MailParts {
  subject: string;
  /** "Dear Ana Torres," */
  greeting: string;
  blocks: readonly MailBlock[];
  /** Who signs, and why this mail was sent. */
  closing: readonly string[];
  /** BCP 47 language of our own words; default English. */
  language?: string | undefined;
}

export type MailBlock =
  | { kind: 'text'; text: string }
  | { kind: 'quote'; text: string }
  | { kind: 'list'; items: readonly { title: string; text?: string; href?: string }[] }
  /** The one thing to do, as a button with its address in full below. */
  | { kind: 'action'; label: string; href: string };
