import { describe, expect, it } from 'vitest';
import type { Entry, StoredEntry } from '../../src/catalogue/entry.js';
import { revisionOf, toSearchDocument } from '../../src/indexing/document.js';
import { passagesOf } from '../../src/indexing/passages.js';
import { caseStudy, provider } from '../helpers/candidates.js';

const stored = (entry: Entry): StoredEntry => ({
  ...entry,
  status: 'published',
  location: undefined,
  contentHash: 'hash',
  version: 3,
  createdAt: new Date(),
  updatedAt: new Date(),
});
const study = (changes: Partial<Parameters<typeof caseStudy>[0]> = {}): StoredEntry =>
  stored({ id: 'cs-a', kind: 'case-study', body: caseStudy({ id: 'cs-a', ...changes }) });
const maker = (changes: Partial<Parameters<typeof provider>[0]> = {}): StoredEntry =>
  stored({ id: 'pr-a', kind: 'provider', body: provider({ id: 'pr-a', ...changes }) });

describe('toSearchDocument', () => {
  it('counts the seat and every country served, but not the whole world, as countries of a provider', () => {
    const document = toSearchDocument(maker({ countriesServed: ['global', 'PE', 'NL'] }), [], null);
    expect(document.countries).toEqual(['NL', 'PE']);
    expect(document.regions).toEqual(['155', '150', '005', '419', '019']);
  });

  it('files a case study under its facets', () => {
    const document = toSearchDocument(study({ sdgs: [6, 13], pathways: ['nature-based'] }), [], null);
    expect(document).toMatchObject({
      kind: 'case-study',
      sectors: ['flooding-stormwater'],
      countries: ['PE'],
      sdgs: ['6', '13'],
      pathways: ['nature-based'],
      regions: ['005', '419', '019'],
    });
  });

  it('makes measures and the names of sectors searchable, in the language of the entry', () => {
    const document = toSearchDocument(study({ language: 'es', measures: ['tanque de tormentas'] }), [], null);
    expect(document.text.keywords).toBe('tanque de tormentas, Inundaciones y aguas pluviales');
    expect(document.text.place).toContain('Lima, Perú, South America');
  });

  it('leaves an unknown city out of the place', () => {
    const document = toSearchDocument(maker({ headquarters: { city: null, country: 'NL' } }), [], null);
    expect(document.text.place).toMatch(/^Netherlands/);
  });

  it('keeps the entry whole as its payload, without what only the database knows', () => {
    const entry = study();
    const { payload } = toSearchDocument(entry, [], null);
    const checkedOn = new Date().toISOString().slice(0, 10);
    expect(payload).toEqual({ id: 'cs-a', kind: 'case-study', body: entry.body, checkedOn });
  });
});

describe('revisionOf', () => {
  it('differs by content, by model, by day of the last check, and between vectors and words alone', () => {
    const of = (contentHash: string, modelId: string | null, day = '2026-03-01T23:00:00Z') =>
      revisionOf({ contentHash, checkedAt: new Date(day) }, modelId);
    const all = [
      of('a', 'm'),
      of('b', 'm'),
      of('a', 'n'),
      of('a', null),
      of('a', 'm', '2026-03-02T01:00:00Z'),
    ];
    expect(new Set(all).size).toBe(5);
    expect(of('a', 'm', '2026-03-01T01:00:00Z')).toBe(all[0]);
  });
});

describe('passagesOf', () => {
  it('embeds a case study whole and in three parts', () => {
    const passages = passagesOf(
      study({ title: 'T', summary: 'S.', challenge: 'C.', solution: 'So.', measures: ['a', 'b'] }),
    );
    expect(passages).toEqual([
      { field: 'whole', text: 'T. S. C. So. a, b' },
      { field: 'summary', text: 'T. S.' },
      { field: 'challenge', text: 'C.' },
      { field: 'solution', text: 'So.' },
    ]);
  });

  it('embeds a provider whole, and its offerings apart where it has some', () => {
    const entry = maker({ name: 'N', description: 'D.', offerings: ['x', 'y'] });
    expect(passagesOf(entry)).toEqual([
      { field: 'whole', text: 'N. D. x, y' },
      { field: 'summary', text: 'N. D.' },
      { field: 'keywords', text: 'x, y' },
    ]);
    expect(passagesOf(maker()).map(({ field }) => field)).toEqual(['whole', 'summary']);
  });
});
