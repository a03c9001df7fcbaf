import type { EntryKind } from '../../catalogue/entry.js';
import { conceptLabel, sectorLabel } from '../../taxonomy/index.js';
import type { Candidate } from '../candidate.js';
import type { Reason } from '../contract.js';
import type { ReasonWords } from '../messages/words.js';
import type { Scored } from '../score.js';
import type { Grounds } from './grounds.js';

export function passageReason(
  { facts, similarity }: Candidate,
  { passages, words, band }: Grounds,
): Reason | undefined {
  const prose = passages.filter(({ field }) => field !== 'keywords' && field !== 'outcomes');
  const near = prose.filter(({ field }) => field === similarity?.bestField);
  const best = [prose[0], near[0]].find((passage) => passage && passage.weight > 0) ?? near[0];
  if (!best) return undefined;
  const text = band === 'low' ? words.nearest : strongPassage(facts.entry.kind, best.field, words);
  return { stance: 'for', kind: 'passage', text, passage: best.text };
}

function strongPassage(kind: EntryKind, field: string, words: ReasonWords): string {
  if (kind === 'provider') return words.sameOffer;
  return field === 'challenge' ? words.sameProblem : words.sameAnswer;
}

export function conceptReason({ candidate }: Scored, { understanding, words }: Grounds): Reason | undefined {
  const shared = understanding.concepts
    .filter(({ concept }) => concept.kind !== 'constraint' && candidate.facts.concepts.has(concept.id))
    .map(({ concept }) => conceptLabel(concept, words.language));
  if (shared.length > 0) return { stance: 'for', kind: 'concept', text: words.concepts(shared.slice(0, 3)) };
  const sectors = candidate.facts.entry.body.sectors.filter(
    (id) => (understanding.sectors.get(id) ?? 0) > 0.2,
  );
  if (sectors.length === 0) return undefined;
  return {
    stance: 'for',
    kind: 'sector',
    text: words.sectors(sectors.map((id) => sectorLabel(id, words.language))),
  };
}

/** Concepts of weight that the entry never mentions: said only when it does share others. */
export function silenceReason({ facts }: Candidate, { understanding, words }: Grounds): Reason | undefined {
  const telling = understanding.concepts.filter(({ concept }) => concept.kind !== 'constraint');
  const silent = telling.filter(({ concept }) => !facts.concepts.has(concept.id));
  if (silent.length === 0 || silent.length === telling.length) return undefined;
  const labels = silent.slice(0, 2).map(({ concept }) => conceptLabel(concept, words.language));
  return { stance: 'against', kind: 'concept', text: words.silentOn(labels) };
}
