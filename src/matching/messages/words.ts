import type { Language } from '../../languages.js';
import type { IncomeGroup } from '../../taxonomy/incomes.js';
import type { ClimateKind } from '../climate.js';
import type { Band } from '../decide.js';

/** The words of reasons, in one language. Every function gives a whole sentence, plain text. */
export interface ReasonWords {
  /** Of these words, and of the labels that are put into them. */
  language: Language;
  sameProblem: string;
  sameAnswer: string;
  sameOffer: string;
  nearest: string;
  result: string;
  concepts(labels: readonly string[]): string;
  sectors(labels: readonly string[]): string;
  sameSize(theirs: number, ours: number): string;
  larger(theirs: number, ours: number): string;
  smaller(theirs: number, ours: number): string;
  sameCountry(country: string): string;
  sameRegion(place: string, region: string): string;
  sameClimate(kind: ClimateKind): string;
  bothCoastal: string;
  onlyTheirsCoastal: string;
  sameIncome(group: IncomeGroup): string;
  richer(theirs: IncomeGroup, ours: IncomeGroup): string;
  bothFederal: string;
  servesCountry(country: string): string;
  servesWorld: string;
  servesElsewhere(country: string): string;
  lowCost: string;
  highCost: string;
  proves(title: string): string;
  unproven: string;
  shownBy(cases: number): string;
  inUseSince(year: number): string;
  pilot: string;
  unverified: string;
  noResults: string;
  old(year: number): string;
  stale(since: Date): string;
  silentOn(labels: readonly string[]): string;
  bands: Record<Band, string>;
}

/** How a language writes what reasons put into their sentences. */
export interface ReasonFormat {
  /** Labels within a sentence: "flooding, heat and drought". */
  list(labels: readonly string[]): string;
  /** A number of people as one says it: "40,000", "2.5 million". */
  population(count: number): string;
  /** "March 2024" */
  month(date: Date): string;
}

/** Builds the formatters of one language, once. */
export function reasonFormat(language: Language): ReasonFormat {
  const months = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const exact = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });
  const millions = new Intl.NumberFormat(language, {
    notation: 'compact',
    compactDisplay: 'long',
    maximumSignificantDigits: 2,
  });
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  return {
    list: (labels) => lists.format(labels.map(lower)),
    population: (count) => (count >= MILLION ? millions : exact).format(count),
    month: (date) => months.format(date),
  };
}

/** From here on a number of people is told in millions. */
export const MILLION = 1_000_000;

/** Names and abbreviations keep their capitals. */
function lower(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
