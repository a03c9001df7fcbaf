import { setImmediate as nextTurn } from 'node:timers/promises';
import { takeBest } from '../search/fuse.js';
import type { AskedJudgment } from './asked-judgments.js';
import { calibrate } from './calibrate.js';
import { hasAnswer } from './evaluate.js';
import { ndcg } from './metrics.js';
import { measuredOf, type Question } from './question.js';
import { weigh } from './weigh.js';
import type { MatchWeights } from './weights.js';

/** Weights fitted on judgments, and what that gained: mean nDCG@10, in [0, 1]. */
export interface Tuned {
  weights: MatchWeights;
  /** On all judgments, with the weights that were there before and with the fitted ones. */
  all: { before: number; after: number };
  /** On judgments that the fitted weights had not seen: the mean over the folds. */
  heldOut: { before: number; after: number };
}

export interface TuneOptions {
  /** How many parts the judgments are split into for `heldOut`; default 5. */
  folds?: number;
  signal?: AbortSignal;
  /** How much a judgment counts; default 1. */
  weightOf?: (asked: AskedJudgment) => number;
  /** Hears of each part that is done. */
  onProgress?: (done: number, of: number) => void;
}

/** One weight that is fitted. */
interface Knob {
  read(weights: MatchWeights): number;
  write(weights: MatchWeights, value: number): MatchWeights;
  max: number;
}

const FOLDS = 5;
/** A weight is tried at these multiples of what it is, and one that is 0 at this much. */
const STEPS = [0.5, 0.75, 1.33, 2];
const FROM_NOTHING = 0.1;
const PASSES = 3;
/** A change must gain as much: less is noise, and the weight stays what it was. */
const WORTH = 0.001;
const DEPTH = 10;

/** The weights that ranking goes by; which candidates there are and what is told of them is not touched. */
function knobsOf({ context }: MatchWeights): Knob[] {
  const ofContext = (Object.keys(context) as (keyof MatchWeights['context'])[]).map(
    (name): Knob => ({
      read: (weights) => weights.context[name],
      write: (weights, value) => ({ ...weights, context: { ...weights.context, [name]: value } }),
      max: 2,
    }),
  );
  return [
    { read: (w) => w.semantic, write: (w, semantic) => ({ ...w, semantic }), max: 1 },
    { read: (w) => w.concept, write: (w, concept) => ({ ...w, concept }), max: 2 },
    ...ofContext,
    {
      read: (w) => w.sector.weight,
      write: (w, weight) => ({ ...w, sector: { ...w.sector, weight } }),
      max: 2,
    },
    {
      read: (w) => w.sector.thesaurus,
      write: (w, thesaurus) => ({ ...w, sector: { ...w.sector, thesaurus } }),
      max: 1,
    },
    {
      read: (w) => w.link.toProvider,
      write: (w, toProvider) => ({ ...w, link: { ...w.link, toProvider } }),
      max: 1,
    },
    {
      read: (w) => w.link.toCaseStudy,
      write: (w, toCaseStudy) => ({ ...w, link: { ...w.link, toCaseStudy } }),
      max: 1,
    },
  ];
}

/**
 * Fits the ranking weights to judgments by coordinate ascent on nDCG@10 (Metzler and Croft 2007, "Linear feature-based
 * models for information retrieval"), from the weights in use, in few and coarse steps, so that little is fitted to
 * chance; then what probabilities are told by is fitted to the new scores. What it is worth is told by
 * cross-validation: a statement and its translations are in one part.
 * Gives way to other work between two statements' orders.
 * @param asked Those that nothing fits count for the probabilities alone.
 * @throws what `signal` aborts with.
 */
export async function tune(
  asked: readonly AskedJudgment[],
  start: MatchWeights,
  { folds = FOLDS, signal, weightOf = () => 1, onProgress }: TuneOptions = {},
): Promise<Tuned> {
  const fitting = asked.filter(({ judgment }) => hasAnswer(judgment));
  const worthOf = (weights: MatchWeights) => meanGain(fitting, weights, weightOf, signal);
  const parts = split(fitting, folds);
  const heldOut = { before: 0, after: 0 };
  const total = sum(fitting.map(weightOf));
  for (const [index, part] of parts.entries()) {
    const others = parts.filter((other) => other !== part).flat();
    const fitted = await ascend(others, start, weightOf, signal);
    const share = sum(part.map(weightOf)) / total;
    heldOut.before += share * (await meanGain(part, start, weightOf, signal));
    heldOut.after += share * (await meanGain(part, fitted, weightOf, signal));
    onProgress?.(index + 1, parts.length + 1);
  }
  const ranked = await ascend(fitting, start, weightOf, signal);
  const weights = await calibrate(asked, ranked, weightOf);
  onProgress?.(parts.length + 1, parts.length + 1);
  return { weights, all: { before: await worthOf(start), after: await worthOf(weights) }, heldOut };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Parts of about one size; which part a statement is in hangs on its place in the list alone. */
function split(asked: readonly AskedJudgment[], folds: number): AskedJudgment[][] {
  const statements = [...new Set(asked.map(originOf))];
  const partOf = new Map(statements.map((id, index) => [id, index % folds]));
  return Array.from({ length: Math.min(folds, statements.length) }, (_, part) =>
    asked.filter((one) => partOf.get(originOf(one)) === part),
  );
}

function originOf({ judgment }: AskedJudgment): string {
  return judgment.translationOf ?? judgment.id;
}

async function ascend(
  asked: readonly AskedJudgment[],
  start: MatchWeights,
  weightOf: (asked: AskedJudgment) => number,
  signal: AbortSignal | undefined,
): Promise<MatchWeights> {
  const worth = (weights: MatchWeights) => meanGain(asked, weights, weightOf, signal);
  let best = { weights: start, value: await worth(start) };
  for (let pass = 0; pass < PASSES; pass++) {
    const began = best;
    for (const knob of knobsOf(start)) {
      let found = best;
      for (const weights of triesOf(knob, best.weights)) {
        const value = await worth(weights);
        if (value > found.value) found = { weights, value };
      }
      if (found.value >= best.value + WORTH) best = found;
    }
    if (best === began) break;
  }
  return best.weights;
}

function triesOf({ read, write, max }: Knob, weights: MatchWeights): MatchWeights[] {
  const now = read(weights);
  const values = now === 0 ? [FROM_NOTHING] : [0, ...STEPS.map((step) => Math.min(max, now * step))];
  return [...new Set(values.map((value) => Number(value.toFixed(3))))]
    .filter((value) => value !== now)
    .map((value) => write(weights, value));
}

/** Weighted mean of nDCG@10. */
async function meanGain(
  asked: readonly AskedJudgment[],
  weights: MatchWeights,
  weightOf: (asked: AskedJudgment) => number,
  signal: AbortSignal | undefined,
): Promise<number> {
  let [gained, counted] = [0, 0];
  for (const one of asked) {
    await nextTurn();
    signal?.throwIfAborted();
    const weight = weightOf(one);
    gained += weight * ndcg(firstOf(one.question, weights), one.judgment.relevance);
    counted += weight;
  }
  return gained / counted;
}

/** Ids of the first ten by score alone: near-copies and turns among equals hang on no weight that is fitted. */
function firstOf(question: Question, weights: MatchWeights): string[] {
  const measured = measuredOf(question);
  const { scores } = weigh(measured, weights);
  const ids = measured.candidates.map(({ facts }) => facts.entry.id);
  return takeBest([...ids.keys()], scores, DEPTH, (a, b) => (ids[a] ?? '').localeCompare(ids[b] ?? '')).map(
    (at) => ids[at] ?? '',
  );
}
