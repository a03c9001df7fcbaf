import type { Import } from '../../imports/contract.js';
import { ConsoleLayout } from '../console/layout.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';

interface Props {
  view: View;
  imports: readonly Import[];
  /** What was wrong with the file that was sent. */
  error?: string | undefined;
}

const BADGE = {
  checked: 'badge-wait',
  running: 'badge-wait',
  done: 'badge-good',
  interrupted: 'badge-late',
  failed: 'badge-late',
};

export function ImportState({ view, one }: { view: View; one: Import }) {
  return <span class={`badge ${BADGE[one.status]}`}>{view.m.imports.status[one.status]}</span>;
}

function UploadForm({ view, error }: Pick<Props, 'view' | 'error'>) {
  const m = view.m.imports;
  return (
    <form class="panel form" method="post" action="/console/imports" encType="multipart/form-data">
      <div class="field">
        <label class="label" for="file">
          {m.file}
        </label>
        <p class="hint" id="file-hint">
          {m.fileHint}
        </p>
        {error !== undefined && (
          <p class="field-error" id="file-error" role="alert">
            {error}
          </p>
        )}
        <input
          id="file"
          type="file"
          name="file"
          accept=".jsonl,.ndjson,.csv"
          required
          aria-describedby={error === undefined ? 'file-hint' : 'file-hint file-error'}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
      </div>
      <div class="buttons">
        <button type="submit" class="button button-main">
          {m.send}
        </button>
      </div>
      <p class="hint">
        {m.templates}{' '}
        {(['case-study', 'provider'] as const).map((kind) => (
          <>
            <a href={`/v1/imports/template.csv?kind=${kind}`} download>
              {m.template[kind]}
            </a>{' '}
          </>
        ))}
      </p>
    </form>
  );
}

/** A file to upload, and those that were. */
export function ImportListPage({ view, imports, error }: Props) {
  const m = view.m.imports;
  return (
    <ConsoleLayout view={view} title={m.title} here="catalogue">
      <div class="sheet sheet-wide">
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <UploadForm view={view} error={error} />
        <h2>{m.earlier}</h2>
        {imports.length === 0 ? (
          <p>{m.none}</p>
        ) : (
          <Table columns={[m.name, m.state, m.saved, m.by, m.when]}>
            {imports.map((one) => (
              <tr key={one.id}>
                <td data-label={m.name}>
                  <a href={`/console/imports/${one.id}`} dir="auto">
                    {one.name}
                  </a>
                </td>
                <td data-label={m.state}>
                  <ImportState view={view} one={one} />
                </td>
                <td data-label={m.saved}>{m.rows(one.rowsRead)}</td>
                <td data-label={m.by} dir="auto">
                  {one.by}
                </td>
                <td data-label={m.when}>{view.m.records.at(new Date(one.createdAt))}</td>
              </tr>
            ))}
          </Table>
        )}
      </div>
    </ConsoleLayout>
  );
}
