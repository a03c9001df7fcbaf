import type { Request } from 'express';
import { asLanguage, LANGUAGES, type Language } from '../languages.js';

/** The language that `Accept-Language` asks for (RFC 9110, 12.5.4); English where it asks for none of ours. */
export function languageOf(req: Request): Language {
  const asked = req.acceptsLanguages([...LANGUAGES]);
  return asLanguage(asked === false ? undefined : asked) ?? 'en';
}
