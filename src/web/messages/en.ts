import { enAbout } from './en-about.js';
import { enAccounts } from './en-accounts.js';
import { enAnswer } from './en-answer.js';
import { enChallenges } from './en-challenges.js';
import { enClimate } from './en-climate.js';
import { enConsole } from './en-console.js';
import { enDisclosure } from './en-disclosure.js';
import { enImports } from './en-imports.js';
import { enIntroductions } from './en-introductions.js';
import { enRecords } from './en-records.js';
import { enReview } from './en-review.js';
import { enUpkeep } from './en-upkeep.js';
import { createFormat } from './format.js';

const f = createFormat('en');
const n = (count: number) => f.number(count);

/**
 * Every string of the pages, in English. Another language is another object of the same type; whatever
 * depends on a number is a function, so that each language can follow its own plural rules.
 */
export const en = {
  format: f,
  direction: 'ltr' as 'ltr' | 'rtl',
  product: 'CityMatch',
  skip: 'Skip to the content',
  pageTitle: (title: string) => `${title} – CityMatch`,
  nav: {
    label: 'Main',
    ask: 'State a challenge',
    new: 'Ask the secretariat',
    browse: 'Browse the catalogue',
    about: 'How it works',
  },
  footer: {
    text: 'Nobody pays for a place in the list. Check every case with the city behind it before you copy it.',
    api: 'For developers',
  },

  home: {
    title: 'State your city’s challenge',
    heading: 'What is your city up against?',
    lead: 'Describe it in your own words. You get case studies and providers that fit, with the reasons for each and what to check first.',
    catalogue: (cases: number, providers: number) =>
      `The catalogue holds ${n(cases)} ${f.plural(cases, { one: 'case study', other: 'case studies' })} and ${n(providers)} ${f.plural(providers, { one: 'provider', other: 'providers' })}.`,
    examplesHeading: 'Or start from one of these',
  },
  examples: [
    {
      statement:
        'Our old town floods after every heavy rain. The sewers cannot take more water and there is no room for large tanks.',
      city: 'Lübeck',
      country: 'DE',
      population: '217000',
      label: 'The old town floods after heavy rain',
    },
    {
      statement:
        'Summers are getting hotter and older people in dense districts with few trees suffer most. We need relief that works within two years.',
      city: 'Córdoba',
      country: 'ES',
      population: '320000',
      label: 'Older people suffer in hotter summers',
    },
    {
      statement:
        'Nearly half of the treated water is lost from old pipes before it reaches a meter, and the budget for repairs is small.',
      city: 'Kisumu',
      country: 'KE',
      population: '400000',
      label: 'Half of the drinking water leaks away',
    },
    {
      statement:
        'Market waste rots in the open dump and the landfill is nearly full. We want to collect organic waste apart and use it.',
      city: 'Surakarta',
      country: 'ID',
      population: '520000',
      label: 'The landfill is full of market waste',
    },
  ],

  form: {
    label: 'Challenge',
    heading: 'Your challenge',
    change: 'Change it',
    people: (count: number) => `${n(count)} ${f.plural(count, { one: 'person', other: 'people' })}`,
    statement: 'Your challenge',
    statementHint: 'What happens, where, and whom it harms. Any language; two or three sentences work best.',
    cityLegend: 'Your city, if you like',
    city: 'City',
    country: 'Country',
    noCountry: 'Any country',
    population: 'Population',
    cityHint:
      'With it, cases from places of your size and region come first, and differences are pointed out.',
    submit: 'Find matches',
    again: 'Update matches',
    count: (used: number, max: number) => `${n(used)} of ${n(max)} characters`,
    /** `{used}` and `{max}` are filled in by the browser. */
    countPattern: '{used} of {max} characters',
  },
  errors: {
    summary: (count: number) =>
      f.plural(count, {
        one: 'One thing to correct. What you typed is kept.',
        other: `${n(count)} things to correct. What you typed is kept.`,
      }),
    title: (title: string) => `To correct: ${title}`,
    statementEmpty: 'Say in a sentence what the challenge is.',
    statementWords: 'Say in words what the challenge is; signs and numbers alone cannot be matched.',
    statementLong: (used: number, max: number) =>
      `Shorten this to ${n(max)} characters; it has ${n(used)} now.`,
    cityLong: (max: number) => `A city’s name has ${n(max)} characters at most.`,
    country: 'Choose a country from the list.',
    population: 'Write a whole number from 1 to 50 million, such as 40000.',
    field: 'This value cannot be used.',
  },

  ...enAnswer,

  entry: {
    back: 'Back to your matches',
    ask: 'State a challenge',
    challenge: 'The challenge',
    solution: 'What was done',
    outcomes: 'What came of it',
    measures: 'Measures',
    about: 'What they do',
    offerings: 'What they offer',
    facts: 'Facts',
    place: 'Place',
    seat: 'Seat',
    population: 'Population',
    people: (count: string) => `about ${count}`,
    year: 'Year',
    cost: 'Cost',
    costBand: {
      low: 'Low: under about 2 million US dollars, or mostly staff time',
      medium: 'Medium: about 2 to 30 million US dollars',
      high: 'High: more than about 30 million US dollars',
      unknown: 'Not known',
    },
    sectors: 'Sectors',
    pathways: 'Pathways',
    sdgs: 'Sustainable Development Goals',
    serves: 'Works in',
    everywhere: 'All countries',
    type: 'Type',
    website: 'Website',
    deliveredBy: 'Who delivered it',
    provenBy: 'Case studies that prove it',
    noLinks: 'None on record in the catalogue.',
    source: 'Source',
    sourceLink: (host: string) => `Read it at ${host}`,
    verified:
      'The main facts were seen on the public page named here. Populations, cost bands and who paid come partly from general knowledge.',
    unverified:
      'This entry has not been checked against a public page: it comes from general knowledge. Ask the city or the provider before you rely on it.',
    language: 'Language of this entry',
    changed: (date: Date) => `This entry last changed on ${f.date(date)}.`,
    checked: {
      secretariat: (date: Date) => `Checked by the secretariat on ${f.date(date)}.`,
      contact: (date: Date) => `Confirmed as still right, by those behind it, on ${f.date(date)}.`,
    },
    notChecked: 'Nobody has checked it since.',
    staleShort: 'not checked for long',
    stale: (since: Date) =>
      `Nobody has checked this entry since ${f.date(since)}, so it ranks lower. Ask whether it still holds before you rely on it.`,
    similar: 'Similar entries',
  },

  browse: {
    title: 'Browse the catalogue',
    lead: 'Every case study and provider that can be matched. To have them ranked for your city, state a challenge.',
    words: 'Search for words',
    submit: 'Search',
    results: (total: number) => `${n(total)} ${f.plural(total, { one: 'entry', other: 'entries' })}`,
    forWords: (total: number, words: string) =>
      `${n(total)} ${f.plural(total, { one: 'entry', other: 'entries' })} for “${words}”`,
    none: 'Nothing found',
    noneHint: 'Try fewer or other words, or clear the filters.',
    next: 'Next page',
    previous: 'Previous page',
    page: (number: number) => `Page ${n(number)}`,
    pages: 'Pages',
    any: 'Any',
  },

  upkeep: enUpkeep,
  about: enAbout,
  challenges: enChallenges,
  climate: enClimate,
  disclosure: enDisclosure,
  imports: enImports,
  introductions: enIntroductions,
  records: enRecords,
  console: enConsole,
  review: enReview,
  accounts: enAccounts,

  states: {
    notFoundTitle: 'There is no such page',
    notFound: 'The address may be mistyped, or the entry may have left the catalogue.',
    entryNotFoundTitle: 'This entry is not in the catalogue',
    errorTitle: 'Something went wrong on our side',
    error: 'Nothing you typed is lost: it is kept in the address of this page. Try again in a minute.',
    unavailableTitle: 'Matching is away for a moment',
    unavailable:
      'A part that the answer needs does not respond. What you typed is kept; try again in a minute.',
    requestId: 'If it happens again, quote this number:',
    retry: 'Try again',
    home: 'To the start page',
    startingTitle: 'Getting ready',
    starting:
      'The catalogue is being prepared. The first start takes up to half a minute; this page goes on by itself.',
    partName: {
      database: 'the database',
      queue: 'the job queue',
      search: 'the search engine',
      embedder: 'the comparison by meaning',
    } as Record<string, string>,
    progress: (done: number, total: number) => `${n(done)} of ${n(total)}`,
    degraded:
      'Answers are by words only for now: a part of the search is away, so good ones may be missing. It is tried again by itself; come back in a few minutes.',
    degradedSimilar: 'By words only for now: a part of the search is away.',
    wordsAlone: 'Matches come from the words alone, so good ones may be missing.',
    degradedOther: (parts: string) => `A part is away (${parts}): answers may be incomplete for now.`,
    searching: 'Searching the catalogue',
    offlineTitle: 'You seem to be offline',
    offline: 'What you typed is kept on this page. Try again when the connection is back.',
    failedTitle: 'The answer did not arrive',
    failed: 'What you typed is kept on this page.',
    rateLimitedTitle: 'Too many requests in a short time',
    rateLimited: 'Wait a minute, then try again. What you typed is kept.',
  },
};

/** The messages of one language. */
export type Messages = typeof en;
