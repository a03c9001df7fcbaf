import { atLeast } from '../../access.js';
import type { HarvestSource } from '../../harvest/contract.js';
import { type FieldErrors, type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';
import { cameOf, HarvestNow, RunState } from './runs.js';
import { SourceForm, type SourceValues, valuesOf } from './source-form.js';

interface Props {
  view: View;
  source: HarvestSource;
  notice?: Notice | undefined;
  /** The settings as typed, where they were not taken. */
  typed?: { values: SourceValues; errors: FieldErrors } | undefined;
}

/** One site: its runs, what was refused, and for administrators its settings. */
export function HarvestSourcePage({ view, source, notice, typed }: Props) {
  const m = view.m.harvest;
  const isAdmin = view.person !== undefined && atLeast(view.person.role, 'admin');
  return (
    <ConsoleLayout view={view} title={source.name} here="catalogue">
      <div class="sheet sheet-wide">
        <p>
          <a href="/console/harvest">{m.back}</a>
        </p>
        <h1 dir="auto">{source.name}</h1>
        <p>
          <a href={source.address}>{new URL(source.address).host}</a>, {m.entries(source.entries)}
        </p>
        <NoticeBox notice={notice} />
        <HarvestNow view={view} source={source} />
        <h2>{m.runs}</h2>
        <Runs view={view} source={source} />
        <Refusals view={view} source={source} />
        {isAdmin && (
          <section class="panel" aria-labelledby="settings-heading">
            <h2 id="settings-heading">{m.settings}</h2>
            <SourceForm
              {...{ view, source }}
              values={typed?.values ?? valuesOf(source)}
              errors={typed?.errors ?? {}}
            />
          </section>
        )}
      </div>
    </ConsoleLayout>
  );
}

function Runs({ view, source }: Pick<Props, 'view' | 'source'>) {
  const m = view.m.harvest;
  if (source.runs.length === 0) return <p>{m.never}</p>;
  return (
    <Table columns={[m.when, m.last, m.came]}>
      {source.runs.map((run) => (
        <tr key={run.id}>
          <td data-label={m.when}>{view.m.records.at(new Date(run.startedAt))}</td>
          <td data-label={m.last}>
            <RunState view={view} run={run} />
          </td>
          <td data-label={m.came}>{cameOf(view, run)}</td>
        </tr>
      ))}
    </Table>
  );
}

function Refusals({ view, source }: Pick<Props, 'view' | 'source'>) {
  const m = view.m.harvest;
  const refused = source.runs.find((run) => run.refused.length > 0)?.refused ?? [];
  if (refused.length === 0) return null;
  return (
    <>
      <h2>{m.refused}</h2>
      <Table columns={[m.entry, m.field, m.problem]}>
        {refused.map(({ id, field, message }) => (
          <tr key={`${id} ${field}`}>
            <td data-label={m.entry}>{id}</td>
            <td data-label={m.field}>{field === '' ? m.whole : field}</td>
            <td data-label={m.problem}>{message}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
