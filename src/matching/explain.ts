import type { Reason } from './contract.js';
import type { Grounds } from './reasons/grounds.js';
import {
  climateReason,
  coastReason,
  governanceReason,
  incomeReason,
  placeReason,
  serviceReason,
} from './reasons/place.js';
import {
  ageReason,
  evidenceReason,
  linkReason,
  maturityReason,
  resultReason,
  staleReason,
} from './reasons/proof.js';
import { costReason, sizeReason } from './reasons/scale.js';
import { conceptReason, passageReason, silenceReason } from './reasons/subject.js';
import type { Scored } from './score.js';

export type { Grounds } from './reasons/grounds.js';

const MOST_FOR = 5;

/**
 * Step 6 of matching: the reasons for and against, most telling first, each from something that was computed
 * or that the entry states. Pure.
 */
export function explain(scored: Scored, grounds: Grounds): Reason[] {
  return quotedOnce([...whatFits(scored, grounds).slice(0, MOST_FOR), ...whatDoesNot(scored, grounds)]);
}

/** Each passage with the first reason that rests on it. */
function quotedOnce(reasons: readonly Reason[]): Reason[] {
  const quoted = new Set<string>();
  return reasons.map(({ passage, ...reason }) => {
    if (passage === undefined || quoted.has(passage)) return reason;
    quoted.add(passage);
    return { ...reason, passage };
  });
}

function whatFits(scored: Scored, grounds: Grounds): Reason[] {
  const { candidate } = scored;
  return [
    passageReason(candidate, grounds),
    linkReason(scored, grounds),
    conceptReason(scored, grounds),
    placeReason(candidate, grounds),
    climateReason(candidate, grounds),
    coastReason(candidate, grounds, 'for'),
    sizeReason(candidate, grounds, 'for'),
    costReason(candidate, grounds, 'for'),
    serviceReason(candidate, grounds, 'for'),
    maturityReason(candidate, grounds, 'for'),
    resultReason(grounds),
    incomeReason(candidate, grounds, 'for'),
    governanceReason(candidate, grounds),
  ].filter((reason) => reason !== undefined);
}

function whatDoesNot({ candidate }: Scored, grounds: Grounds): Reason[] {
  return [
    staleReason(candidate, grounds),
    sizeReason(candidate, grounds, 'against'),
    incomeReason(candidate, grounds, 'against'),
    coastReason(candidate, grounds, 'against'),
    costReason(candidate, grounds, 'against'),
    serviceReason(candidate, grounds, 'against'),
    maturityReason(candidate, grounds, 'against'),
    silenceReason(candidate, grounds),
    evidenceReason(candidate, grounds),
    ageReason(candidate, grounds),
  ].filter((reason) => reason !== undefined);
}
