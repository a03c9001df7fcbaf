import { AppError } from '../errors.js';
import { MAX_PASSWORD, MIN_PASSWORD } from './contract.js';

/** Fewest different characters: fewer are a pattern, not a password. */
const MIN_DIFFERENT = 6;
/** Parts that everybody tries first. */
const OBVIOUS = ['citymatch', 'password', 'passwort', 'contrasena', 'qwerty', 'letmein', '123456'];

/** What is wrong with a new password, in words that say what is wanted; `undefined` when it will do. */
function weaknessOf(password: string, about: { name: string; email: string }): string | undefined {
  const length = [...password].length;
  if (length < MIN_PASSWORD) return `must be ${MIN_PASSWORD} characters long at least; four words will do`;
  if (password.length > MAX_PASSWORD) return `must be ${MAX_PASSWORD} characters long at most`;
  const low = password.toLowerCase();
  const parts = [about.email, ...about.email.split(/[@.]/), ...about.name.split(/\s+/), ...OBVIOUS];
  const rest = parts
    .map((part) => part.toLowerCase())
    .filter((part) => part.length >= 4)
    .reduce((text, part) => text.replaceAll(part, ''), low);
  if (new Set(rest).size < MIN_DIFFERENT) {
    return 'is too easy to guess: choose one without your name, common words or repeated signs';
  }
  return undefined;
}

/** @throws AppError `bad-request` naming `password`. */
export function requireGoodPassword(password: string, about: { name: string; email: string }): void {
  const message = weaknessOf(password, about);
  if (message === undefined) return;
  throw new AppError('bad-request', `The password ${message}`, { fields: [{ path: 'password', message }] });
}
