import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/catalogue/csv.js';
import { guardFormula, joinList, splitList, unguardFormula } from '../../../src/catalogue/csv-columns.js';
import type { Entry } from '../../../src/catalogue/entry.js';
import { csvHeader, csvRecord, lineOf } from '../../../src/catalogue/export.js';
import { readLines } from '../../../src/catalogue/lines.js';
import { type RowResult, readFields, readRow } from '../../../src/catalogue/row.js';
import { caseStudyEntry, providerEntry } from '../../helpers/catalogue.js';
import { oddCaseStudy, oddProvider } from '../../helpers/odd-entries.js';

async function* bytes(text: string) {
  yield Buffer.from(text);
}

async function fromCsv(text: string): Promise<RowResult[]> {
  const rows: RowResult[] = [];
  for await (const line of readCsv(bytes(text))) {
    rows.push('row' in line ? readFields(line.row) : { problems: [{ path: '', message: line.problem }] });
  }
  return rows;
}

async function fromLines(text: string): Promise<RowResult[]> {
  const rows: RowResult[] = [];
  for await (const line of readLines(bytes(text))) {
    rows.push('text' in line ? readRow(line.text) : { problems: [{ path: '', message: line.problem }] });
  }
  return rows;
}

const csvOf = (entry: Entry) => csvHeader(entry.kind) + csvRecord(entry);

describe('an exported entry', () => {
  it.each([
    ['case study', oddCaseStudy],
    ['provider', oddProvider],
  ])('comes back from CSV as it was: a %s of any texts', async (_kind, odd) => {
    await fc.assert(
      fc.asyncProperty(odd, async (entry) => {
        expect(await fromCsv(csvOf(entry))).toEqual([{ entry }]);
      }),
      { numRuns: 400 },
    );
  });

  it('comes back from JSON Lines as it was, whatever its texts', async () => {
    await fc.assert(
      fc.asyncProperty(oddCaseStudy, oddProvider, async (one, other) => {
        expect(await fromLines(lineOf(one) + lineOf(other))).toEqual([{ entry: one }, { entry: other }]);
      }),
      { numRuns: 200 },
    );
  });

  it('begins no cell with what a spreadsheet computes, whichever sign it separates by', () => {
    fc.assert(
      fc.property(fc.oneof(oddCaseStudy, oddProvider), (entry) => {
        // A quoted cell is one cell to every spreadsheet; nothing stands outside quotes but commas.
        const cells = csvRecord(entry).match(/"(?:[^"]|"")*"/g) ?? [];
        expect(csvRecord(entry).replace(/"(?:[^"]|"")*"/g, '')).toMatch(/^,*\r\n$/);
        expect(cells.filter((cell) => /^"[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is guarded where it looks like a formula', () => {
    const entry = caseStudyEntry('cs-a', { title: '=1+1', measures: ['-5 degrees', 'a|b', '\\'] });
    expect(csvRecord(entry)).toContain(`"'=1+1"`);
    expect(csvRecord(entry)).toContain(`"'-5 degrees|a\\|b|\\\\"`);
  });

  it('says nothing of what is unknown', () => {
    const entry = providerEntry('pr-a', { headquarters: { city: null, country: 'NL' }, website: null });
    expect(csvRecord(entry)).toContain('"NL|global",,"NL"');
  });
});

describe('a cell', () => {
  it('keeps the apostrophes that a text begins with itself', () => {
    for (const text of ["'tis", "'", "''", "'=a", "''+b", '=', '＠x', 'a=b', "'s-Hertogenbosch"])
      expect(unguardFormula(guardFormula(text))).toBe(text);
    expect(guardFormula("'s-Hertogenbosch")).toBe("'s-Hertogenbosch");
  });

  it('of a list that people wrote is read as before: bars between, blanks around them', () => {
    expect(splitList('a | b||c ')).toEqual(['a', 'b', 'c']);
    expect(splitList('C:\\temp|b')).toEqual(['C:\\temp', 'b']);
    expect(joinList(['C:\\temp', 'a|b'])).toBe('C:\\\\temp|a\\|b');
  });
});
