import { createFormat } from '../format.js';

const f = createFormat('en');
const n = (count: number) => f.number(count);

/** What is said of an answer, its cards, filters and map. */
export const enAnswer = {
  answer: {
    heading: (count: number) => `${n(count)} ${f.plural(count, { one: 'match', other: 'matches' })}`,
    bands: (high: number, medium: number, low: number) => {
      const words = [
        [high, 'strong'],
        [medium, 'possible'],
        [low, 'weak'],
      ] as const;
      const present = words.filter(([count]) => count > 0);
      const only = present.length === 1 ? present[0] : undefined;
      if (only !== undefined) return only[0] === 1 ? only[1] : `all ${only[1]}`;
      return f.list(present.map(([count, word]) => `${n(count)} ${word}`));
    },
    pageTitle: (count: number) =>
      `${n(count)} ${f.plural(count, { one: 'match', other: 'matches' })} for your challenge`,
    announce: (count: number, bands: string) =>
      `${n(count)} ${f.plural(count, { one: 'match', other: 'matches' })} found${bands === '' ? '' : `: ${bands}`}.`,
    understood: 'Understood as',
    corrected: 'Read as',
    youWrote: (word: string) => `you wrote “${word}”`,
    filtered: (shown: number, total: number) => `${n(shown)} of ${n(total)} matches shown`,
    few: 'Few entries fit. More may turn up when you describe what you need in other words, or leave out the city.',
    filterEmpty: 'No match has all of these properties together.',
    more: (count: number) => `Show ${n(count)} more`,
    list: 'Matches, best first',
    ranked: 'How is this ranked?',
  },
  nothing: {
    pageTitle: 'Nothing in the catalogue fits',
    heading: 'Nothing in the catalogue fits this challenge',
    lead: 'We found no case study and no provider that we would put in front of a council for this. Rather than show you something that only sounds alike, we say so.',
    readAs: (concepts: string) =>
      `We read it as being about ${concepts}. If that misses the point, say it in other words.`,
    shares: 'What it has in common',
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
  },

  map: {
    heading: 'Where the cases are',
    jump: 'See them on the map',
    approximate: 'Only the country is known; the point stands in its middle.',
    label: (count: number) =>
      `World map with ${n(count)} numbered ${f.plural(count, { one: 'case', other: 'cases' })}. The table below lists the same places.`,
    one: (place: string) => `Map showing ${place}.`,
    table: 'The same places as a table',
    number: 'No.',
    place: 'Place',
    case: 'Case',
    projection: 'Equal-area map. Where places are close, a line leads from the number to its place.',
  },
};
