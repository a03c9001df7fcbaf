import type { Language } from '../../languages.js';
import { REASONS_EN } from './en.js';
import { REASONS_ES } from './es.js';
import { REASONS_FR } from './fr.js';
import { REASONS_PT } from './pt.js';
import type { ReasonWords } from './words.js';

/** The words of reasons, by language. */
export const REASONS: Record<Language, ReasonWords> = {
  en: REASONS_EN,
  es: REASONS_ES,
  fr: REASONS_FR,
  pt: REASONS_PT,
};
