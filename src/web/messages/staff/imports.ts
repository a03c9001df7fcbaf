import { createFormat } from '../format.js';

const f = createFormat('en');
const rows = (count: number) => `${f.number(count)} ${f.plural(count, { one: 'row', other: 'rows' })}`;
const entries = (count: number) =>
  `${f.number(count)} ${f.plural(count, { one: 'entry', other: 'entries' })}`;

/** Strings of the console's import pages. */
export const staffImports = {
  title: 'Imports',
  lead: 'Many entries at once, from a file. It is looked through first: nothing is saved until you say so.',
  file: 'File',
  fileHint: 'JSON Lines (.jsonl, one entry a line) or CSV (.csv, with a header line), 20 MiB at most.',
  send: 'Look it through',
  templates: 'CSV to fill in:',
  template: { 'case-study': 'case studies', provider: 'providers' },
  noFile: 'Choose a file that is not empty.',
  wrongFile: 'Choose a file whose name ends in .jsonl, .ndjson or .csv.',
  earlier: 'Earlier files',
  none: 'No file was uploaded yet.',
  name: 'File',
  by: 'By',
  when: 'When',
  state: 'State',
  saved: 'Rows',
  status: {
    checked: 'looked through, not imported',
    running: 'being imported',
    done: 'imported',
    interrupted: 'broken off',
    failed: 'stopped by a fault',
  },
  rows,
  back: 'All imports',
  summary: {
    read: (count: number) => `${rows(count)} read.`,
    would: (created: number, updated: number, unchanged: number) =>
      `Importing it adds ${entries(created)}, changes ${f.number(updated)} and leaves ${f.number(unchanged)} as they are.`,
    did: (created: number, updated: number, unchanged: number) =>
      `${entries(created)} added, ${f.number(updated)} changed, ${f.number(unchanged)} left as they were.`,
    refused: (count: number) => `${rows(count)} cannot be taken; the others can.`,
    refusedDone: (count: number) => `${rows(count)} were refused.`,
    nothing: 'Nothing in this file would change the catalogue.',
    partly: (saved: number, read: number) =>
      `${f.number(saved)} of ${rows(read)} read so far are in the catalogue, each one whole. Going on changes nothing about them.`,
    gone: 'The file itself is not kept any more: upload it again to import it.',
  },
  run: (count: number) => `Import ${entries(count)}`,
  goOn: 'Go on with it',
  bad: 'Rows that cannot be taken',
  odd: 'Rows to look at again',
  planned: 'What becomes of each row',
  line: 'Line',
  entry: 'Entry',
  field: 'Field',
  whole: 'the whole row',
  wholeFile: 'the file',
  problem: 'What is wrong',
  becomes: 'Becomes',
  what: { create: 'new', update: 'changed', unchanged: 'as it was' },
  changed: (fields: readonly string[]) => `changed: ${f.list([...fields])}`,
  was: { draft: 'is a draft now, would be published', archived: 'is archived now, would be published again' },
};
