import type { Language } from '../../../languages.js';
import { en } from '../messages/en.js';
import { es } from '../messages/es.js';
import { fr } from '../messages/fr.js';
import { pt } from '../messages/pt.js';

export type Messages = typeof en;

const MESSAGES: Record<Language, Messages> = { en, es, fr, pt };

/** How a reader is spoken to. */
export interface Words {
  m: Messages;
  language: Language;
  /** Fills `{name}` in; `{n}` is written as the reader's locale does. */
  fill(pattern: string, values: Record<string, string | number>): string;
  /** The form for a number out of "one|other", with `{n}` filled in. */
  count(forms: string, n: number, values?: Record<string, string>): string;
  languageName(tag: string): string;
  countryName(code: string): string;
}

/** Our language for the tags given, in this order of preference; English where there is none of ours. */
export function chooseLanguage(...tags: (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const base = tag?.trim().split('-')[0]?.toLowerCase() ?? '';
    if (base === '') continue;
    return base === 'es' || base === 'fr' || base === 'pt' ? base : 'en';
  }
  return 'en';
}

export function wordsIn(language: Language): Words {
  const name = (type: 'language' | 'region', code: string) => {
    try {
      return new Intl.DisplayNames(language, { type }).of(code) ?? code;
    } catch {
      return code;
    }
  };
  const numbers = new Intl.NumberFormat(language);
  const fill: Words['fill'] = (pattern, values) =>
    pattern.replace(/\{(\w+)\}/g, (whole, key: string) => {
      const value = values[key];
      return typeof value === 'number' ? numbers.format(value) : (value ?? whole);
    });
  return {
    m: MESSAGES[language],
    language,
    fill,
    count(forms, n, values = {}) {
      const [one = '', other = one] = forms.split('|');
      return fill(new Intl.PluralRules(language).select(n) === 'one' ? one : other, { ...values, n });
    },
    languageName: (tag) => name('language', tag),
    countryName: (code) => name('region', code),
  };
}
