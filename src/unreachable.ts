import { deepestCode } from './db/away.js';

/** What the system and drivers say of a server that cannot be reached, in an operator's words. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that host',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'there is no such host',
  ETIMEDOUT: 'no answer in time',
  CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
};

/** Why a server cannot be reached, in a few words; the error's own message where no words are known for it. */
export function whyUnreachable(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const known = REASONS[deepestCode(error) ?? ''];
  if (known !== undefined) return known;
  // What fetch says of everything is `fetch failed`; the cause says what.
  return error.cause instanceof Error ? whyUnreachable(error.cause) : error.message;
}
