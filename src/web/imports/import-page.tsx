import type { Import } from '../../imports/contract.js';
import { ConsoleLayout } from '../console/layout.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';
import { ImportState } from './list-page.js';

interface Props {
  view: View;
  one: Import;
}
type Report = NonNullable<Import['report']>;

/** What it did, or would do, in a sentence or two. */
function Summary({ view, one }: Props) {
  const { summary } = view.m.imports;
  const { report, status } = one;
  if (report === undefined || status === 'interrupted' || status === 'failed') {
    return <p>{summary.partly(one.rowsSaved, one.rowsRead)}</p>;
  }
  const { read, created, updated, unchanged, refused } = report;
  const done = status === 'done';
  return (
    <>
      <p>
        {summary.read(read)} {(done ? summary.did : summary.would)(created, updated, unchanged)}
      </p>
      {refused > 0 && <p class="notice">{(done ? summary.refusedDone : summary.refused)(refused)}</p>}
    </>
  );
}

/** What can be done with it now. */
function Act({ view, one }: Props) {
  const m = view.m.imports;
  const { report, status, runnable } = one;
  if (status === 'done' || status === 'running') return null;
  if (!runnable) return <p>{m.summary.gone}</p>;
  const news = status === 'checked' ? (report?.created ?? 0) + (report?.updated ?? 0) : undefined;
  if (news === 0) return <p>{m.summary.nothing}</p>;
  return (
    <form method="post" action={`/console/imports/${one.id}`}>
      <button type="submit" class="button button-main">
        {news === undefined ? m.goOn : m.run(news)}
      </button>
    </form>
  );
}

function Problems({ view, heading, rows }: { view: View; heading: string; rows: Report['rejected'] }) {
  const m = view.m.imports;
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{heading}</h2>
      <Table columns={[m.line, m.entry, m.field, m.problem]}>
        {rows.map(({ line, id, field, message }) => (
          <tr key={`${line} ${field} ${message}`}>
            <td data-label={m.line}>{line === 0 ? '' : line}</td>
            <td data-label={m.entry} dir="auto">
              {id}
            </td>
            <td data-label={m.field}>
              {field !== '' ? <code>{field}</code> : line === 0 ? m.wholeFile : m.whole}
            </td>
            <td data-label={m.problem} dir="auto">
              {message}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Planned({ view, rows }: { view: View; rows: Report['planned'] }) {
  const m = view.m.imports;
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{m.planned}</h2>
      <Table columns={[m.line, m.entry, m.becomes]}>
        {rows.map(({ line, id, title, what, changed, was }) => (
          <tr key={id}>
            <td data-label={m.line}>{line}</td>
            <td data-label={m.entry} dir="auto">
              {title} <span class="hint">{id}</span>
            </td>
            <td data-label={m.becomes}>
              {m.what[what]}
              {changed.length > 0 && <span class="hint"> {m.changed(changed)}</span>}
              {was !== undefined && <span class="hint"> {m.was[was]}</span>}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

/** One file: what it would do or did, and row by row what is wrong. */
export function ImportPage({ view, one }: Props) {
  const m = view.m.imports;
  const { report } = one;
  // What has not changed is no news; rows that do something come first.
  const planned = (report?.planned ?? []).filter(({ what }) => what !== 'unchanged');
  return (
    <ConsoleLayout view={view} title={one.name} here="catalogue">
      <div class="sheet sheet-wide">
        <p>
          <a href="/console/imports">{m.back}</a>
        </p>
        <h1 dir="auto">{one.name}</h1>
        <p>
          <ImportState view={view} one={one} /> {one.by}, {view.m.records.at(new Date(one.createdAt))}
        </p>
        <Summary view={view} one={one} />
        <Act view={view} one={one} />
        {report !== undefined && (
          <>
            <Problems view={view} heading={m.bad} rows={report.rejected} />
            <Problems view={view} heading={m.odd} rows={report.warnings} />
            {one.status === 'checked' && <Planned view={view} rows={planned} />}
          </>
        )}
      </div>
    </ConsoleLayout>
  );
}
