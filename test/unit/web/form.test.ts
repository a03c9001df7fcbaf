import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerAddress, MAX_PAGE_STATEMENT, readForm, readPopulation } from '../../../src/web/form.js';
import { en } from '../../../src/web/messages/index.js';

describe('readForm', () => {
  it('takes a page without a statement for the empty start', () => {
    expect(readForm({}, en)).toMatchObject({ sent: false, errors: {}, request: undefined });
  });

  it.each([
    ['', en.errors.statementEmpty],
    [' \n\t', en.errors.statementEmpty],
    ['12345 !!', en.errors.statementWords],
    ['😀😀😀', en.errors.statementWords],
    ['a'.repeat(MAX_PAGE_STATEMENT + 1), en.errors.statementLong(MAX_PAGE_STATEMENT + 1, MAX_PAGE_STATEMENT)],
  ])('names the statement as wrong for %j', (statement, message) => {
    const form = readForm({ statement }, en);
    expect(form.errors).toEqual({ statement: message });
    expect(form.request).toBeUndefined();
    expect(form.values.statement).toBe(statement);
  });

  it('names every wrong field at once, in the order of the page', () => {
    const form = readForm({ statement: '', country: 'XX', population: 'many' }, en);
    expect(Object.keys(form.errors)).toEqual(['statement', 'country', 'population']);
  });

  it('refuses a population of nought and one beyond any city', () => {
    for (const population of ['0', '50000001', '-3', '1.5']) {
      expect(readForm({ statement: 'Floods in town', population }, en).errors).toEqual({
        population: en.errors.population,
      });
    }
  });

  it('makes a request of what was typed, leaving out empty fields', () => {
    const form = readForm(
      { statement: ' Floods in town ', city: 'Łódź', country: '', population: '670 000' },
      en,
    );
    expect(form.request).toMatchObject({
      statement: 'Floods in town',
      city: { name: 'Łódź', population: 670_000 },
    });
    expect(form.request?.city).not.toHaveProperty('country');
  });

  it('takes the first of a repeated field and every value of a repeated filter', () => {
    const form = readForm({ statement: ['Floods here', 'other'], sector: ['a', 'b', 'a', ''], in: 'NL' }, en);
    expect(form.values.statement).toBe('Floods here');
    expect(form.filter).toEqual({ kind: [], sector: ['a', 'b'], country: ['NL'] });
  });

  it('never throws, and gives a request or an error for whatever is sent', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.object());
    const query = fc.record({
      statement: value,
      city: value,
      country: value,
      population: value,
      kind: value,
      sector: value,
    });
    fc.assert(
      fc.property(query, (sent) => {
        const form = readForm(sent, en);
        expect(form.request === undefined).toBe(Object.keys(form.errors).length > 0);
      }),
    );
  });
});

describe('readPopulation', () => {
  it.each([
    ['40000', 40_000],
    ['40,000', 40_000],
    ['1.200.000', 1_200_000],
    ['1 200 000', 1_200_000],
    ['1’200’000', 1_200_000],
    ['4,00', undefined],
    ['40k', undefined],
    ['', undefined],
  ])('reads %j as %j', (typed, people) => {
    expect(readPopulation(typed)).toBe(people);
  });
});

describe('answerAddress', () => {
  it('leads back to the same values', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: 'grapheme' }),
        (statement, city) => {
          const address = answerAddress({ statement, city });
          const query = Object.fromEntries(new URL(address, 'http://localhost').searchParams);
          const { values } = readForm(query, en);
          expect(values).toMatchObject({ statement: statement.replace(/\r\n?/g, '\n'), city });
        },
      ),
    );
  });
});
