import { asCaseStudy, type Candidate } from '../candidate.js';
import type { Reason } from '../contract.js';
import type { Scored } from '../score.js';
import type { Grounds } from './grounds.js';

const OLD_AFTER_YEARS = 15;
/** Case studies of a provider from which on their number is told; a single one is named where it counted. */
const SEVERAL = 2;

export function linkReason(
  { candidate, liftedBy }: Scored,
  { liftedByTitle, words }: Grounds,
): Reason | undefined {
  if (!liftedBy || !liftedByTitle || candidate.facts.entry.kind !== 'provider') return undefined;
  return { stance: 'for', kind: 'provider', text: words.proves(liftedByTitle) };
}

export function resultReason({ passages, words }: Grounds): Reason | undefined {
  const result = passages.find(({ field, text }) => field === 'outcomes' && /\d/.test(text));
  return result && { stance: 'for', kind: 'evidence', text: words.result, passage: result.text };
}

export function maturityReason(
  { facts }: Candidate,
  { provenBy, words }: Grounds,
  stance: Reason['stance'],
): Reason | undefined {
  const { kind, pilot, since } = facts.maturity;
  if (stance === 'against')
    return pilot === undefined ? undefined : { stance, kind: 'maturity', text: words.pilot, passage: pilot };
  if (kind === 'provider')
    return provenBy < SEVERAL ? undefined : { stance, kind: 'maturity', text: words.shownBy(provenBy) };
  return since && { stance, kind: 'maturity', text: words.inUseSince(since.year), passage: since.text };
}

export function evidenceReason({ facts }: Candidate, { provenBy, words }: Grounds): Reason | undefined {
  if (!facts.entry.body.verified) return { stance: 'against', kind: 'evidence', text: words.unverified };
  const caseStudy = asCaseStudy(facts.entry);
  if (caseStudy) {
    return /\d/.test(caseStudy.outcomes)
      ? undefined
      : { stance: 'against', kind: 'evidence', text: words.noResults };
  }
  return provenBy === 0 ? { stance: 'against', kind: 'evidence', text: words.unproven } : undefined;
}

/** First of what to check: it made the entry rank lower. */
export function staleReason({ facts, stale }: Candidate, { words }: Grounds): Reason | undefined {
  if (!stale || facts.checkedOn === undefined) return undefined;
  return { stance: 'against', kind: 'age', text: words.stale(facts.checkedOn) };
}

export function ageReason({ facts }: Candidate, { year, words }: Grounds): Reason | undefined {
  const began = asCaseStudy(facts.entry)?.year;
  if (!began || year - began < OLD_AFTER_YEARS) return undefined;
  return { stance: 'against', kind: 'age', text: words.old(began) };
}
