import { describe, expect, it } from 'vitest';
import { withoutParts } from '../../scripts/evaluate/parts.js';
import { WEIGHTS } from '../../src/matching/weights.js';

describe('weights without parts of the context', () => {
  it('have those at 0 and all others as they are', () => {
    const { context, ...others } = withoutParts(WEIGHTS, 'income, coast');
    expect(context).toEqual({ ...WEIGHTS.context, income: 0, coast: 0 });
    expect({ ...others, context: WEIGHTS.context }).toEqual(WEIGHTS);
  });

  it('are refused for a name that is none, which is told with those that are', () => {
    expect(() => withoutParts(WEIGHTS, 'income,weather')).toThrow(/size, place.*not "weather"/);
    expect(() => withoutParts(WEIGHTS, 'toString')).toThrow('not "toString"');
  });
});
