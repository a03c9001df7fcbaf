import { contentHash } from '../catalogue/hash.js';
import type { Judgment } from '../matching/judgments.js';
import type { MatchWeights } from '../matching/weights.js';
import type { Basis } from './run.js';

/** What a run rests on, as digests. Pure. */
export function basisOf(about: {
  /** Content hash of each published entry, by id. */
  hashes: ReadonlyMap<string, string>;
  weights: MatchWeights;
  judgments: readonly Judgment[];
  model: string;
  engine: string;
}): Basis {
  const { hashes, weights, judgments, model, engine } = about;
  return {
    catalogue: contentHash(Object.fromEntries(hashes)),
    weights: contentHash(weights),
    judgments: contentHash(judgments),
    model,
    engine,
  };
}

const PARTS = ['catalogue', 'weights', 'judgments', 'model', 'engine'] as const;
export type BasisPart = (typeof PARTS)[number];

/** What differs between two runs' grounds. */
export function changedParts(now: Basis, before: Basis): BasisPart[] {
  return PARTS.filter((part) => now[part] !== before[part]);
}
