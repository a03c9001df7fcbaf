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

/** Names in wide use, the United Nations' own among them, that the library lacks. */
const otherNames: Record<string, string> = {
  'Viet Nam': 'VN',
  Syria: 'SY',
  Moldova: 'MD',
  Macedonia: 'MK',
  'Holy See': 'VA',
  Vatican: 'VA',
  Holland: 'NL',
  'East Timor': 'TL',
  Swaziland: 'SZ',
  Burma: 'MM',
  'DR Congo': 'CD',
  DRC: 'CD',
  'Lao PDR': 'LA',
  England: 'GB',
  Scotland: 'GB',
  Wales: 'GB',
  'The Philippines': 'PH',
  'Bolivia (Plurinational State of)': 'BO',
  'Venezuela (Bolivarian Republic of)': 'VE',
  'Iran (Islamic Republic of)': 'IR',
  "Democratic People's Republic of Korea": 'KP',
  'United Kingdom of Great Britain and Northern Ireland': 'GB',
  Tanzanie: 'TZ',
  'EE. UU.': 'US',
};

const isCode = new Set<string>(codes);
/** By folded name; what is set later counts, so English before others, and a country's first name before its other ones. */
const byName = new Map<string, string>(Object.entries(otherNames).map(([name, code]) => [fold(name), code]));
for (const firstOnly of [false, true]) {
  for (const language of [...LANGUAGES].reverse()) {
    for (const [code, spellings] of names[language] ?? []) {
      if (!isCode.has(code)) continue;
      for (const name of firstOnly ? spellings.slice(0, 1) : spellings) byName.set(fold(name), code);
    }
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
  return isCode.has(code) ? code : byName.get(fold(trimmed));
}
