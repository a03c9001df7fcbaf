import { performance } from 'node:perf_hooks';
import { AppError } from '../errors.js';
import { basisOf, changedParts } from './basis.js';
import type { EvaluationDeps } from './deps.js';
import { applicable } from './judged.js';
import { measure } from './measure.js';
import { forgetRuns, keepRun, listRuns } from './runs.js';
import { clearState, keepProgress, readAsked } from './state.js';

/** How often it is kept how far a run is, in milliseconds. */
const TELL_EVERY_MS = 2_000;

/**
 * Measures where somebody asked for it or something has changed since the last run. The run's row is written once it is
 * done, whole; a run that is killed leaves none, and its job comes again.
 */
export async function evaluateIfDue(deps: EvaluationDeps & { now: () => Date }): Promise<number> {
  const { db, store, now, log, embedder, engine } = deps;
  await forgetRuns(db, now());
  const [asked, hashes] = await Promise.all([readAsked(db), store.contentHashes()]);
  const weights = deps.weights();
  const [shipped, learnt] = await Promise.all([deps.shipped(), deps.learnt()]);
  const { judgments, used } = applicable(shipped, learnt, new Set(hashes.keys()));
  if (judgments.length === 0) {
    await db.transaction(async (tx) => {
      await clearState(tx);
      await keepProgress(tx, { kind: 'no-judgments' });
    });
    return 0;
  }
  const basis = basisOf({ hashes, weights, judgments, model: embedder()?.modelId ?? 'none', engine });
  const [last] = (await listRuns(db, { limit: 1 })).runs;
  if (asked === undefined && last !== undefined && changedParts(basis, last.basis).length === 0) {
    await clearState(db);
    return 0;
  }
  const started = performance.now();
  try {
    const measured = await measure(deps.matcher, judgments, weights, {
      signal: deps.stopping,
      onAnswered: teller(deps, judgments.length),
    });
    const tookMs = Math.round(performance.now() - started);
    await db.transaction(async (tx) => {
      await keepRun(tx, {
        ...measured,
        ...{ at: now(), asked, tookMs, engine, basis, weights, judgments: used, entries: hashes.size },
      });
      await clearState(tx);
    });
    log.info(
      { statements: judgments.length, tookMs, ndcg10: measured.figures.all.ndcg10 },
      'Quality measured',
    );
    return judgments.length;
  } catch (error) {
    if (deps.stopping?.aborted !== true) {
      const why = error instanceof AppError ? error.message : 'An error that the log tells more of';
      await keepProgress(db, { kind: 'failed', why });
    }
    throw error;
  }
}

/** Keeps how far the run is, now and then. */
function teller({ db, now }: EvaluationDeps & { now: () => Date }, of: number) {
  let told = Number.NEGATIVE_INFINITY;
  return async (done: number): Promise<void> => {
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    await keepProgress(db, { kind: 'running', heard: now().toISOString(), done, of });
  };
}
