import type { Failure } from './send.js';

const WORDS: Record<Exclude<Failure, 'status'>, string> = {
  'no-address': 'The address is no address',
  'no-web-address': 'The address is no web address',
  password: 'The address has a name or password in it',
  'not-https': 'The address is not https',
  'inner-network': 'The address leads to an inner network, where nothing is sent',
  'no-such-name': 'The name of the address is not known',
  'no-name-service': 'The name of the address could not be looked up',
  'timed-out': 'No answer within 10 seconds',
  certificate: 'The certificate of the address is not valid',
  'connection-refused': 'The connection was refused',
  'no-route': 'There is no way to the address',
  'connection-lost': 'The connection broke before there was an answer',
  redirect: 'It points to another address, which is not followed',
  secret: 'The secret cannot be read, as AUTH_SECRET is another: give the webhook a new secret',
};

/** What became of an attempt, in words. */
export function attemptWords(status: number | undefined, failure: Failure | undefined): string {
  if (failure === undefined) return `Taken, HTTP ${status}`;
  if (failure === 'status') return `Refused, HTTP ${status}`;
  return status === undefined ? WORDS[failure] : `${WORDS[failure]} (HTTP ${status})`;
}

/** Why an address cannot be told: what to write beside the field. */
export function refusalWords(failure: Exclude<Failure, 'status'>): string {
  const own: Partial<Record<Failure, string>> = {
    'not-https': 'must be https',
    'inner-network': 'leads to an inner network: it must be an address of the public internet',
    password: 'must be without name and password',
    'no-such-name': 'has a name that leads nowhere',
    'no-name-service': 'has a name that could not be looked up: try again',
  };
  return own[failure] ?? 'must be a web address, such as https://example.org/hooks';
}
