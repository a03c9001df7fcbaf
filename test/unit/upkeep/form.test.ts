import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.js';
import { en } from '../../../src/web/messages/index.js';
import {
  baseOf,
  emptyValues,
  entryErrors,
  FIELDS,
  fieldsOf,
  merge,
  readEntryValues,
  valuesOf,
} from '../../../src/web/upkeep/form.js';
import { caseStudyEntry, providerEntry } from '../../helpers/catalogue.js';

const study = caseStudyEntry('cs-a');
const maker = providerEntry('pr-a');
const studyValues = valuesOf({ kind: 'case-study', working: { ...study.body } });
const makerValues = valuesOf({ kind: 'provider', working: { ...maker.body } });

describe('the form of an entry', () => {
  it('gives back every field of an entry as it was', () => {
    expect(fieldsOf('case-study', studyValues)).toEqual({ ...study.body, id: undefined });
    expect(fieldsOf('provider', makerValues)).toEqual({ ...maker.body, id: undefined });
  });

  it('sends on what is no number as typed, to be refused by name', () => {
    const fields = fieldsOf('case-study', { ...studyValues, population: 'many', year: '20x4' });
    expect(fields).toMatchObject({ population: 'many', year: '20x4' });
    expect(fieldsOf('case-study', { ...studyValues, population: '1,250,000', year: ' 2024 ' })).toMatchObject(
      {
        population: 1_250_000,
        year: 2024,
      },
    );
  });

  it('reads anything that is sent, without characters that a database cannot keep', () => {
    expect(readEntryValues({ title: 'a\0b\r\nc', sectors: ['x', 3], summary: { a: 1 } })).toMatchObject({
      title: 'ab\nc',
      sectors: ['x', ''],
      summary: '',
    });
    expect(readEntryValues(undefined)).toMatchObject({ title: '', sectors: [] });
  });

  it('says what is wrong beside the field of the page, in its order', () => {
    const paths = ['entry.headquarters.country', 'entry.kind', 'entry.countriesServed.3', 'entry.name'];
    const fields = paths.map((path) => ({ path, message: 'x' }));
    const errors = entryErrors(
      'provider',
      new AppError('bad-request', 'x', { fields }),
      en.upkeep.form.errors,
    );
    expect(Object.keys(errors)).toEqual(['name', 'type', 'country', 'serves']);
    const other = new AppError('conflict', 'x');
    expect(() => entryErrors('provider', other, en.upkeep.form.errors)).toThrow(other);
    const unknown = new AppError('bad-request', 'x', { fields: [{ path: 'entry.region', message: 'x' }] });
    expect(() => entryErrors('case-study', unknown, en.upkeep.form.errors)).toThrow(unknown);
  });

  it('has a label and words for what is wrong for each field', () => {
    for (const field of [...FIELDS['case-study'], ...FIELDS.provider]) {
      expect(en.upkeep.form.labels[field], field).toBeTruthy();
      expect(en.upkeep.form.errors[field], field).toBeTruthy();
    }
  });
});

describe('a form that meets what somebody else saved', () => {
  const base = baseOf('case-study', studyValues);

  it('takes theirs where only they changed a field, keeps mine where only I did, names what both changed', () => {
    const typed = { ...studyValues, title: 'Mine', year: '2001', outcomes: 'The same' };
    const stored = { ...studyValues, summary: 'Theirs', year: '1999', outcomes: 'The same' };
    const merged = merge('case-study', typed, stored, base);
    expect(merged.values).toEqual({
      ...studyValues,
      title: 'Mine',
      summary: 'Theirs',
      year: '2001',
      outcomes: 'The same',
    });
    expect(merged.theirs).toEqual(['summary']);
    expect(merged.both).toEqual(['year']);
  });

  it('takes lists as one field', () => {
    const stored = { ...studyValues, sectors: ['water-supply'], measures: 'a\nb' };
    const merged = merge('case-study', studyValues, stored, base);
    expect(merged.values.sectors).toEqual(['water-supply']);
    expect(merged.values.measures).toBe('a\nb');
    expect(merged.theirs).toEqual(['measures', 'sectors']);
  });

  it('overwrites nothing of mine where it is not known what the form was made with', () => {
    const typed = { ...studyValues, title: 'Mine' };
    const stored = { ...studyValues, title: 'Theirs' };
    for (const unknown of ['', 'title:', 'title', 'title:xxxxxxxxxx']) {
      const merged = merge('case-study', typed, stored, unknown);
      expect(merged.values.title).toBe('Mine');
      expect(merged.both).toEqual(['title']);
    }
  });

  it('starts empty', () => {
    expect(fieldsOf('provider', emptyValues())).toMatchObject({ name: '', sectors: [], website: null });
  });
});
