import fc from 'fast-check';
import { Meilisearch, type Settings } from 'meilisearch';
import { describe, expect, it } from 'vitest';
import type { MeiliClient } from '../../src/search/meilisearch/client.js';
import { numberOf } from '../../src/search/meilisearch/frequencies.js';
import { deleteLeftBehind, differs } from '../../src/search/meilisearch/lifecycle.js';
import { fromStored, toDocument, toStored } from '../../src/search/meilisearch/record.js';
import { quoted, SETTINGS } from '../../src/search/meilisearch/settings.js';
import { decodeTerm, encodeTerm } from '../../src/search/meilisearch/terms.js';
import type { PassageVector, SearchDocument } from '../../src/search/port.js';
import { TEXT_FIELDS } from '../../src/search/stems.js';
import { searchDocument } from '../helpers/search-engine-documents.js';

const anyText = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => text.isWellFormed());

describe('a word on its way to Meilisearch and back', () => {
  it('is the same, and one token of plain letters and digits meanwhile, whatever it is', () => {
    fc.assert(
      fc.property(
        anyText.filter((term) => term !== '' && Buffer.byteLength(term) <= 100),
        (term) => {
          const code = encodeTerm(term);
          expect(code).toMatch(/^[a-z0-9]+$/);
          expect(decodeTerm(code)).toBe(term);
        },
      ),
    );
  });

  it.each(['zz', 'zy', 'zz61', 'zylophone', 'Rain', 'água', 'ж', '雨水', '🌧️', "l'eau"])(
    'is the same when it is %s',
    (term) => {
      expect(decodeTerm(encodeTerm(term))).toBe(term);
    },
  );

  it('that is too long is told from others by its code, which is short and cannot be read back', () => {
    const [one, other] = [`${'ж'.repeat(400)}a`, `${'ж'.repeat(400)}b`].map(encodeTerm);
    expect(one).not.toBe(other);
    expect(one?.length).toBeLessThan(100);
    expect(decodeTerm(one ?? '')).toBeUndefined();
  });

  it('has a code of its own', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(encodeTerm(a) === encodeTerm(b)).toBe(a === b);
      }),
    );
  });
});

describe('a record', () => {
  const list = fc.array(anyText, { maxLength: 4 });
  const text = fc.record({
    ...{ title: anyText, keywords: anyText, summary: anyText, challenge: anyText },
    ...{ solution: anyText, outcomes: anyText, place: anyText },
  });
  const vectors = fc.array(
    fc.record({
      field: fc.constantFrom(...TEXT_FIELDS, 'whole' as const),
      vector: fc.float32Array({ minLength: 5, maxLength: 5, noNaN: true }),
    }),
    { maxLength: 4 },
  );

  it('that is read back is the document that was written, through JSON and without what is only searched', () => {
    fc.assert(
      fc.property(
        fc.record({
          text,
          vectors,
          sectors: list,
          countries: list,
          revision: anyText,
          payload: fc.jsonValue(),
        }),
        (changes) => {
          const document = searchDocument('a', changes);
          const sent: unknown = JSON.parse(JSON.stringify(toStored(document)));
          const read = toDocument(fromStored(sent));
          expect(withPlainVectors(read)).toEqual({
            ...withPlainVectors(document),
            payload: JSON.parse(JSON.stringify(document.payload)),
          });
        },
      ),
    );
  });

  it('counts each stem by field', () => {
    const document = searchDocument('a', {
      text: { title: 'Floods flood', summary: 'flooding', place: 'Rotterdam' },
    });
    const { frequencies, lengths } = fromStored(toStored(document));
    const rowOf = (code: string) => {
      const row = frequencies.rowOf(numberOf(code));
      return TEXT_FIELDS.map((_, field) => frequencies.count(row, field));
    };
    expect(frequencies.size).toBe(2);
    expect(rowOf('flood')).toEqual([2, 0, 1, 0, 0, 0, 0]);
    expect(rowOf('rotterdam')).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(frequencies.rowOf(numberOf('drought'))).toBe(-1);
    expect(lengths).toEqual([1, 0, 1, 0, 0, 0, 1]);
  });
});

describe('the settings of an index', () => {
  it('are as wanted when the server has added defaults and an embedder', () => {
    const held: Settings = {
      ...SETTINGS,
      stopWords: [],
      typoTolerance: { enabled: false, disableOnWords: [], disableOnNumbers: false },
      embedders: { passages: { source: 'userProvided', dimensions: 8 } },
    };
    expect(differs(held)).toBe(false);
  });

  it.each<[string, Settings]>([
    ['other ranking rules', { rankingRules: ['words', 'sort', 'attributeRank'] }],
    ['typos let in', { typoTolerance: { enabled: true } }],
    ['a lower limit', { pagination: { maxTotalHits: 1_000 } }],
    ['fewer filters', { filterableAttributes: [] }],
    ['another order of fields', { searchableAttributes: ['body', 'head'] }],
    ['no languages', { localizedAttributes: null }],
  ])('differ with %s', (_what, change) => {
    expect(differs({ ...SETTINGS, ...change })).toBe(true);
  });

  it('quote any value such that it ends where it ends', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const inside = quoted(value).slice(1, -1);
        expect(inside.replaceAll(/\\(.)/gsu, '$1')).toBe(value);
        expect(inside.replaceAll(/\\./gsu, '')).not.toMatch(/["\\]/);
      }),
    );
  });
});

describe('what a rebuild that was killed has left', () => {
  it('is deleted once it has not changed for half an hour, and nothing else is', async () => {
    const now = Date.parse('2030-01-01T12:00:00Z');
    const updated = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
    const deleted: string[] = [];
    const indexes = [
      { uid: 'a_entries_v1', updatedAt: updated(900) },
      { uid: 'a_entries_v1_next_old', updatedAt: updated(31) },
      { uid: 'a_entries_v1_next_busy', updatedAt: updated(29) },
      { uid: 'b_entries_v1_next_old', updatedAt: updated(900) },
    ];
    await deleteLeftBehind(clientOn(indexes, deleted), 'a_entries_v1', now);
    expect(deleted).toEqual(['a_entries_v1_next_old']);
  });
});

/** A client whose server holds these indexes. */
function clientOn(indexes: readonly { uid: string; updatedAt: string }[], deleted: string[]): MeiliClient {
  const meili = Object.assign(new Meilisearch({ host: 'http://127.0.0.1:1' }), {
    getRawIndexes: () => Promise.resolve({ results: indexes }),
    deleteIndex(uid: string) {
      deleted.push(uid);
      return Promise.resolve({ taskUid: 1 });
    },
  });
  return {
    read: (ask) => ask(meili),
    readPatiently: (ask) => ask(meili),
    async write(enqueue) {
      await enqueue(meili);
    },
    enqueue: () => Promise.reject(new Error('not asked for')),
    close: () => {},
  };
}

function withPlainVectors(document: SearchDocument) {
  const plain = ({ field, vector }: PassageVector) => ({ field, vector: Array.from(vector, (v) => v + 0) });
  return { ...document, vectors: document.vectors.map(plain) };
}
