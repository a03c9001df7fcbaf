import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../errors.js';
import { type AskedJudgment, answererOf, askAll, sectorOf } from '../matching/asked-judgments.js';
import type { MatchRequest } from '../matching/contract.js';
import { type Answerer, evaluate, type Report } from '../matching/evaluate.js';
import { type Judgment, requestOf } from '../matching/judgments.js';
import type { OpenMatcher } from '../matching/matcher.js';
import type { tune } from '../matching/tune.js';
import type { MatchWeights } from '../matching/weights.js';
import { changeOf, compare, weightChanges } from './compare.js';
import type { WeightsReport } from './contract.js';

/** Results that figures are worked out over. */
const SHOWN = 20;

export interface FitDeps {
  matcher: Pick<OpenMatcher, 'ask'>;
  fitter: typeof tune;
  signal: AbortSignal;
}

/** Judgments to fit on; `requests` has those learnt ones as their cities asked. */
export interface FitData {
  shipped: readonly Judgment[];
  learnt: readonly Judgment[];
  requests: ReadonlyMap<string, MatchRequest>;
  counts: WeightsReport['judgments'];
}

/**
 * Fits weights from those in use and compares the two. Other work goes on meanwhile.
 * @returns nothing where judgments that the fit had not seen are not answered better.
 * @throws AppError `unavailable` while a part of the search is away; whatever the signal aborts with.
 */
export async function fitWeights(
  { matcher, fitter, signal }: FitDeps,
  { shipped, learnt, requests, counts }: FitData,
  start: MatchWeights,
): Promise<{ weights: MatchWeights; report: WeightsReport } | undefined> {
  const asking: Pick<OpenMatcher, 'ask'> = {
    async ask(request) {
      await nextTurn(undefined, { signal });
      const asked = await matcher.ask(request);
      if (asked.degraded)
        throw new AppError('unavailable', 'A part of the search is away: weights are fitted once it is back');
      return asked;
    },
  };
  const asked = await askAll(
    asking,
    [...shipped, ...learnt],
    (judgment) => requests.get(judgment.id) ?? requestOf(judgment, ['case-study', 'provider'], SHOWN),
  );
  const weightOf = onceEach(asked.map(({ judgment }) => judgment));
  const { weights, heldOut } = await fitter(asked, start, {
    signal,
    weightOf: ({ judgment }) => weightOf(judgment),
  });
  if (!(heldOut.after > heldOut.before)) return undefined;
  const reports = async (some: readonly AskedJudgment[]) =>
    [await reportOf(some, start, signal), await reportOf(some, weights, signal)] as const;
  const [before, after] = await reports(asked);
  const apart = async (some: readonly Judgment[]) => {
    const ids = new Set(some.map(({ id }) => id));
    const [was, is] = await reports(asked.filter(({ judgment }) => ids.has(judgment.id)));
    return changeOf(was.all, is.all);
  };
  const report = {
    ...compare(before, after),
    heldOut,
    shipped: await apart(shipped),
    learnt: await apart(learnt),
    nothingFits: {
      before: told(before.nothingFits.accuracy),
      after: told(after.nothingFits.accuracy),
    },
    calibration: { before: told(before.calibration.error), after: told(after.calibration.error) },
    changed: weightChanges(start, weights),
    judgments: counts,
  };
  return { weights, report };
}

/** A statement and its translations count as one together: there are many of them, and a learnt challenge is one. Pure. */
export function onceEach(judgments: readonly Judgment[]): (judgment: Judgment) => number {
  const originOf = ({ id, translationOf }: Judgment) => translationOf ?? id;
  const sizes = new Map<string, number>();
  for (const one of judgments) sizes.set(originOf(one), (sizes.get(originOf(one)) ?? 0) + 1);
  return (judgment) => 1 / (sizes.get(originOf(judgment)) ?? 1);
}

/** NaN is no JSON. */
const told = (value: number) => (Number.isNaN(value) ? null : value);

/** As `evaluate`, one judgment a turn of the event loop; each is put in order once. */
async function reportOf(
  asked: readonly AskedJudgment[],
  weights: MatchWeights,
  signal: AbortSignal,
): Promise<Report> {
  const byId = new Map(asked.map((one) => [one.judgment.id, one]));
  const answerers = new Map<string, Answerer>();
  const answererFor = async (id: string) => {
    const known = answerers.get(id);
    if (known !== undefined) return known;
    await nextTurn(undefined, { signal });
    const one = byId.get(id);
    const made = answererOf(one === undefined ? [] : [one], weights, SHOWN);
    answerers.set(id, made);
    return made;
  };
  return evaluate(
    asked.map(({ judgment }) => judgment),
    async (judgment, kinds) => (await answererFor(judgment.id))(judgment, kinds),
    ({ id }) => {
      const one = byId.get(id);
      return one && sectorOf(one);
    },
  );
}
