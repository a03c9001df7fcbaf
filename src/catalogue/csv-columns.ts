import type { CaseStudy, EntryKind } from './entry.js';

export type Cell = 'text' | 'integer' | 'boolean' | 'list' | 'integers';

/** The columns of each kind, in the order of the template and of exports. */
export const COLUMNS: Record<EntryKind, Record<string, Cell>> = {
  'case-study': {
    id: 'text',
    title: 'text',
    summary: 'text',
    challenge: 'text',
    solution: 'text',
    outcomes: 'text',
    city: 'text',
    country: 'text',
    region: 'text',
    population: 'integer',
    year: 'integer',
    sectors: 'list',
    sdgs: 'integers',
    pathways: 'list',
    measures: 'list',
    costBand: 'text',
    providers: 'list',
    sourceUrl: 'text',
    verified: 'boolean',
    language: 'text',
  },
  provider: {
    id: 'text',
    name: 'text',
    kind: 'text',
    description: 'text',
    offerings: 'list',
    countriesServed: 'list',
    'headquarters.city': 'text',
    'headquarters.country': 'text',
    sectors: 'list',
    website: 'text',
    sourceUrl: 'text',
    verified: 'boolean',
    language: 'text',
  },
} satisfies {
  'case-study': Record<keyof CaseStudy, Cell>;
  provider: Record<string, Cell>;
};

/** The values of a list in one cell: `|` stands between them, `\|` is a bar within one, `\\` a backslash. */
export function splitList(cell: string): string[] {
  const values = [''];
  for (const part of cell.match(/\\[\\|]|[^\\|]+|[\\|]/g) ?? []) {
    if (part === '|') values.push('');
    else values.push(`${values.pop()}${/^\\[\\|]$/.test(part) ? part[1] : part}`);
  }
  return values.map((value) => value.trim()).filter((value) => value !== '');
}

/** The cell that `splitList` takes apart into these values. */
export function joinList(values: readonly (string | number)[]): string {
  return values.map((value) => String(value).replace(/[\\|]/g, '\\$&')).join('|');
}

/** What a spreadsheet would take for a formula begins so, ASCII or full width (OWASP, CSV Injection). */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const GUARDED = /^''*[=+\-@\t\r＝＋－＠]/;

/** A cell that no spreadsheet computes: an apostrophe stands before what would be a formula. */
export function guardFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** What `guardFormula` was given. */
export function unguardFormula(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
