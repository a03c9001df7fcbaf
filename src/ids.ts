import { createHash, createHmac, randomBytes } from 'node:crypto';

/** Lower-case letters and digits without those that look alike: 32 of them, five bits each. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz023456789';

function random(characters: number): string {
  return Array.from(randomBytes(characters), (byte) => ALPHABET[byte & 31]).join('');
}

/** A new id, as `ch-…`: 16 random characters, 80 bits. */
export function newId(
  prefix:
    | 'ch'
    | 'pp'
    | 'ma'
    | 'ap'
    | 'un'
    | 'ms'
    | 'in'
    | 'oc'
    | 'ml'
    | 'im'
    | 'pe'
    | 'pu'
    | 'qu'
    | 'ev'
    | 'ws'
    | 'pa'
    | 'ke'
    | 'wh'
    | 'wm'
    | 'hs'
    | 'hr'
    | 'he',
): string {
  return `${prefix}-${random(16)}`;
}

/** Six random characters, for a name that is taken. */
export function newSuffix(): string {
  return random(6);
}

/** A new secret for a link: 32 random characters, 160 bits. Keep its hash only. */
export function newSecret(): string {
  return random(32);
}

/** SHA-256 (hex) of a secret, as it is kept. Fast on purpose: the secret itself cannot be guessed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A secret that follows from an id and a key: the same two give the same one, and neither alone tells it. */
export function derivedSecret(id: string, key: string): string {
  const bytes = createHmac('sha256', id).update(key).digest();
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}
