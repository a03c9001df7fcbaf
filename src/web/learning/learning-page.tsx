import type { ComponentChildren } from 'preact';
import { atLeast } from '../../access.js';
import {
  LEAST_CHALLENGES,
  LEAST_JUDGMENTS,
  type LearntCounts,
  type WeightSet,
  type WeightsOverview,
} from '../../learning/contract.js';
import { Hidden, type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { History } from './history.js';
import { Effects, groupName } from './report.js';

interface Props {
  view: View;
  counts: LearntCounts;
  overview: WeightsOverview;
  /** Names of people, by id. */
  names: ReadonlyMap<string, string>;
  notice?: Notice | undefined;
}

const isAdmin = ({ person }: View) => person !== undefined && atLeast(person.role, 'admin');

function Panel({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="panel stack" id={id} aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      {children}
    </section>
  );
}

function Learnt({ view, counts }: Pick<Props, 'view' | 'counts'>) {
  const m = view.m.learning.counts;
  const { judgments, challenges, people, oneSource, tooMuchOfOne } = counts;
  const enough = judgments >= LEAST_JUDGMENTS && challenges >= LEAST_CHALLENGES;
  return (
    <Panel id="learnt" title={m.title}>
      <p>{judgments === 0 ? m.none : m.used(judgments, challenges, people)}</p>
      <p>{enough ? m.enough : m.needed(LEAST_JUDGMENTS, LEAST_CHALLENGES)}</p>
      {oneSource > 0 && <p>{m.oneSource(oneSource)}</p>}
      {tooMuchOfOne > 0 && <p>{m.tooMuchOfOne(tooMuchOfOne)}</p>}
      <p class="hint">{m.rule}</p>
      <p>
        <a href="/v1/learning/judgments" download="judgments.jsonl">
          {m.download}
        </a>
      </p>
    </Panel>
  );
}

/** A step that changes every answer: it takes a tick first. */
function SureForm(props: { does: string; set?: WeightSet; sure: string; go: string; main?: boolean }) {
  const { does, set, sure, go, main } = props;
  return (
    <form class="form" method="post" action="/console/learning">
      <Hidden fields={{ do: does, id: set?.id ?? '', version: String(set?.version ?? '') }} />
      <label class="tick">
        <input type="checkbox" name="sure" value="yes" required />
        <span>{sure}</span>
      </label>
      <div class="buttons">
        <button class={main === true ? 'button button-main' : 'button'} type="submit">
          {go}
        </button>
      </div>
    </form>
  );
}

function InUse({ view, overview }: Pick<Props, 'view' | 'overview'>) {
  const m = view.m.learning.inUse;
  const { origin, weights } = overview.inUse;
  return (
    <Panel id="in-use" title={m.title}>
      <p>{m[origin](weights.fitted.date)}</p>
      {overview.newerShipped && <p class="notice notice-warning">{m.newer}</p>}
      {origin === 'learnt' && isAdmin(view) && <SureForm does="shipped" sure={m.goBackSure} go={m.goBack} />}
    </Panel>
  );
}

function Proposal({ view, set }: { view: View; set: WeightSet | undefined }) {
  const m = view.m.learning.proposal;
  return (
    <Panel id="proposal" title={m.title}>
      {set === undefined ? <p>{m.none}</p> : <p>{m.made(new Date(set.madeAt))}</p>}
      {set?.report && (
        <>
          <p>{m.from(set.report.judgments)}</p>
          <Effects view={view} report={set.report} />
        </>
      )}
      {set !== undefined && !isAdmin(view) && <p>{m.forAdmin}</p>}
      {set !== undefined && isAdmin(view) && (
        <>
          <SureForm does="accept" set={set} sure={m.acceptSure} go={m.accept} main />
          <form method="post" action="/console/learning">
            <Hidden fields={{ do: 'decline', id: set.id, version: String(set.version) }} />
            <button class="button" type="submit">
              {m.decline}
            </button>
          </form>
        </>
      )}
    </Panel>
  );
}

function Refused({ view, sets }: { view: View; sets: readonly WeightSet[] }) {
  const { refused: m, proposal, figure } = view.m.learning;
  if (sets.length === 0) return null;
  return (
    <Panel id="refused" title={m.title}>
      <p>{m.lead}</p>
      {sets.map(({ id, madeAt, report }) => (
        <div key={id} class="stack">
          <p>{proposal.made(new Date(madeAt))}</p>
          <ul class="listed">
            {(report?.lost ?? []).map(({ kind, group, before, after }) => (
              <li key={`${kind} ${group}`}>
                {m.loses(groupName(view, kind, group), figure(before), figure(after))}
              </li>
            ))}
          </ul>
          {report !== undefined && (
            <details>
              <summary>
                {m.show}
                <span class="away"> {id}</span>
              </summary>
              <div class="stack">
                <Effects view={view} report={report} />
              </div>
            </details>
          )}
        </div>
      ))}
    </Panel>
  );
}

/** What was learnt, what is proposed, what ranks now, and what was before. */
export function LearningPage({ view, counts, overview, names, notice }: Props) {
  const m = view.m.learning;
  const { sets } = overview;
  return (
    <ConsoleLayout view={view} title={m.title} here="learning">
      <div class="sheet">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <NoticeBox notice={notice} />
        <div class="halves">
          <Learnt view={view} counts={counts} />
          <InUse view={view} overview={overview} />
        </div>
        <Proposal view={view} set={sets.find(({ state }) => state === 'proposed')} />
        <Refused view={view} sets={sets.filter(({ state }) => state === 'refused')} />
        <History view={view} sets={sets} names={names} />
      </div>
    </ConsoleLayout>
  );
}
