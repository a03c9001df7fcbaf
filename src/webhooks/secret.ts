import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../errors.js';

const PREFIX = 'whsec_';
/** Of AES-256-GCM (NIST SP 800-38D): bytes of key, nonce and tag. */
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new secret as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export function newSigningSecret(): string {
  return PREFIX + randomBytes(KEY_BYTES).toString('base64');
}

/** The bytes that a secret signs with. */
export function secretBytes(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

/** Keeps signing secrets unreadable in the database and its backups, for who does not know the server's own secret. */
export interface SecretBox {
  /** `owner` is bound to it: what was kept for one cannot be opened for another. */
  close(secret: string, owner: string): string;
  /** @throws AppError `misconfigured` where it was kept under another AUTH_SECRET. */
  open(kept: string, owner: string): string;
}

/** AES-256-GCM under a key that follows from `serverSecret` (HKDF, RFC 5869). */
export function createSecretBox(serverSecret: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', serverSecret, '', 'citymatch webhook secrets', KEY_BYTES));
  return {
    close(secret, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open(kept, owner) {
      const bytes = Buffer.from(kept, 'base64');
      const at = NONCE_BYTES + TAG_BYTES;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(NONCE_BYTES, at));
        return Buffer.concat([decipher.update(bytes.subarray(at)), decipher.final()]).toString('utf8');
      } catch (cause) {
        const why =
          'The secret of a webhook cannot be read: AUTH_SECRET is another; give the webhook a new one';
        throw new AppError('misconfigured', why, { cause });
      }
    },
  };
}
