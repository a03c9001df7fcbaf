import { createHmac } from 'node:crypto';
import { secretBytes } from './secret.js';

/** A message as it goes out. */
export interface SignedMessage {
  headers: Record<string, string>;
  body: string;
}

/**
 * Signs a message as of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, once with each secret that holds.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @param at when it is sent; receivers refuse what is older than their tolerance.
 */
export function signMessage(
  { id, at, body }: { id: string; at: Date; body: string },
  secrets: readonly string[],
): SignedMessage {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const mac = createHmac('sha256', secretBytes(secret)).update(`${id}.${timestamp}.${body}`);
    return `v1,${mac.digest('base64')}`;
  });
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatures.join(' '),
    },
  };
}
