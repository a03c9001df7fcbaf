import type { HarvestRun, HarvestSource } from '../../harvest/contract.js';
import { Hidden } from '../accounts/fields.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';

const BADGE = {
  running: 'badge-wait',
  done: 'badge-good',
  partly: 'badge-wait',
  failed: 'badge-late',
  interrupted: 'badge-late',
} as const;
/** What is told of a run, in this order, where there is any. */
const TOLD = ['created', 'changed', 'withdrawn', 'duplicates', 'kept', 'refused', 'outside'] as const;

/** How a run ended. */
export function RunState({ view, run }: { view: View; run: HarvestRun }) {
  const m = view.m.harvest;
  return (
    <>
      <span class={`badge ${BADGE[run.state]}`}>{m.state[run.state]}</span>
      {run.failure !== undefined && <span class="small quiet row-more">{m.failure(run.failure)}</span>}
    </>
  );
}

/** What came of a run, in words. */
export function cameOf(view: View, { counts }: HarvestRun): string {
  const m = view.m.harvest;
  const told = TOLD.filter((name) => counts[name] > 0).map((name) => m.counts[name](counts[name]));
  return told.length === 0 ? m.nothing : told.join(', ');
}

/** The sites, each with its last run. */
export function SourceTable({ view, sources }: { view: View; sources: readonly HarvestSource[] }) {
  const m = view.m.harvest;
  if (sources.length === 0) return <p>{m.none}</p>;
  return (
    <Table columns={[m.source, m.last, m.came, m.here, m.act]}>
      {sources.map((source) => (
        <SourceRow key={source.id} view={view} source={source} />
      ))}
    </Table>
  );
}

function SourceRow({ view, source }: { view: View; source: HarvestSource }) {
  const m = view.m.harvest;
  const [run] = source.runs;
  return (
    <tr>
      <th scope="row">
        <a href={`/console/harvest/${source.id}`} dir="auto">
          {source.name}
        </a>
        <span class="small quiet row-more">{new URL(source.address).host}</span>
      </th>
      <td data-label={m.last}>
        {run === undefined ? (
          m.never
        ) : (
          <>
            <RunState view={view} run={run} />
            <span class="small quiet row-more">{view.m.records.at(new Date(run.startedAt))}</span>
          </>
        )}
      </td>
      <td data-label={m.came}>{run === undefined ? '' : cameOf(view, run)}</td>
      <td data-label={m.here}>{m.entries(source.entries)}</td>
      <td data-label={m.act}>
        <HarvestNow view={view} source={source} />
      </td>
    </tr>
  );
}

/** The button that asks for a harvest, or why there is none. */
export function HarvestNow({ view, source }: { view: View; source: HarvestSource }) {
  const m = view.m.harvest;
  if (!source.active) return <span class="quiet">{m.paused}</span>;
  if (source.asked) return <span class="quiet">{m.asked}</span>;
  return (
    <form method="post" action="/console/harvest">
      <Hidden fields={{ do: 'run', id: source.id }} />
      <button class="button" type="submit" aria-label={m.harvestName(source.name)}>
        {m.harvestNow}
      </button>
    </form>
  );
}
