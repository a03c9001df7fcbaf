/** The languages in which the product speaks to its readers. Everything exists in English. */
export const LANGUAGES = ['en', 'es', 'fr', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language is called by those who speak it. */
export const OWN_NAMES: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  pt: 'Português',
};

/** Our language for a BCP 47 tag ("pt-BR" is "pt"); `undefined` where we have none. */
export function asLanguage(tag: string | undefined): Language | undefined {
  const base = tag?.split('-')[0]?.toLowerCase();
  return LANGUAGES.find((language) => language === base);
}
