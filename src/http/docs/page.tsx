import type { CallView, DocsView, Field } from './model.js';

/** The page about the API: no script, no address but our own. */
export function DocsPage({ view, style, server }: { view: DocsView; style: string; server: string }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${view.title} API`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={style} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <nav aria-label="Calls">
          <a class="home" href="/">
            {view.title}
          </a>
          {view.groups.map((group) => (
            <section key={group.name}>
              <h2>{group.name}</h2>
              <ul>
                {group.calls.map((call) => (
                  <li key={call.id}>
                    <a href={`#${call.id}`}>{call.summary}</a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <section>
            <h2>Reference</h2>
            <ul>
              <li>
                <a href="#problems">Errors</a>
              </li>
              <li>
                <a href="/openapi.json">OpenAPI document</a>
              </li>
            </ul>
          </section>
        </nav>
        <main id="content">
          <h1>{`${view.title} API`}</h1>
          <p class="lead">{view.description}</p>
          <p class="muted">
            Version {view.version}. Every error is an <a href="#problems">RFC 9457 problem</a>.
          </p>
          {view.groups.map((group) => (
            <section key={group.name} class="group">
              <h2>{group.description}</h2>
              {group.calls.map((call) => (
                <CallSection key={call.id} call={call} server={server} />
              ))}
            </section>
          ))}
          <Problems fields={view.problem} />
        </main>
      </body>
    </html>
  );
}

function CallSection({ call, server }: { call: CallView; server: string }) {
  return (
    <article id={call.id}>
      <h3>
        <a href={`#${call.id}`}>{call.summary}</a>
      </h3>
      <p class="address">
        <strong>{call.method}</strong> <code>{call.path}</code>
      </p>
      <p>
        <Prose text={call.description} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>
        <code>{curl(call, server)}</code>
      </pre>
      {call.parameters.length > 0 && <FieldTable title="Parameters" fields={call.parameters} />}
      {call.body && <FieldTable title="Body" fields={call.body} />}
      {call.answers
        .filter(({ fields }) => fields.length > 0)
        .map((answer) => (
          <FieldTable
            key={answer.status}
            title={`Answer ${answer.status}`}
            note={answer.description}
            fields={answer.fields}
          />
        ))}
      <p class="muted">
        {'Problems: '}
        {call.answers
          .filter(({ problem }) => problem)
          .map(({ status, description }) => `${status} ${description}`)
          .join(', ')}
      </p>
    </article>
  );
}

/** Text whose words in backticks are code. */
function Prose({ text }: { text: string }) {
  return (
    <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
  );
}

function curl(call: CallView, server: string): string {
  const address = `${server}${call.path.replace('{id}', 'cs-medellin-green-corridors')}`;
  if (call.example === undefined)
    return `curl '${address}${call.id === 'searchEntries' ? '?q=flood&facets=kind' : ''}'`;
  return `curl '${address}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${call.example}'`;
}

interface FieldTableProps {
  title: string;
  note?: string;
  /** Of the heading, which follows the one above it. */
  level?: 3 | 4;
  fields: readonly Field[];
}

function FieldTable({ title, note, level = 4, fields }: FieldTableProps) {
  const Heading = `h${level}` as const;
  return (
    <details open={title === 'Parameters' || title === 'Body'}>
      <summary>
        <Heading>{title}</Heading>
        {note !== undefined && <span class="muted">{note}</span>}
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Type</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) =>
            field.name === '' ? (
              <tr key={`variant ${index}`} class="variant">
                <th colSpan={3} scope="rowgroup">
                  {field.description}
                </th>
              </tr>
            ) : (
              <tr key={`${field.name} ${index}`}>
                <th scope="row" class={`depth-${Math.min(4, field.depth)}`}>
                  <code>{field.name}</code>
                  {field.required && <span class="required"> required</span>}
                </th>
                <td>{field.type}</td>
                <td>
                  <Prose text={field.description} />
                  {field.limits !== '' && <span class="limits">{field.limits}</span>}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </details>
  );
}

function Problems({ fields }: { fields: readonly Field[] }) {
  return (
    <section id="problems" class="group">
      <h2>Errors</h2>
      <p>
        Every error has the content type <code>application/problem+json</code>. A wrong field is named in{' '}
        <code>errors</code>. With 429 and 503, <code>Retry-After</code> says after how many seconds to try
        again.
      </p>
      <FieldTable title="Body" level={3} fields={fields} />
    </section>
  );
}
