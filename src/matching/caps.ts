import type { Entry } from '../catalogue/entry.js';
import { asCaseStudy } from './candidate.js';
import { bestOf } from './decide.js';
import type { Scored } from './score.js';
import type { MatchWeights } from './weights.js';

/** The places that the cap is about: what is read. */
const PLACES = 10;

/**
 * Keeps one provider from taking every answer: of a provider and the case studies that it delivered so many stand among
 * the first ten, the others behind them in their order. One that is clearly better than what would take its place keeps
 * it, and where nothing else is left the cap is not kept: nothing goes behind an entry that is worse by more than
 * `clearlyBetter` standard deviations. Pure.
 */
export function capProviders(
  scored: readonly Scored[],
  { perProvider, clearlyBetter }: MatchWeights['fairness'],
): Scored[] {
  const left = [...scored];
  const first: Scored[] = [];
  const shown = new Map<string, number>();
  const isOver = ({ candidate }: Scored) =>
    providersOf(candidate.facts.entry).some((id) => (shown.get(id) ?? 0) >= perProvider);
  while (first.length < PLACES) {
    const next = nextOf(left, isOver, clearlyBetter);
    if (next === undefined) break;
    left.splice(left.indexOf(next), 1);
    first.push(next);
    for (const id of providersOf(next.candidate.facts.entry)) shown.set(id, (shown.get(id) ?? 0) + 1);
  }
  return [...first, ...left];
}

/** Who takes the next place: the first whose providers have room, or one held back that is clearly better. */
function nextOf(
  left: readonly Scored[],
  isOver: (one: Scored) => boolean,
  clearlyBetter: number,
): Scored | undefined {
  const at = left.findIndex((one) => !isOver(one));
  const free = left[at];
  if (free === undefined) return left[0];
  const held = bestOf(left.slice(0, at));
  return held !== undefined && held.raw - free.raw > clearlyBetter ? held : free;
}

/** Ids of the providers that an entry speaks for: itself, or who delivered the case. */
function providersOf(entry: Entry): readonly string[] {
  return entry.kind === 'provider' ? [entry.id] : (asCaseStudy(entry)?.providers ?? []);
}
