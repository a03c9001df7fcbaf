import type { Partner, PartnerUsage } from '../../partners/contract.js';
import { Layout } from '../components/layout.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';
import { keyState, lastUsed } from './keys-part.js';
import { OriginList, ScopeList } from './scope-parts.js';
import type { Snippets } from './snippet.js';
import { SnippetPart } from './snippet-part.js';
import { UsagePart } from './usage-part.js';
import type { Span } from './usage-spans.js';

interface Props {
  view: View;
  partner: Partner;
  usage: PartnerUsage;
  span: Span;
  snippets: Snippets | undefined;
  /** The secret of the link. */
  token: string;
}

/** Publishable keys with their state: of server keys these readers are told nothing. */
function Keys({ view, partner }: Pick<Props, 'view' | 'partner'>) {
  const { keys: m } = view.m.partners;
  const keys = partner.keys.filter(({ kind }) => kind === 'publishable');
  if (keys.length === 0) return <p>{m.none}</p>;
  return (
    <Table columns={[m.key, m.state, m.lastUsed]}>
      {keys.map((key) => (
        <tr key={key.id}>
          <th scope="row">
            <code dir="ltr">{key.hint}</code>
          </th>
          <td data-label={m.state}>{keyState(view, key)}</td>
          <td data-label={m.lastUsed}>{lastUsed(view, key)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** What the people of a partner see of its search. They can change nothing. */
export function DashboardPage({ view, partner, usage, span, snippets, token }: Props) {
  const m = view.m.partners;
  const path = `/partners/${encodeURIComponent(partner.id)}`;
  const query = (days: Span) => new URLSearchParams({ token, days: String(days) });
  return (
    <Layout view={view} title={m.title(partner.name)}>
      <div class="dashboard">
        <h1>{m.title(partner.name)}</h1>
        <p class="lead">{m.lead}</p>
        {partner.status === 'paused' && <p class="notice notice-warning">{m.paused}</p>}
        <UsagePart
          view={view}
          usage={usage}
          span={span}
          addressOf={(days) => `${path}?${query(days)}`}
          csv={`${path}/usage.csv?${query(span)}`}
        />
        <section aria-labelledby="keys">
          <h2 id="keys">{m.keys.heading}</h2>
          <Keys view={view} partner={partner} />
        </section>
        <section aria-labelledby="origins">
          <h2 id="origins">{m.origins.heading}</h2>
          <p>{m.origins.lead}</p>
          <OriginList view={view} origins={partner.origins} />
        </section>
        <section aria-labelledby="scope">
          <h2 id="scope">{m.scope.heading}</h2>
          <ScopeList view={view} scope={partner.scope} />
        </section>
        <section aria-labelledby="snippet">
          <h2 id="snippet">{m.snippet.heading}</h2>
          <SnippetPart view={view} snippets={snippets} />
        </section>
      </div>
    </Layout>
  );
}
