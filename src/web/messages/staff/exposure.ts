import { createFormat } from '../format.js';

const f = createFormat('en');

/** Strings of the console's part on what answers showed. */
export const staffExposure = {
  title: 'Exposure',
  lead: 'What answers showed, held against what the catalogue has. Counted are answers to cities and partners and what was proposed for challenges, not what is tried while signed in; no people, places or statements.',
  days: 'Days',
  lastDays: (count: number) => `Last ${f.number(count)} days`,
  span: (from: string, to: string) => `${f.date(new Date(from))} to ${f.date(new Date(to))}, days in UTC`,
  sum: (seen: number, entries: number, shown: number) =>
    `${f.number(seen)} of ${f.number(entries)} entries were shown, ${f.number(shown)} times all together.`,
  few: 'Little was shown so far: take the shares as a direction.',
  none: 'Nothing was shown in these days. Answers are counted within a minute.',
  tables: {
    providersBySize: 'Providers by how many case studies prove them',
    providersByKind: 'Kinds of provider',
    byRegion: 'Regions of the world, all entries',
  },
  columns: {
    group: 'Group',
    catalogue: 'Of the catalogue',
    shown: 'Of what was shown',
    first: 'Of the first three places',
    ratio: 'Shown against share',
  },
  percent: (share: number) => (share > 0 && share < 0.005 ? '<1%' : f.percent(share)),
  entries: (count: number) => `${f.number(count)} ${f.plural(count, { one: 'entry', other: 'entries' })}`,
  times: (count: number) => `${f.number(count)} ${f.plural(count, { one: 'time', other: 'times' })}`,
  /** 1.0: shown as much as its share of the catalogue. */
  ratio: (ratio: number | null) => (ratio === null ? 'no figure' : `${ratio.toFixed(1)} times its share`),
  most: {
    heading: 'The ten shown most',
    entry: 'Entry',
    shown: 'Shown',
    first: 'Among the first three',
    share: 'Share',
  },
  concentration: {
    heading: 'How concentrated it is',
    topTenth: (share: number) =>
      `The most shown tenth of the entries had ${f.percent(share)} of what was shown; with all alike it would be about 10%.`,
    gini: (value: number) =>
      `Gini coefficient ${value.toFixed(2)}: 0 where all entries are shown alike, near 1 where a few have everything.`,
  },
};
