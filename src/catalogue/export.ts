import { COLUMNS, guardFormula, joinList } from './csv-columns.js';
import type { Entry, EntryKind } from './entry.js';

/** One entry as a line of JSON Lines, with its line feed: what an import takes. */
export function lineOf({ body }: Entry): string {
  return `${JSON.stringify(body)}\n`;
}

/** The header line of a kind's CSV: the columns that an import takes. */
export function csvHeader(kind: EntryKind): string {
  return `${Object.keys(COLUMNS[kind]).join(',')}\r\n`;
}

/**
 * One entry as a record of CSV (RFC 4180), with its line break: what an import takes. What is unknown is an empty
 * cell. Every other cell stands in quotes, so that no other sign that a spreadsheet may separate by begins a cell.
 */
export function csvRecord(entry: Entry): string {
  const fields = flatFields(entry);
  const cells = Object.keys(COLUMNS[entry.kind]).map((name) => cellOf(fields[name]));
  return `${cells.join(',')}\r\n`;
}

/** The fields of an entry by the names of the columns. */
function flatFields({ kind, body }: Entry): Record<string, unknown> {
  if (kind === 'case-study') return { ...body };
  const { headquarters, ...fields } = body;
  return {
    ...fields,
    'headquarters.city': headquarters.city,
    'headquarters.country': headquarters.country,
  };
}

function cellOf(value: unknown): string {
  const text = Array.isArray(value) ? joinList(value.map(String)) : textOf(value);
  return text === '' ? '' : `"${guardFormula(text).replaceAll('"', '""')}"`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
