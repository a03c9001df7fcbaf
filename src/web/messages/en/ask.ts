import { createFormat } from '../format.js';

const f = createFormat('en');
const n = (count: number) => f.number(count);

/** Strings of the start page: stating a challenge, and what may be wrong with it. */
export const enAsk = {
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
};
