import type { Language } from '../../languages.js';
import { enPublic, type PublicMessages } from './en/index.js';
import { esPublic } from './es/index.js';
import { frPublic } from './fr/index.js';
import { ptPublic } from './pt/index.js';
import { staff } from './staff/index.js';

/** The strings of the console: English only. */
export type StaffMessages = typeof staff;
/** The strings of all pages, as a page in one language gets them. */
export type Messages = PublicMessages & StaffMessages;

/** Every page's strings in English: what the console is written in. */
export const en: Messages = { ...enPublic, ...staff };

/** The strings by language; those of the console stay English in each. */
export const MESSAGES: Record<Language, Messages> = {
  en,
  es: { ...esPublic, ...staff },
  fr: { ...frPublic, ...staff },
  pt: { ...ptPublic, ...staff },
};
