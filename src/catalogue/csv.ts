import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { type Cell, COLUMNS, splitList, unguardFormula } from './csv-columns.js';
import type { EntryKind } from './entry.js';
import { MAX_LINE_BYTES } from './lines.js';

/** A row as a value for the schemas, or why it cannot be read; numbered by the line on which it begins. */
export type CsvLine = { number: number } & ({ row: Record<string, unknown> } | { problem: string });

const KNOWN = new Map([...Object.entries(COLUMNS['case-study']), ...Object.entries(COLUMNS.provider)]);
/** Column names as people write them: without regard to case. */
const NAMES = new Map([...KNOWN.keys()].map((name) => [name.toLowerCase(), name]));

/** A row of csv-parse with `raw`: its cells, and what it was read from, with half of the last line break. */
const recordSchema = z.object({ record: z.array(z.string()), raw: z.string() });
const linesIn = (raw: string) => raw.split(/\r\n|\n|\r/).length - (/[\r\n]$/.test(raw) ? 1 : 0);

/** The header of a kind's CSV and one example row, RFC 4180. */
export function csvTemplate(kind: EntryKind): string {
  const columns = Object.keys(COLUMNS[kind]);
  const example: Record<string, string> = {
    ...{
      language: 'en',
      sectors: 'flooding-stormwater|green-space-biodiversity',
      verified: 'no',
      country: 'NL',
    },
    ...{ sdgs: '11|13', pathways: 'nature-based', measures: 'Water square|Green roofs', costBand: 'medium' },
    ...{ population: '650000', year: '2013', city: 'Rotterdam', sourceUrl: 'https://example.org/case' },
    ...{ title: 'A title', summary: 'Two sentences', challenge: 'What was wrong', solution: 'What was done' },
    ...{ name: 'A provider', kind: 'company', description: 'What they do', offerings: 'Design|Building' },
    ...{ countriesServed: 'NL|DE', 'headquarters.city': 'Delft', 'headquarters.country': 'NL' },
    id: kind === 'provider' ? 'pr-example' : 'cs-example',
  };
  return `${columns.join(',')}\r\n${columns.map((name) => example[name] ?? '').join(',')}\r\n`;
}

/**
 * Reads CSV (RFC 4180) with a header line: commas, semicolons or tabs, LF or CRLF, with or without a byte order
 * mark; `|` between the values of a list. An apostrophe that keeps a spreadsheet from a formula is taken off.
 * @throws AppError `bad-request` where the file is no CSV, saying why; for a header that names unknown columns.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvLine> {
  const text = decoded(source);
  const first = await text.next();
  const start = first.done === true ? '' : first.value;
  const parser = Readable.from(rejoined(start, text)).pipe(
    parse({
      bom: true,
      delimiter: delimiterOf(start),
      raw: true,
      relax_column_count: true,
      max_record_size: MAX_LINE_BYTES,
      skip_records_with_error: false,
    }),
  );
  let header: string[] | undefined;
  let line = 1;
  try {
    for await (const parsed of parser) {
      const { record, raw } = recordSchema.parse(parsed);
      const number = line;
      // The parser's own count takes CR LF within quotes for two.
      line += linesIn(raw);
      if (record.every((cell) => cell.trim() === '')) continue;
      if (header === undefined) header = readHeader(record);
      else if (record.length > header.length && record.slice(header.length).some((cell) => cell !== '')) {
        yield { number, problem: `has ${record.length} cells where the header has ${header.length}` };
      } else yield { number, row: readRecord(header, record) };
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    throw new AppError('bad-request', `is not CSV: ${faultOf(error)}`, { cause: error });
  }
}

/** What breaks it, in words. */
function faultOf(error: CsvError): string {
  const at = typeof error.lines === 'number' ? ` (line ${error.lines})` : '';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return `a quote is opened and never closed${at}`;
  if (/QUOTE/.test(error.code)) return `a quote stands alone within a cell${at}; two of them stand for one`;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return `a row is longer than 1 MiB${at}`;
  return error.message;
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

/** Text of bytes. @throws AppError `bad-request` for what is not UTF-8. */
async function* decoded(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('bad-request', 'is not UTF-8 text', { cause });
  }
}

async function* rejoined(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** What stands between the cells: whichever of the three the first line has most of, outside quotes. */
function delimiterOf(start: string): string {
  const line = (start.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

/** @throws AppError `bad-request`, naming the columns that are not known. */
function readHeader(record: readonly string[]): string[] {
  const names = record.map((cell) => NAMES.get(cell.trim().toLowerCase()) ?? cell.trim());
  const unknown = names.filter((name) => name !== '' && !KNOWN.has(name));
  if (unknown.length > 0) {
    const which = unknown.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 60)));
    throw new AppError('bad-request', `has columns that no entry has: ${which.join(', ')}`);
  }
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) throw new AppError('bad-request', `has the column ${twice} twice`);
  if (!names.includes('id')) throw new AppError('bad-request', 'has no column "id" in its first line');
  return names;
}

/** Empty cells are fields that are not there. */
function readRecord(header: readonly string[], record: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [at, name] of header.entries()) {
    const cell = unguardFormula((record[at] ?? '').trim());
    if (cell === '' || name === '') continue;
    const value = readCell(cell, KNOWN.get(name) ?? 'text');
    const [outer = '', inner] = name.split('.');
    if (inner === undefined) row[name] = value;
    else row[outer] = { ...defaultsOf(row[outer]), [inner]: value };
  }
  return row;
}

/** A place of which only the country is told has no city. */
function defaultsOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : { city: null };
}

/** What is no number or truth value stays text, for the schema to refuse. */
function readCell(cell: string, as: Cell): unknown {
  switch (as) {
    case 'text':
      return cell;
    case 'integer':
      return readInteger(cell);
    case 'boolean':
      return /^(true|yes|1)$/i.test(cell) ? true : /^(false|no|0)$/i.test(cell) ? false : cell;
    case 'list':
      return splitList(cell);
    case 'integers':
      return splitList(cell).map(readInteger);
  }
}

const readInteger = (text: string) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);
