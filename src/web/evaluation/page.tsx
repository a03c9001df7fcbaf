import { atLeast } from '../../access.js';
import type { EvaluationState, HistoryPoint } from '../../evaluation/contract.js';
import type { Lack } from '../../evaluation/lacks.js';
import type { RunSummary } from '../../evaluation/run.js';
import type { WorstStatement } from '../../evaluation/worst.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { CompareForm, type CompareValues } from './compare-form.js';
import { Groups } from './groups.js';
import { Lacks } from './lacks.js';
import { Newest } from './newest.js';
import { OverTime } from './over-time.js';
import { Worst } from './worst.js';

export interface EvaluationPageProps {
  view: View;
  state: EvaluationState;
  /** Absent: nothing was measured yet. */
  run: RunSummary | undefined;
  before: RunSummary | undefined;
  /** Whether any judgment is about this catalogue. */
  judged: boolean;
  history: readonly HistoryPoint[];
  worst: readonly WorstStatement[];
  lacks: readonly Lack[];
  values: CompareValues;
}

/** Whether a run is under way; the script keeps it true. */
function State({ view, state }: Pick<EvaluationPageProps, 'view' | 'state'>) {
  const m = view.m.evaluation.state;
  const { status, askedBy, done = 0, of = 0 } = state;
  if (status === 'idle' || status === 'no-judgments') return null;
  if (status === 'failed') return <p class="notice notice-danger">{m.failed(state.why ?? '')}</p>;
  const running = m.running.replace('{done}', String(done)).replace('{of}', String(of));
  const text = status === 'running' ? running : m[status];
  return (
    <div
      class="notice"
      id="evaluation-state"
      data-words={JSON.stringify({ running: m.running, done: m.done, show: m.show })}
    >
      <p>
        <span data-text>{text}</span> {askedBy !== undefined && askedBy !== '' && m.by(askedBy)}
      </p>
      <p>
        <a href="/console/evaluation">{m.look}</a>
      </p>
    </div>
  );
}

function Start({ view, state }: Pick<EvaluationPageProps, 'view' | 'state'>) {
  const busy = state.status === 'waiting' || state.status === 'running';
  if (busy || view.person === undefined || !atLeast(view.person.role, 'staff')) return null;
  return (
    <form method="post" action="/console/evaluation">
      <button type="submit" class="button">
        {view.m.evaluation.run.start}
      </button>
    </form>
  );
}

/** How well matching answers: over time, where it does worst, and what the catalogue lacks. */
export function EvaluationPage(props: EvaluationPageProps) {
  const { view, state, run, before, judged } = props;
  const m = view.m.evaluation;
  return (
    <ConsoleLayout view={view} title={m.title} here="evaluation">
      <div class="evaluation">
        <div class="head">
          <h1>{m.title}</h1>
          <div class="head-end">
            <Start view={view} state={state} />
            <a class="button" href="#compare">
              {m.compare.heading}
            </a>
            <a class="button" href="/console/learning">
              {m.toLearning}
            </a>
            <a class="button" href="/console/exposure">
              {m.toExposure}
            </a>
          </div>
          <p class="hint">{m.lead}</p>
        </div>
        <State view={view} state={state} />
        {!judged && (
          <div class="notice notice-warning">
            <h2>{m.noJudgments.title}</h2>
            <p>{m.noJudgments.text}</p>
          </div>
        )}
        {run === undefined ? (
          judged && (
            <div class="empty">
              <h2>{m.empty.title}</h2>
              <p>{m.empty.text}</p>
            </div>
          )
        ) : (
          <>
            <Newest {...{ view, run, before }} />
            <OverTime view={view} history={props.history} />
            <Groups {...{ view, run, before }} />
            <Worst view={view} worst={props.worst} />
          </>
        )}
        <Lacks view={view} lacks={props.lacks} />
        <section aria-labelledby="compare">
          <h2 id="compare">{m.compare.heading}</h2>
          <p class="hint">{m.compare.lead}</p>
          <CompareForm view={view} values={props.values} errors={[]} />
        </section>
      </div>
    </ConsoleLayout>
  );
}
