import { describe, expect, it } from 'vitest';
import { pair } from '../../scripts/evaluate/paired.js';

describe('two ways of answering the same statements', () => {
  it('differ by their mean, and certainly where every statement gains the same', () => {
    const { difference, low, high, better, worse } = pair([0.1, 0.5, 0.9], [0.2, 0.6, 1]);
    for (const value of [difference, low, high]) expect(value).toBeCloseTo(0.1, 12);
    expect([better, worse]).toEqual([3, 0]);
  });

  it('may differ by chance where one statement makes the difference', () => {
    const { low, high, better, worse } = pair([0, 0, 0, 0], [1, 0, 0, 0]);
    expect([better, worse]).toEqual([1, 0]);
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(0.25);
  });

  it('are as uncertain with translations of a statement as with the statement alone', () => {
    const alone = pair([0, 0, 0], [1, 0, 0.5]);
    const twice = pair([0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0.5, 0.5], ['a', 'a', 'b', 'b', 'c', 'c']);
    expect(twice).toEqual({ ...alone, better: 4, worse: 0 });
  });
});
