import { describe, expect, it } from 'vitest';
import { planFaults } from '../../scripts/drill/plan.js';

const targets = ['api-1', 'worker-1', 'postgres', 'redis'];

describe('the plan of a drill', () => {
  it('is the same for the same seed, and another for another', () => {
    const plan = planFaults({ seed: 7, faults: 30, targets });
    expect(plan).toHaveLength(30);
    expect(planFaults({ seed: 7, faults: 30, targets })).toEqual(plan);
    expect(planFaults({ seed: 8, faults: 30, targets })).not.toEqual(plan);
  });

  it('kills and freezes each part once before any comes again', () => {
    const plan = planFaults({ seed: 3, faults: 16, targets });
    for (const round of [plan.slice(0, 8), plan.slice(8)]) {
      expect(new Set(round.map(({ target, kind }) => `${kind} ${target}`)).size).toBe(8);
    }
  });

  it('holds one part still for longer than a lock lasts, once, where that is asked for', () => {
    const isLong = ({ forMs }: { forMs: number }) => forMs > 30_000;
    const plan = planFaults({ seed: 3, faults: 30, targets, long: 'worker-1' });
    expect(plan.filter(isLong)).toMatchObject([{ target: 'worker-1', kind: 'freeze' }]);
    expect(planFaults({ seed: 3, faults: 30, targets }).filter(isLong)).toEqual([]);
  });
});
