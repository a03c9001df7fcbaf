/** A mail as it goes out. Plain text and HTML say the same. */
export interface Mail {
  /** Stays the same when it is sent again: the local part of its Message-ID. */
  id: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  createdAt: Date;
}

/** What takes mails out of the house. Every adapter passes `test/contract/mail-sender.ts`. */
export interface MailSender {
  readonly name: 'folder' | 'smtp';
  /**
   * Resolves when the mail is in the hands of the next one. Sending the same id again is harmless where that can
   * be had (a folder), else the receiver knows it by its Message-ID.
   * @throws AppError `unavailable` when it is worth trying again; `bad-request` when it never will be, as for an
   * address that is refused.
   */
  send(mail: Mail): Promise<void>;
  /** Removes what is kept of a mail here, if anything: its receiver's data were erased. */
  forget(id: string): Promise<void>;
  close(): Promise<void>;
}
