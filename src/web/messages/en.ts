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
  nav: { label: 'Main', ask: 'State a challenge', browse: 'Browse the catalogue', about: 'How it works' },
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
    heading: 'Your challenge and its matches',
    statement: 'Your challenge',
    statementHint: 'What happens, where, and whom it harms. Any language; two or three sentences work best.',
    cityLegend: 'Your city',
    optional: 'optional',
    city: 'City',
    country: 'Country',
    noCountry: 'Any country',
    population: 'Population',
    cityHint: 'With these, matches can be compared with a city of your size and region.',
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
    population: 'Write the number of people as a whole number from 1 to 50 million, such as 40000.',
    field: 'This value cannot be used.',
  },

  answer: {
    region: 'Matches',
    heading: (count: number) => `${n(count)} ${f.plural(count, { one: 'match', other: 'matches' })}`,
    bands: (high: number, medium: number, low: number) =>
      f.list(
        [
          high > 0 ? `${n(high)} strong` : '',
          medium > 0 ? `${n(medium)} possible` : '',
          low > 0 ? `${n(low)} weak` : '',
        ].filter((part) => part !== ''),
      ),
    pageTitle: (count: number) =>
      `${n(count)} ${f.plural(count, { one: 'match', other: 'matches' })} for your challenge`,
    announce: (count: number, bands: string) =>
      `${n(count)} ${f.plural(count, { one: 'match', other: 'matches' })} found${bands === '' ? '' : `: ${bands}`}.`,
    understood: 'Understood as',
    statementIn: (language: string) => `Statement read as ${language}`,
    filtered: (shown: number, total: number) => `${n(shown)} of ${n(total)} matches shown`,
    few: 'Few entries fit. More may turn up when you describe what you need in other words, or leave out the city.',
    filterEmpty: 'No match has all of these properties together.',
    more: (count: number) => `Show ${n(count)} more`,
    list: 'Matches, best first',
  },
  nothing: {
    pageTitle: 'Nothing in the catalogue fits',
    heading: 'Nothing in the catalogue fits this challenge',
    lead: 'We found no case study and no provider that we would put in front of a council for this. Rather than show you something that only sounds alike, we say so.',
    lacks: (concepts: string) => `The catalogue has no proven answer for: ${concepts}.`,
    tryHeading: 'What you can try',
    tries: [
      'Name the problem rather than the solution: what happens, where and whom it harms.',
      'Leave out names of local programmes, streets and laws, which no other city shares.',
      'State one challenge at a time when two are mixed.',
    ],
    secretariat:
      'You can also put the question to the association’s secretariat, whose staff know cases that are not in the catalogue yet.',
    browse: 'Browse the whole catalogue',
    nearest: 'The nearest entries, all weak matches',
    announce: 'Nothing in the catalogue fits this challenge.',
  },

  band: { high: 'Strong match', medium: 'Possible match', low: 'Weak match' },
  kind: { 'case-study': 'Case study', provider: 'Provider' },
  kinds: { 'case-study': 'Case studies', provider: 'Providers' },
  providerKind: {
    company: 'Company',
    ngo: 'Non-profit organisation',
    utility: 'Utility',
    research: 'Research institute',
    consultancy: 'Consultancy',
    'public-agency': 'Public agency',
    network: 'Network',
  },

  card: {
    why: 'Why this fits',
    check: 'Check before you copy it',
    deliveredBy: 'Delivered by',
    provenBy: 'Proven by',
    source: 'Source',
    noSource: 'No public source on record',
    verified: 'Main facts seen on a public page',
    unverified: 'Not verified: from general knowledge',
    ranked: 'How this was ranked',
    score: 'Score',
    keyword: 'Words in common',
    semantic: 'Closeness in meaning',
    context: 'Fit of the context',
    rankedNote:
      'Each figure runs from 0 to 100%. They are combined into the score; the reasons above rest on the same figures.',
    model: (name: string) => `Meaning compared with ${name}.`,
    modelNone: 'Matched by words alone.',
    rank: (position: number) => `Match ${n(position)}`,
    seat: (place: string) => `based in ${place}`,
  },

  filter: {
    label: 'Filter the matches',
    kind: 'Kind',
    sector: 'Sector',
    country: 'Country',
    apply: 'Apply',
    clear: 'Clear filters',
    chosen: (count: number) => `${n(count)} chosen`,
    count: (count: number) => `${n(count)} ${f.plural(count, { one: 'match', other: 'matches' })}`,
    entries: (count: number) => `${n(count)} ${f.plural(count, { one: 'entry', other: 'entries' })}`,
  },

  map: {
    heading: 'Where the cases are',
    label: (count: number) =>
      `World map with ${n(count)} numbered ${f.plural(count, { one: 'case', other: 'cases' })}. The table below lists the same places.`,
    one: (place: string) => `Map showing ${place}.`,
    table: 'The same places as a table',
    number: 'No.',
    place: 'Place',
    case: 'Case',
    projection: 'Equal-area projection; a number stands beside its place where places lie close together.',
  },

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
    first: 'Back to the first page',
    pages: 'Pages',
    any: 'Any',
  },

  about: {
    title: 'How CityMatch works',
    lead: 'CityMatch compares the challenge you state with a curated catalogue of what cities have done, and of those who can help.',
    sections: [
      {
        heading: 'How the ranking works',
        paragraphs: [
          'Your words are compared with every entry twice: by the words you share with it, and by meaning, so that “streets under water” finds “flooding”.',
          'Then the context counts: sector, the size of your city, its region and likely cost. An entry whose facts were checked stands before one that was not when all else is equal.',
          'The score that results is shown as a word: strong, possible or weak match. When no entry passes the threshold, the answer says that nothing fits.',
        ],
      },
      {
        heading: 'Why you can check every match',
        paragraphs: [
          'Each reason is made from what was really computed, and quotes the passage it rests on. What speaks against copying a case stands beside what speaks for it.',
          'The figures behind a place in the list are under “How this was ranked” on each match.',
        ],
      },
      {
        heading: 'Nobody pays for a place',
        paragraphs: [
          'Providers cannot buy a place, a better place or a badge. A provider is shown with the case studies that prove it.',
        ],
      },
      {
        heading: 'What the catalogue cannot tell you',
        paragraphs: [
          '“Main facts seen on a public page” means that the case or organisation and its main facts were seen there. Connecting details, such as who paid, populations, cost bands and countries served, come partly from general knowledge.',
          '“Not verified” means that the entry comes from general knowledge alone.',
          'Cities below 100,000 people, North Africa, Western and Central Asia, the Caribbean and the Pacific are thinly covered so far. That nothing fits may mean that the catalogue does not know the answer, not that there is none.',
        ],
      },
    ],
  },

  states: {
    notFoundTitle: 'There is no such page',
    notFound: 'The address may be mistyped, or the entry may have left the catalogue.',
    entryNotFoundTitle: 'This entry is not in the catalogue',
    errorTitle: 'Something went wrong on our side',
    error: 'What you typed is in the address of this page and is kept. Try again in a minute.',
    unavailableTitle: 'Matching is away for a moment',
    unavailable:
      'A part that the answer needs does not respond. What you typed is kept; try again in a minute.',
    requestId: 'If it happens again, quote this number:',
    retry: 'Try again',
    home: 'To the start page',
    startingTitle: 'Getting ready',
    starting:
      'The catalogue is being prepared. The first start takes up to half a minute; this page goes on by itself.',
    startingSteps: 'What is being done',
    step: { waiting: 'waiting', running: 'in progress', done: 'done', failed: 'failed' },
    stepName: {} as Record<string, string>,
    progress: (done: number, total: number) => `${n(done)} of ${n(total)}`,
    degraded: 'A part is away: matches come from the words alone for now, so good ones may be missing.',
    degradedOther: (parts: string) => `A part is away (${parts}): answers may be incomplete for now.`,
    searching: 'Searching the catalogue',
    offlineTitle: 'You seem to be offline',
    offline: 'What you typed is kept on this page. Try again when the connection is back.',
    failedTitle: 'The answer did not arrive',
    failed: 'What you typed is kept on this page.',
    rateLimitedTitle: 'Too many requests in a short time',
    rateLimited: 'Wait a minute, then try again. What you typed is kept.',
    printed: (date: string) => `Printed from CityMatch on ${date}`,
  },
};

/** The messages of one language. */
export type Messages = typeof en;
