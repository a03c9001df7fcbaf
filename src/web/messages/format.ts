/** Numbers, dates, lists and names as the reader's locale writes them. */
export interface Format {
  locale: string;
  number(value: number): string;
  /** Rounded to two significant digits: "3.1 million", for people in a city. */
  people(value: number): string;
  percent(share: number): string;
  /** Written out, in UTC so that every reader sees the same day. */
  date(date: Date): string;
  list(items: readonly string[]): string;
  countryName(code: string): string;
  languageName(tag: string): string;
  /** The form for `count` under the locale's plural rules; `other` always exists. */
  plural(count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string;
}

/** Builds the formatters of one BCP 47 locale, once. */
export function createFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, {
    notation: 'compact',
    compactDisplay: 'long',
    maximumSignificantDigits: 2,
  });
  const rounded = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const plurals = new Intl.PluralRules(locale);
  return {
    locale,
    number: (value) => numbers.format(value),
    people: (value) => (value >= 1_000_000 ? compact : rounded).format(value),
    percent: (share) => percents.format(share),
    date: (date) => dates.format(date),
    list: (items) => lists.format(items),
    countryName: (code) => nameOf(regions, code),
    languageName: (tag) => nameOf(languages, tag),
    plural: (count, forms) => forms[plurals.select(count)] ?? forms.other,
  };
}

/** The name, or the code itself where the locale has none or the code is malformed. */
function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
