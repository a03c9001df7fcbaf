import { asCaseStudy, type Candidate } from '../candidate.js';
import type { Reason } from '../contract.js';
import type { Grounds } from './grounds.js';

/** A city is of another size from this ratio on, and of the same below the other. */
const OTHER_SIZE = 5;
const SAME_SIZE = 2;

export function sizeReason(
  { facts }: Candidate,
  { city, words }: Grounds,
  stance: Reason['stance'],
): Reason | undefined {
  const theirs = asCaseStudy(facts.entry)?.population;
  const ours = city.population;
  if (!theirs || !ours) return undefined;
  const ratio = theirs / ours;
  if (stance === 'for') {
    const same = ratio < SAME_SIZE && ratio > 1 / SAME_SIZE;
    return same ? { stance, kind: 'size', text: words.sameSize(theirs, ours) } : undefined;
  }
  if (ratio >= OTHER_SIZE) return { stance, kind: 'size', text: words.larger(theirs, ours) };
  return ratio <= 1 / OTHER_SIZE ? { stance, kind: 'size', text: words.smaller(theirs, ours) } : undefined;
}

export function costReason(
  { facts }: Candidate,
  { city, words }: Grounds,
  stance: Reason['stance'],
): Reason | undefined {
  const band = asCaseStudy(facts.entry)?.costBand;
  if (!city.tightBudget) return undefined;
  if (stance === 'for' && band === 'low') return { stance, kind: 'cost', text: words.lowCost };
  return stance === 'against' && band === 'high' ? { stance, kind: 'cost', text: words.highCost } : undefined;
}
