import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { fold } from '../text/tokenize.js';
import { regions } from './regions.js';

const LANGUAGES = ['en', 'es', 'fr', 'pt', 'de'] as const;
type LabelLanguage = (typeof LANGUAGES)[number];

/** A country or territory of ISO 3166-1. */
export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  labels: Record<LabelLanguage, string>;
}

const localeSchema = z.object({
  countries: z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])),
});
const locate = createRequire(import.meta.url);

/** Names of one language from the library's data file; reading only the languages needed keeps the start short. */
function namesIn(language: LabelLanguage): Map<string, string[]> {
  const file = locate.resolve(`i18n-iso-countries/langs/${language}.json`);
  const { countries: names } = localeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(Object.entries(names).map(([code, name]) => [code, [name].flat()]));
}

const names = Object.fromEntries(LANGUAGES.map((language) => [language, namesIn(language)]));

function labelOf(code: string, language: LabelLanguage): string {
  return names[language]?.get(code)?.[0] ?? code;
}

const codes = regions.flatMap((region) => region.countries).sort();
if (!isNonEmpty(codes)) throw new Error('The M49 regions list no country');

function isNonEmpty(values: string[]): values is [string, ...string[]] {
  return values.length > 0;
}

/** The 249 codes of ISO 3166-1 alpha-2, sorted. */
export const countryCodes: readonly [string, ...string[]] = codes;

/** Every country with its names, sorted by code. */
export const countries: readonly Country[] = codes.map((code) => ({
  code,
  labels: {
    en: labelOf(code, 'en'),
    es: labelOf(code, 'es'),
    fr: labelOf(code, 'fr'),
    pt: labelOf(code, 'pt'),
    de: labelOf(code, 'de'),
  },
}));

const byName = new Map<string, string>();
for (const language of [...LANGUAGES].reverse()) {
  for (const [code, spellings] of names[language] ?? []) {
    if (codes.includes(code)) for (const name of spellings) byName.set(fold(name), code);
  }
}

/** A country's name in a language (BCP 47), English where we have no other; the code itself when unknown. */
export function countryName(code: string, language = 'en'): string {
  const base = language.split('-')[0] ?? 'en';
  return names[base]?.get(code)?.[0] ?? labelOf(code, 'en');
}

/** The alpha-2 code for a code or a name in one of the five languages, or undefined. */
export function parseCountry(text: string): string | undefined {
  const trimmed = text.trim();
  const code = trimmed.toUpperCase();
  return codes.includes(code) ? code : byName.get(fold(trimmed));
}
