import { AppError } from '../errors.js';

/** What was found of one thing: `wrong` keeps the product from working, `warn` does not. */
export interface Finding {
  /** What was looked at: a part, or the setting that chooses it. */
  part: string;
  state: 'ok' | 'warn' | 'wrong';
  what: string;
  /** How to mend it. */
  remedy?: string;
}

export type Findings = AsyncGenerator<Finding, void, undefined>;

export const ok = (part: string, what: string): Finding => ({ part, state: 'ok', what });
export const warn = (part: string, what: string, remedy: string): Finding => ({
  part,
  state: 'warn',
  what,
  remedy,
});
export const wrong = (part: string, what: string, remedy: string): Finding => ({
  part,
  state: 'wrong',
  what,
  remedy,
});

/** What an error says, without the setting's name before it, which stands in the finding already. */
export function said(error: unknown, setting: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const text = message.startsWith(`${setting}: `) ? message.slice(setting.length + 2) : message;
  return error instanceof AppError ? text : `${text} (unexpected)`;
}
