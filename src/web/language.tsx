import type { Request } from 'express';
import { languageOf } from '../http/language.js';
import { asLanguage, LANGUAGES, type Language } from '../languages.js';
import { readFields } from './form.js';
import { ownAddress } from './own-address.js';
import type { Page } from './pages.js';

/** Remembers the reader's choice, and holds nothing else. */
const COOKIE = 'citymatch.language';
const YEAR_SECONDS = 365 * 24 * 3600;
/** An answer's address carries the whole statement, percent-encoded. */
const LONGEST_ADDRESS = 50_000;

/** The language for whoever asks: the one chosen, else what the browser asks for; the console is English. */
export function readerOf(req: Request): { language: Language; chosen: boolean } {
  if (/^\/console(\/|$)/.test(req.path)) return { language: 'en', chosen: true };
  const chosen = chosenBy(req);
  return { language: chosen ?? languageOf(req), chosen: chosen !== undefined };
}

function chosenBy(req: Request): Language | undefined {
  const pairs = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  return LANGUAGES.find((language) => language === value);
}

/** Takes the choice of the switch on every page, and goes back to that page. */
export function chooseLanguage(req: Request): Page {
  const { to, back } = readFields(req, 'to', 'back');
  const language = asLanguage(to);
  const secure = req.secure ? '; Secure' : '';
  return {
    status: 303,
    content: <></>,
    redirect: ownAddress(back, LONGEST_ADDRESS) ?? '/',
    ...(language && {
      cookies: [`${COOKIE}=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly${secure}`],
    }),
  };
}
