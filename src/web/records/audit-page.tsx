import type { AuditRow } from '../../audit/read.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { Older, Table } from './table.js';

interface Props {
  view: View;
  rows: readonly AuditRow[];
  filter: { action: string; challenge: string };
  /** Address of the next page, where there is one. */
  older: string | undefined;
}

/** One thing that was done, with what changed behind a click. */
function Row({ view, row }: { view: View; row: AuditRow }) {
  const { audit, at } = view.m.records;
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  return (
    <tr>
      <td data-label={audit.when}>{at(row.at)}</td>
      <td data-label={audit.who}>{row.actorName === '' ? audit.actor(row.actor) : row.actorName}</td>
      <td data-label={audit.what}>{audit.actions[row.action] ?? row.action}</td>
      <td data-label={audit.of}>
        {row.challengeId === null ? (
          `${row.subjectKind} ${row.subjectId}`
        ) : (
          <a href={`/console/challenges/${row.challengeId}`}>{row.challengeId}</a>
        )}
      </td>
      <td data-label={audit.change}>
        {(row.before !== null || row.after !== null) && (
          <details>
            <summary>
              {audit.details}
              <span class="away"> {row.id}</span>
            </summary>
            {row.before !== null && (
              <>
                <h3>{audit.before}</h3>
                <pre>{json(row.before)}</pre>
              </>
            )}
            {row.after !== null && (
              <>
                <h3>{audit.after}</h3>
                <pre>{json(row.after)}</pre>
              </>
            )}
          </details>
        )}
      </td>
    </tr>
  );
}

/** The record, newest first. */
export function AuditPage({ view, rows, filter, older }: Props) {
  const { audit, ...m } = view.m.records;
  const actions = Object.entries(audit.actions);
  return (
    <ConsoleLayout view={view} title={audit.title} here="audit">
      <div class="sheet sheet-wide">
        <h1>{audit.title}</h1>
        <p class="lead">{audit.lead}</p>
        <p>
          <a href="/v1/audit.csv" download>
            {audit.csv}
          </a>
        </p>
        <form class="sift" method="get" action="/console/audit">
          <div class="field">
            <label class="label" for="action">
              {audit.action}
            </label>
            <select id="action" name="action">
              <option value="">{view.m.browse.any}</option>
              {actions.map(([value, text]) => (
                <option key={value} value={value} selected={value === filter.action}>
                  {text}
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label class="label" for="challenge">
              {audit.challenge}
            </label>
            <input type="text" id="challenge" name="challenge" value={filter.challenge} autocomplete="off" />
          </div>
          <button type="submit" class="button">
            {audit.filter}
          </button>
        </form>
        {rows.length === 0 ? (
          <p>{audit.none}</p>
        ) : (
          <Table columns={[audit.when, audit.who, audit.what, audit.of, audit.change]}>
            {rows.map((row) => (
              <Row key={row.id} view={view} row={row} />
            ))}
          </Table>
        )}
        <Older href={older} text={m.older} />
      </div>
    </ConsoleLayout>
  );
}
