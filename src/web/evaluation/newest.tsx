import { changedParts } from '../../evaluation/basis.js';
import type { RunSummary } from '../../evaluation/run.js';
import type { View } from '../view.js';

interface Props {
  view: View;
  run: RunSummary;
  /** The run before it, if there is one. */
  before: RunSummary | undefined;
}

/** Below this share of judged entries the figures say little about the catalogue. */
const FEW_NAMED = 0.5;

/** What the figures rest on, and what of it is new. */
function Grounds({ view, run, before }: Props) {
  const m = view.m.evaluation.run;
  const { shipped, learnt, leftOut, named } = run.judgments;
  const changed = before === undefined ? [] : changedParts(run.basis, before.basis);
  const news =
    before === undefined
      ? m.first
      : changed.length === 0
        ? m.unchanged
        : m.changed(changed.map((part) => m.parts[part]));
  const others = changed.includes('judgments') ? ` ${m.otherStatements}` : '';
  return (
    <>
      <p class="small quiet">
        {m.facts(view.m.records.at(new Date(run.at)), run.by)}: {m.judgments(shipped, learnt)};{' '}
        {m.by(run.model, run.engine)}. {news}
        {others}
        {leftOut > 0 && ` ${m.leftOut(leftOut)}`}
      </p>
      {shipped === 0 && <p class="notice notice-warning">{m.onlyLearnt}</p>}
      {named < run.entries * FEW_NAMED && (
        <p class="notice notice-warning">{m.fewNamed(named, run.entries)}</p>
      )}
    </>
  );
}

interface FigureProps {
  view: View;
  name: string;
  hint: string;
  value: number | null;
  before: number | null | undefined;
}

function Figure({ view, name, hint, value, before }: FigureProps) {
  const m = view.m.evaluation;
  return (
    <div class="panel figure-box">
      <dt>{name}</dt>
      <dd class="figure-value">
        {value === null ? m.none : m.figure(value)}
        {value !== null && typeof before === 'number' && (
          <span class="figure-change">{m.change(value - before)}</span>
        )}
      </dd>
      <dd class="small quiet">{hint}</dd>
    </div>
  );
}

/** The figures of the newest run, each with its change since the one before. */
export function Newest({ view, run, before }: Props) {
  const m = view.m.evaluation.figures;
  const { all, nothingFits, calibration } = run.figures;
  const then = before?.figures;
  return (
    <section aria-labelledby="newest">
      <h2 id="newest">{m.heading}</h2>
      <Grounds {...{ view, run, before }} />
      <dl class="figure-boxes">
        <Figure
          {...{ view, name: m.ndcg10, hint: m.ndcg10Hint }}
          value={all.ndcg10}
          before={then?.all.ndcg10}
        />
        <Figure
          {...{ view, name: m.recall20, hint: m.recall20Hint }}
          value={all.recall20}
          before={then?.all.recall20}
        />
        <Figure {...{ view, name: m.mrr10, hint: m.mrr10Hint }} value={all.mrr10} before={then?.all.mrr10} />
        <Figure
          {...{ view, name: m.toldSo, hint: m.toldSoHint(nothingFits.unanswerable) }}
          value={nothingFits.toldSo}
          before={then?.nothingFits.toldSo}
        />
        <Figure
          {...{ view, name: m.answered, hint: m.answeredHint(nothingFits.answerable) }}
          value={nothingFits.answered}
          before={then?.nothingFits.answered}
        />
        <Figure
          {...{ view, name: m.calibration, hint: m.calibrationHint }}
          value={calibration.error}
          before={then?.calibration.error}
        />
      </dl>
    </section>
  );
}
