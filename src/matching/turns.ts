import { createHash } from 'node:crypto';
import { bandOf } from './decide.js';
import type { Scored } from './score.js';
import type { MatchWeights } from './weights.js';

/**
 * Lets near-equals take turns: their order among each other hangs on their ids and on the day (UTC), so that a
 * question has one answer all day in every process, and over the days each comes first as often. Equals are those that
 * differ from the best of them by less than `fairness.nearEqual` and have the same band; they show one probability,
 * the mean of theirs. Pure.
 * @param scored Best first.
 */
export function takeTurns(
  scored: readonly Scored[],
  day: Date,
  weights: Pick<MatchWeights, 'fairness' | 'bands'>,
): Scored[] {
  const date = day.toISOString().slice(0, 10);
  return runsOf(scored, weights).flatMap((run) => (run.length === 1 ? run : inTurn(run, date)));
}

/** Each run begins with its best one, against whom the others are held: runs cannot chain. */
function runsOf(
  scored: readonly Scored[],
  weights: Pick<MatchWeights, 'fairness' | 'bands'>,
): readonly Scored[][] {
  const runs: Scored[][] = [];
  const bandIn = ({ probability }: Scored) => bandOf(probability, true, weights);
  for (const one of scored) {
    const run = runs.at(-1);
    const best = run?.[0];
    const equal =
      best !== undefined && best.raw - one.raw < weights.fairness.nearEqual && bandIn(best) === bandIn(one);
    if (run !== undefined && equal) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

function inTurn(run: readonly Scored[], date: string): Scored[] {
  const all = run.map(({ probability }) => probability);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  // Rounding must not take the mean out of the band.
  const probability = Math.min(Math.max(...all), Math.max(Math.min(...all), mean));
  return run
    .map((one) => ({ ...one, probability, turn: turnOf(one.candidate.facts.entry.id, date) }))
    .sort((a, b) => (a.turn < b.turn ? -1 : a.turn > b.turn ? 1 : 0))
    .map(({ turn: _, ...one }) => one);
}

function turnOf(id: string, date: string): string {
  return createHash('sha256').update(`${date} ${id}`).digest('hex');
}
