import type { ClimateKind } from '../climate.js';
import { type ReasonWords, reasonFormat } from './words.js';

const { list, population, month } = reasonFormat('en');

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
  language: 'en',
  sameProblem: 'It began from a problem like yours.',
  sameAnswer: 'What was done speaks to your challenge.',
  sameOffer: 'What it offers speaks to your challenge.',
  nearest: 'The passage nearest to what you wrote.',
  result: 'It reports what came of it.',
  concepts: (labels) => `It deals with ${list(labels)}, as you describe.`,
  sectors: (labels) => `It works on ${list(labels)}, which your challenge is about.`,
  sameSize: (theirs, ours) =>
    `Done in a place of about ${population(theirs)} people; yours has ${population(ours)}.`,
  larger: (theirs, ours) =>
    `Built in a city of ${population(theirs)}; yours has ${population(ours)}: ask how it scales down.`,
  smaller: (theirs, ours) =>
    `Built in a place of ${population(theirs)}; yours has ${population(ours)}: ask how it scales up.`,
  sameCountry: (country) => `From your own country, ${country}.`,
  sameRegion: (place, region) => `From your part of the world: ${place}, ${region}.`,
  sameClimate: (kind) => `A similar climate: both cities ${CLIMATES[kind]}.`,
  bothCoastal: 'Both are on the coast.',
  onlyTheirsCoastal: 'Done on the coast; your city lies inland.',
  sameIncome: (group) => `From a country of the same income group (${group} income).`,
  richer: (theirs, ours) =>
    `Built in ${theirs === 'upper-middle' ? 'an' : 'a'} ${theirs}-income country; yours is ${ours}-income: ask what it costs to run.`,
  bothFederal: 'Both countries are federations: cities share powers with states.',
  servesCountry: (country) => `Names ${country} among the countries it works in.`,
  servesWorld: 'Says that it works in any country.',
  servesElsewhere: (country) => `Does not name ${country} among the countries it works in: ask first.`,
  lowCost: 'Low cost: under about 2 million US dollars, or mostly staff time.',
  highCost: 'High cost: above about 30 million US dollars, and you say that money is short.',
  proves: (title) => `It delivered a case that fits: ${title}.`,
  unproven: 'No case study in the catalogue shows its work yet.',
  shownBy: (cases) => `${cases} case studies in the catalogue show its work.`,
  inUseSince: (year) => `In use since ${year}.`,
  pilot: 'It was a pilot: ask what became of it.',
  unverified:
    'Not verified yet: this entry rests on general knowledge. Check the facts before you rely on them.',
  noResults: 'It reports no measured result.',
  old: (year) => `It dates from ${year}: ask what has changed since.`,
  stale: (since) =>
    `Nobody has checked this entry since ${month(since)}, so it ranks lower: ask whether it still holds.`,
  silentOn: (labels) => `We found no mention in it of ${list(labels)}, which you write about.`,
  bands: { high: 'strong match', medium: 'possible match', low: 'weak match' },
};
