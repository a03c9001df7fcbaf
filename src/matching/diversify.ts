import { dot } from './candidate.js';
import type { Scored } from './score.js';

/** Two entries are near-copies from this cosine of their whole texts on. */
const NEAR_COPY = 0.95;
/** How many near-copies of one entry keep their place. */
const KEPT = 2;
/** Only as many of the best are looked at: nobody reads further. */
const DEPTH = 60;

/**
 * Step 5 of matching: from the third near-copy on, entries go behind the others, their order kept. Pure.
 * A case study and a provider are never copies of each other.
 */
export function diversify(scored: readonly Scored[]): Scored[] {
  const head = scored.slice(0, DEPTH);
  const kept: Scored[] = [];
  const moved: Scored[] = [];
  for (const one of head) {
    const copies = kept.filter((other) => nearCopies(one, other)).length;
    (copies >= KEPT ? moved : kept).push(one);
  }
  return [...kept, ...moved, ...scored.slice(DEPTH)];
}

function nearCopies(a: Scored, b: Scored): boolean {
  if (a.candidate.facts.entry.kind !== b.candidate.facts.entry.kind) return false;
  const [left, right] = [a.candidate.whole, b.candidate.whole];
  return left !== undefined && right !== undefined && dot(left, right) >= NEAR_COPY;
}
