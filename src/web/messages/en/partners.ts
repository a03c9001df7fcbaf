import { createFormat } from '../format.js';

const f = createFormat('en');
const n = (count: number) => f.number(count);
const short = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Strings about the search on partners’ sites: the page for a partner’s people, the demonstration, the snippets. */
export const enPartners = {
  title: (name: string) => `The search on the pages of ${name}`,
  lead: 'Whoever has the link of this page can read it. Nothing can be changed here: the secretariat does that for you.',
  paused:
    'The search is paused: its keys do not work now. Ask the secretariat, which can let it go on again.',
  closedTitle: 'This link does not work any more',
  closed:
    'It may be cut short, or the secretariat has made a new one or withdrawn it. Ask the secretariat for the link that works now.',
  facets: {
    kind: 'Kind',
    sector: 'Sectors',
    country: 'Countries',
    region: 'Regions',
    sdg: 'Sustainable Development Goals',
    pathway: 'Pathways',
  },
  scope: {
    heading: 'What it opens',
    everything: 'The whole catalogue.',
  },
  origins: {
    heading: 'Pages that may use it',
    lead: 'The publishable keys work on pages of these origins, and on no others.',
    none: 'No other site yet: the keys work on pages of this site alone.',
  },
  usage: {
    heading: 'Use',
    spans: 'How many days are shown',
    lastDays: (count: number) => `${n(count)} days`,
    counts: {
      searches: 'Searches',
      matches: 'Challenges stated',
      empty: 'Nothing found',
      selections: 'Results opened',
      handOvers: 'Handed over to the secretariat',
      refused: 'Refused requests',
    },
    when: 'Day',
    fromTo: (from: string, to: string) => `${from} to ${to}`,
    shortDay: (day: Date) => short.format(day),
    most: (count: number, when: string) => `Most: ${n(count)} (${when})`,
    noUse: 'No use',
    table: 'The same as a table',
    csv: 'These days as CSV',
    counted:
      'Counted by key and day (UTC), within a minute. Nothing is kept of who asked, from where, or for what.',
  },
  quota: {
    today: 'Searches and challenges today (UTC):',
    of: (used: number, quota: number) => `${n(used)} of ${n(quota)}`,
    any: (used: number) => `${n(used)}, of any number`,
    usedUp: 'Used up: more are answered from midnight UTC on.',
  },
  keys: {
    heading: 'Keys',
    key: 'Key',
    state: 'State',
    lastUsed: 'Last used',
    never: 'Not yet',
    none: 'There is no publishable key. Ask the secretariat for one.',
    active: 'Works',
    expiring: (at: Date) =>
      `Works until ${f.date(at)}, ${time(at)}: put the newer key into your pages before`,
    expired: (at: Date) => `Ended on ${f.date(at)}`,
    revoked: (at: Date) => `Revoked on ${f.date(at)}`,
  },
  snippet: {
    heading: 'For your pages',
    lead: 'Copy one of these into the HTML of a page, where the search is to stand.',
    noKey: 'A publishable key that works is needed first.',
    copy: 'Copy',
    copied: 'Copied',
    twoLines: 'The search: two lines',
    twoLinesHint: 'Always the newest version. Readers without JavaScript get a plain link.',
    fixed: 'The same, one version for ever',
    fixedHint:
      'The browser refuses the file if one letter of it is changed (subresource integrity). Improvements arrive only when you change this line.',
    style: 'Its look, for your stylesheet',
    styleHint: 'These rules belong into a stylesheet of your page.',
    frame: 'In a frame',
    frameHint:
      'For pages that must not run scripts of others. The second line lets the frame grow with what it shows.',
    link: 'A plain link',
    linkHint: 'For newsletters and for pages that take nothing else.',
    linkText: 'Search proven answers for cities on CityMatch',
  },
  demo: {
    title: 'Demonstration: the search on a partner’s site',
    site: 'Riverside Network of Towns',
    siteLead:
      'An invented network of towns. This page shows how the search of CityMatch stands on the pages of others.',
    nav: 'This page',
    search: 'Search case studies',
    searchText:
      'The two lines of the widget, nothing else. It takes its words from the language of the page, and nothing of this page’s style.',
    challenge: 'State a challenge',
    challengeText: 'The same with mode="challenge": a challenge in your own words, answered with reasons.',
    frame: 'In a frame',
    frameText: 'For sites that run no scripts of others.',
    frameTitle: 'Search of CityMatch',
    link: 'A plain link',
    linkText: 'What readers without JavaScript get, and newsletters:',
    back: 'Back to CityMatch',
    away: 'The demonstration is switched off on this server.',
  },
};

function time(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}
