import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from '../../src/embedding/pool.js';
import { sliceByLength } from '../../src/embedding/slices.js';

describe('slices of a call', () => {
  it('hold each text once, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400 })), (texts) => {
        const slices = sliceByLength(texts, { characters: 500, textCharacters: 200 });
        expect(slices.flat().sort((a, b) => a - b)).toEqual(texts.map((_, i) => i));
      }),
    );
  });

  it('are no larger than the limit with padding, except for a single long text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400 })), (texts) => {
        for (const slice of sliceByLength(texts, { characters: 300, textCharacters: 350 })) {
          const longest = Math.max(...slice.map((i) => Math.min(350, texts[i]?.length ?? 0)));
          if (slice.length > 1) expect(longest * slice.length).toBeLessThanOrEqual(300);
        }
      }),
    );
  });

  it('are none for no texts', () => {
    expect(sliceByLength([], { characters: 10, textCharacters: 10 })).toEqual([]);
  });
});

describe('spread over the machine', () => {
  it.each([
    [1, undefined, { threads: 1, cores: 1 }],
    [2, undefined, { threads: 1, cores: 2 }],
    [8, undefined, { threads: 2, cores: 4 }],
    [64, undefined, { threads: 4, cores: 4 }],
    [2, 2, { threads: 2, cores: 1 }],
    [2, 6, { threads: 6, cores: 1 }],
  ])('on %i cores with %s threads asked for is %o', (cores, threads, expected) => {
    expect(spread(threads, cores)).toEqual(expected);
  });
});
