import type { ClimateKind } from './climate.js';
import type { Band } from './decide.js';

/** The words of reasons, in one language. Every function gives a whole sentence, plain text. */
export interface ReasonWords {
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
  servesCountry(country: string): string;
  servesWorld: string;
  servesElsewhere(country: string): string;
  lowCost: string;
  highCost: string;
  proves(title: string): string;
  unproven: string;
  unverified: string;
  noResults: string;
  old(year: number): string;
  stale(since: Date): string;
  silentOn(labels: readonly string[]): string;
  bands: Record<Band, string>;
}

const months = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const people = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const many = new Intl.ListFormat('en', { type: 'conjunction' });
const lower = (label: string) =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

/** A number of people as one says it: "40,000", "2.5 million". */
function population(count: number): string {
  return count >= 1_000_000 ? `${people.format(count / 1_000_000)} million` : people.format(count);
}

/** What two cities of one kind of climate have in common. */
const CLIMATES: Record<ClimateKind, string> = {
  'hot-wet': 'are hot and wet for most of the year',
  'hot-dry-season': 'are hot, with a rainy and a dry season',
  'hot-dry': 'are hot and dry',
  'cold-dry': 'are dry, with cold winters',
  'hot-summers': 'have hot summers, and rain all year',
  'mild-rain': 'are mild, with rain all year',
  'dry-summers': 'have dry summers and mild winters',
  'dry-winters': 'are mild, with dry winters',
  'cold-winters': 'have cold winters',
  polar: 'are cold all year',
};

export const REASONS_EN: ReasonWords = {
  sameProblem: 'It began from a problem like yours.',
  sameAnswer: 'What was done speaks to your challenge.',
  sameOffer: 'What it offers speaks to your challenge.',
  nearest: 'The passage nearest to what you wrote.',
  result: 'It reports what came of it.',
  concepts: (labels) => `It deals with ${many.format(labels.map(lower))}, as you describe.`,
  sectors: (labels) => `It works on ${many.format(labels.map(lower))}, which your challenge is about.`,
  sameSize: (theirs, ours) =>
    `Done in a place of about ${population(theirs)} people; yours has ${population(ours)}.`,
  larger: (theirs, ours) =>
    `Built in a city of ${population(theirs)}; yours has ${population(ours)}: ask how it scales down.`,
  smaller: (theirs, ours) =>
    `Built in a place of ${population(theirs)}; yours has ${population(ours)}: ask how it scales up.`,
  sameCountry: (country) => `From your own country, ${country}.`,
  sameRegion: (place, region) => `From your part of the world: ${place}, ${region}.`,
  sameClimate: (kind) => `A similar climate: both cities ${CLIMATES[kind]}.`,
  servesCountry: (country) => `Names ${country} among the countries it works in.`,
  servesWorld: 'Says that it works in any country.',
  servesElsewhere: (country) => `Does not name ${country} among the countries it works in: ask first.`,
  lowCost: 'Low cost: under about 2 million US dollars, or mostly staff time.',
  highCost: 'High cost: above about 30 million US dollars, and you say that money is short.',
  proves: (title) => `It delivered a case that fits: ${title}.`,
  unproven: 'No case study in the catalogue shows its work yet.',
  unverified:
    'Not verified yet: this entry rests on general knowledge. Check the facts before you rely on them.',
  noResults: 'It reports no measured result.',
  old: (year) => `It dates from ${year}: ask what has changed since.`,
  stale: (since) =>
    `Nobody has checked this entry since ${months.format(since)}, so it ranks lower: ask whether it still holds.`,
  silentOn: (labels) =>
    `We found no mention in it of ${many.format(labels.map(lower))}, which you write about.`,
  bands: { high: 'strong match', medium: 'possible match', low: 'weak match' },
};
