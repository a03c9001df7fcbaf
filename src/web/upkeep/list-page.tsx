import type { EntryRow, UpkeepService } from '../../upkeep/contract.js';
import { ConsoleLayout } from '../console/layout.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';
import { catalogueAddress } from './addresses.js';

/** Which entries of the list are shown. */
export const SHOWN = ['all', 'draft', 'published', 'archived', 'pending', 'stale', 'dead', 'asked'] as const;
export interface ListQuery {
  show: (typeof SHOWN)[number];
  kind: '' | 'case-study' | 'provider';
  q: string;
  /** From 1. */
  page: number;
}

interface Props {
  view: View;
  query: ListQuery;
  counts: Awaited<ReturnType<UpkeepService['counts']>>;
  answer: { entries: readonly EntryRow[]; total: number };
  more: boolean;
}

/** Address of the list with this query; what is preset is left out. */
function listAddress({ show, kind, q, page }: ListQuery): string {
  const query = new URLSearchParams();
  if (show !== 'all') query.set('show', show);
  if (kind !== '') query.set('kind', kind);
  if (q !== '') query.set('q', q);
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text === '' ? '/console/catalogue' : `/console/catalogue?${text}`;
}

const BADGE = { draft: 'badge-wait', published: 'badge-good', archived: 'badge-gone' } as const;

export function StatusBadge({ view, status }: { view: View; status: EntryRow['status'] }) {
  return <span class={`badge ${BADGE[status]}`}>{view.m.upkeep.status[status]}</span>;
}

function Shown({ view, query, counts }: Props) {
  const { filters } = view.m.upkeep;
  return (
    <nav aria-label={filters.label}>
      <ul class="shown">
        {SHOWN.map((show) => (
          <li key={show}>
            <a
              href={listAddress({ ...query, show, page: 1 })}
              aria-current={show === query.show ? 'page' : undefined}
            >
              {filters[show]} <span class="shown-count">{view.m.format.number(counts[show])}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Search({ view, query }: Props) {
  const m = view.m.upkeep;
  const kinds = [['', m.anyKind] as const, ...Object.entries(view.m.kind)];
  return (
    <form class="sift" method="get" action="/console/catalogue" aria-label={m.search}>
      {query.show !== 'all' && <input type="hidden" name="show" value={query.show} />}
      <div class="field field-words">
        <label class="label" for="q">
          {m.words}
        </label>
        <input id="q" name="q" type="search" dir="auto" maxLength={200} value={query.q} />
      </div>
      <div class="field">
        <label class="label" for="kind">
          {m.kind}
        </label>
        <select id="kind" name="kind">
          {kinds.map(([value, label]) => (
            <option key={value} value={value} selected={value === query.kind}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <button class="button" type="submit">
        {m.search}
      </button>
    </form>
  );
}

function Flags({ view, row }: { view: View; row: EntryRow }) {
  const { flags } = view.m.upkeep;
  const shown: [string, string][] = [
    ...(row.asked ? [['badge-late', flags.asked] as [string, string]] : []),
    ...(row.dead ? [['badge-late', flags.dead] as [string, string]] : []),
    ...(row.stale ? [['badge-late', flags.stale] as [string, string]] : []),
    ...(row.pending ? [['badge-wait', flags.pending] as [string, string]] : []),
  ];
  return (
    <span class="flags">
      {shown.map(([shape, words]) => (
        <span key={words} class={`badge ${shape}`}>
          {words}
        </span>
      ))}
      {row.stale && !row.contact && <span class="small quiet">{flags.noContact}</span>}
    </span>
  );
}

function Row({ view, row }: { view: View; row: EntryRow }) {
  const { columns, checked, changed } = view.m.upkeep;
  const { lastVerifiedAt, updatedAt } = row;
  const isChecked = lastVerifiedAt !== undefined && lastVerifiedAt > updatedAt;
  return (
    <tr>
      <th scope="row">
        <a href={catalogueAddress(row.id)} dir="auto">
          {row.title}
        </a>
        <span class="small quiet row-more">
          {view.m.kind[row.kind]}, {view.m.format.countryName(row.country)}
        </span>
      </th>
      <td data-label={columns.state}>
        <StatusBadge view={view} status={row.status} />
      </td>
      <td data-label={columns.checked}>
        {view.m.format.date(new Date(isChecked ? lastVerifiedAt : updatedAt))}
        <span class="small quiet row-more">{isChecked ? checked : changed}</span>
      </td>
      <td>
        <Flags view={view} row={row} />
      </td>
    </tr>
  );
}

/** Every entry, for those who keep the catalogue true. */
export function CatalogueListPage(props: Props) {
  const { view, query, answer, more } = props;
  const m = view.m.upkeep;
  const { browse } = view.m;
  return (
    <ConsoleLayout view={view} title={m.title} here="catalogue">
      <div class="head">
        <h1>{m.title}</h1>
        <div class="head-end">
          <a class="button" href="/console/imports">
            {view.m.imports.title}
          </a>
          <a class="button" href="/console/harvest">
            {view.m.harvest.title}
          </a>
          <a class="button" href="/console/catalogue/new?kind=case-study">
            {m.add['case-study']}
          </a>
          <a class="button" href="/console/catalogue/new?kind=provider">
            {m.add.provider}
          </a>
        </div>
        <p class="hint">{m.lead}</p>
      </div>
      <Shown {...props} />
      <Search {...props} />
      <h2 class="away">{m.found(answer.total)}</h2>
      {answer.entries.length === 0 ? (
        <div class="empty">
          <h2>{m.none}</h2>
          <p>{m.noneHint}</p>
        </div>
      ) : (
        <Table columns={[m.columns.title, m.columns.state, m.columns.checked, m.columns.needs]}>
          {answer.entries.map((row) => (
            <Row key={row.id} view={view} row={row} />
          ))}
        </Table>
      )}
      {(query.page > 1 || more) && (
        <nav class="pages" aria-label={browse.pages}>
          <span class="page-number">{browse.page(query.page)}</span>
          {query.page > 1 && (
            <a class="button" rel="prev" href={listAddress({ ...query, page: query.page - 1 })}>
              {browse.previous}
            </a>
          )}
          {more && (
            <a class="button" rel="next" href={listAddress({ ...query, page: query.page + 1 })}>
              {browse.next}
            </a>
          )}
        </nav>
      )}
    </ConsoleLayout>
  );
}
