import { describe, expect, it } from 'vitest';
import { governmentOf } from '../../src/taxonomy/governments.js';
import { groupsRicher, INCOME_GROUPS, incomeGroupOf } from '../../src/taxonomy/incomes.js';
import { countryCodes } from '../../src/taxonomy/index.js';

describe('income groups', () => {
  it('are known of every country but those that the World Bank does not class', () => {
    const without = countryCodes.filter((code) => incomeGroupOf(code) === undefined);
    expect(without.join(' ')).toBe(
      'AI AQ AX BL BQ BV CC CK CX EH ET FK GF GG GP GS HM IO JE MQ MS NF NU PM PN RE SH SJ TF TK UM VA VE WF YT',
    );
    const sizes = INCOME_GROUPS.map(
      (group) => countryCodes.filter((code) => incomeGroupOf(code) === group).length,
    );
    expect(sizes).toEqual([24, 46, 58, 86]);
  });

  it.each([
    ['UG', 'low'],
    ['TG', 'lower-middle'],
    ['IN', 'lower-middle'],
    ['PH', 'upper-middle'],
    ['BR', 'upper-middle'],
    ['CR', 'high'],
    ['DE', 'high'],
  ])('of %s is %s', (country, group) => {
    expect(incomeGroupOf(country)).toBe(group);
  });

  it('are told apart by how many lie between, richer or poorer', () => {
    expect(groupsRicher('low', 'high')).toBe(3);
    expect(groupsRicher('high', 'upper-middle')).toBe(-1);
    expect(groupsRicher('low', 'low')).toBe(0);
  });
});

describe('governments', () => {
  it('are told of countries that exist, and of none between the two', () => {
    const known = countryCodes.filter((code) => governmentOf(code) !== undefined);
    expect(known.filter((code) => governmentOf(code) === 'federal')).toHaveLength(24);
    expect(known).toHaveLength(24 + 79);
    for (const code of ['ES', 'GB', 'IT', 'ZA', 'KE', 'SD']) expect(governmentOf(code)).toBeUndefined();
  });
});
