import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFacets, filterResults } from '../../../src/web/facets.js';
import { cut, markedPieces } from '../../../src/web/highlight.js';
import { createWorld } from '../../../src/web/map/land.js';
import { frame, spread } from '../../../src/web/map/layout.js';
import { createFormat } from '../../../src/web/messages/format.js';
import { firstSentences, safeLink } from '../../../src/web/view.js';
import { matchResult } from '../../helpers/web-fixture.js';

describe('cut', () => {
  it('loses no character, whatever the ranges', () => {
    const ranges = fc.array(fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 })));
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), ranges, (text, given) => {
        expect(
          cut(text, given)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('marks overlapping ranges once', () => {
    expect(
      cut('heavy rain', [
        [0, 5],
        [3, 10],
      ]),
    ).toEqual([
      { text: 'heavy', marked: true },
      { text: ' rain', marked: true },
    ]);
  });
});

describe('markedPieces', () => {
  it('marks the words that a longer highlighted text marks in the passage', () => {
    const highlight = {
      field: 'challenge',
      text: 'Combined sewers overflow in rain',
      ranges: [
        [9, 15],
        [28, 32],
      ] as [number, number][],
    };
    expect(markedPieces('sewers overflow', [highlight])).toEqual([
      { text: 'sewers', marked: true },
      { text: ' overflow', marked: false },
    ]);
  });

  it('leaves a passage plain when no highlight is about it', () => {
    const highlight = {
      field: 'outcomes',
      text: 'Nothing to do with it',
      ranges: [[0, 7]] as [number, number][],
    };
    expect(markedPieces('sewers overflow', [highlight])).toEqual([
      { text: 'sewers overflow', marked: false },
    ]);
  });
});

describe('countFacets', () => {
  const results = [
    matchResult({ id: 'a', kind: 'case-study', country: 'NL', sectors: ['flooding-stormwater'] }),
    matchResult({ id: 'b', kind: 'case-study', country: 'DE', sectors: ['flooding-stormwater', 'health'] }),
    matchResult({ id: 'c', kind: 'provider', country: 'NL', sectors: ['health'] }),
  ];

  it('says for each value how many matches choosing it shows', () => {
    const filter = { kind: ['case-study'], sector: [], country: [] };
    for (const { value, count } of countFacets(results, filter).sector) {
      expect(filterResults(results, { ...filter, sector: [value] })).toHaveLength(count);
    }
  });

  it('keeps a chosen value that no match has, with a count of nought', () => {
    const counts = countFacets(results, { kind: [], sector: [], country: ['PE'] });
    expect(counts.country).toContainEqual({ value: 'PE', count: 0, chosen: true });
  });
});

describe('the map', () => {
  const world = createWorld();

  it('draws the land in less than 40 kB', () => {
    expect(world.land.length).toBeLessThan(40_000);
    expect(world.land).toMatch(/^(M-?\d+ -?\d+l[-\d ]+z)+$/);
  });

  it('puts the north up and the east right', () => {
    const lima = world.place({ latitude: -12, longitude: -77 });
    const oslo = world.place({ latitude: 60, longitude: 11 });
    expect(oslo.y).toBeLessThan(lima.y);
    expect(oslo.x).toBeGreaterThan(lima.x);
  });

  it('moves crowded numbers apart and leaves their places where they are', () => {
    const window = { x: 0, y: 0, width: 400, height: 200 };
    const points = Array.from({ length: 8 }, (_, index) => ({
      id: `${index}`,
      label: `${index}`,
      title: '',
      x: 200,
      y: 100,
    }));
    const markers = spread(points, 24, window);
    for (const [index, a] of markers.entries()) {
      expect([a.x, a.y]).toEqual([200, 100]);
      for (const b of markers.slice(index + 1)) {
        expect(Math.hypot(a.markerX - b.markerX, a.markerY - b.markerY)).toBeGreaterThan(22);
      }
    }
  });

  it('frames every point inside the map', () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 1600 }), y: fc.integer({ min: 0, max: 700 }) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 10 }), (points) => {
        const window = frame(points, { width: 1600, height: 700 }, 500);
        for (const { x, y } of points) {
          expect(x >= window.x - 1 && x <= window.x + window.width + 1).toBe(true);
          expect(y >= window.y - 1 && y <= window.y + window.height + 1).toBe(true);
        }
        expect(window.x >= 0 && window.x + window.width <= 1601).toBe(true);
      }),
    );
  });
});

describe('safeLink', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    '//example.org',
    '',
    null,
    undefined,
  ])('gives no link for %j', (address) => {
    expect(safeLink(address)).toBeUndefined();
  });
});

describe('firstSentences', () => {
  it('takes whole sentences, and a text without any as it is', () => {
    expect(firstSentences('It rains. Streets flood. Cellars too.', 2)).toBe('It rains. Streets flood.');
    expect(firstSentences('no stop at all', 2)).toBe('no stop at all');
    expect(firstSentences('', 2)).toBe('');
  });
});

describe('createFormat', () => {
  it('shows a malformed country or language code as it is', () => {
    const format = createFormat('en');
    expect(format.countryName('<b>')).toBe('<b>');
    expect(format.languageName('not a tag')).toBe('not a tag');
  });

  it('follows the plural rules of its locale', () => {
    const forms = { one: 'jeden', few: 'kilka', many: 'wiele', other: 'ułamek' };
    const format = createFormat('pl');
    expect([1, 3, 5].map((count) => format.plural(count, forms))).toEqual(['jeden', 'kilka', 'wiele']);
  });
});
