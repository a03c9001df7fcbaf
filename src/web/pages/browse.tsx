import type { CatalogueAnswer } from '../../catalogue/search.js';
import { EntryList } from '../components/entry-list.js';
import { valueLabel } from '../components/filters.js';
import { Layout } from '../components/layout.js';
import type { View } from '../view.js';

/** What is asked of the catalogue's page. */
export interface BrowseQuery {
  /** Words; empty lists everything. */
  q: string;
  kind: string[];
  sector: string[];
  country: string[];
  /** From 1. */
  page: number;
}

interface Props {
  view: View;
  query: BrowseQuery;
  answer: CatalogueAnswer;
}

const FACETS = ['kind', 'sector', 'country'] as const;

/** Address of the catalogue's page for this query. */
function browseAddress(query: Partial<BrowseQuery>): string {
  const parameters = new URLSearchParams();
  if (query.q !== undefined && query.q !== '') parameters.set('q', query.q);
  for (const facet of FACETS) for (const value of query[facet] ?? []) parameters.append(facet, value);
  if (query.page !== undefined && query.page > 1) parameters.set('page', String(query.page));
  const text = parameters.toString();
  return text === '' ? '/search' : `/search?${text}`;
}

function Facet({ view, query, answer, facet }: Props & { facet: (typeof FACETS)[number] }) {
  const counts = answer.facets[facet] ?? {};
  const values = [...new Set([...query[facet], ...Object.keys(counts)])]
    .map((value) => ({ value, label: valueLabel(view, facet, value), count: counts[value] ?? 0 }))
    .sort((a, b) => a.label.localeCompare(b.label, view.m.format.locale));
  return (
    <div class="field">
      <label class="label" for={`browse-${facet}`}>
        {view.m.filter[facet]}
      </label>
      <select id={`browse-${facet}`} name={facet} data-auto>
        <option value="">{view.m.browse.any}</option>
        {values.map(({ value, label, count }) => (
          <option key={value} value={value} selected={query[facet].includes(value)}>
            {`${label} (${view.m.format.number(count)})`}
          </option>
        ))}
      </select>
    </div>
  );
}

function BrowseForm(props: Props) {
  const { view, query } = props;
  const { browse } = view.m;
  return (
    <form class="browse-form" id="browse" method="get" action="/search" aria-label={browse.title}>
      <div class="field browse-words">
        <label class="label" for="q">
          {browse.words}
        </label>
        <input id="q" name="q" type="search" dir="auto" maxLength={500} value={query.q} />
      </div>
      {FACETS.map((facet) => (
        <Facet key={facet} {...props} facet={facet} />
      ))}
      <button type="submit" class="button button-main">
        {browse.submit}
      </button>
    </form>
  );
}

function Pages({ view, query, answer }: Props) {
  const { browse } = view.m;
  const more = answer.nextOffset !== undefined;
  if (query.page === 1 && !more) return null;
  return (
    <nav class="pages" aria-label={browse.pages}>
      {query.page > 1 && (
        <a class="button" rel="prev" href={browseAddress({ ...query, page: query.page - 1 })}>
          {browse.previous}
        </a>
      )}
      <span class="page-number">{browse.page(query.page)}</span>
      {more && (
        <a class="button" rel="next" href={browseAddress({ ...query, page: query.page + 1 })}>
          {browse.next}
        </a>
      )}
    </nav>
  );
}

/** The whole catalogue, to look through. */
export function BrowsePage(props: Props) {
  const { view, query, answer } = props;
  const { browse, states } = view.m;
  const any = query.q !== '' || FACETS.some((facet) => query[facet].length > 0);
  const told = any || query.page > 1 ? undefined : { path: '/search', description: browse.lead };
  return (
    <Layout view={view} title={browse.title} here="browse" told={told}>
      <h1>{browse.title}</h1>
      <p class="lead">{browse.lead}</p>
      <BrowseForm {...props} />
      <section
        class="found"
        id="answer"
        aria-labelledby="answer-heading"
        data-announce={browse.results(answer.total)}
      >
        <div class="answer-head">
          <h2 id="answer-heading" tabIndex={-1}>
            {answer.total === 0
              ? browse.none
              : query.q === ''
                ? browse.results(answer.total)
                : browse.forWords(answer.total, query.q)}
          </h2>
          {any && (
            <a class="clear" href="/search">
              {view.m.filter.clear}
            </a>
          )}
        </div>
        {answer.degraded && query.q !== '' && <p class="notice notice-warning">{states.degraded}</p>}
        {answer.hits.length === 0 ? (
          <p>{browse.noneHint}</p>
        ) : (
          <EntryList view={view} entries={answer.hits} />
        )}
        <Pages {...props} />
      </section>
    </Layout>
  );
}
