import { createFormat } from '../format.js';

const f = createFormat('en');
const n = (count: number) => f.number(count);

/** Strings of an entry's page and of the catalogue's. */
export const enEntry = {
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
    written: (language: string) => `in ${language}`,
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
};
