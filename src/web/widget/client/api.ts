import type {
  WidgetEntry,
  WidgetMatchResponse,
  WidgetSearchResponse,
} from '../../../partners/widget-contract.js';
import { field, toJson } from './json.js';
import type { Settings } from './settings.js';

/** What went wrong: the last part of the problem's type, or one of our own: `offline`, `unreachable`, `timed-out`. */
export interface Failure {
  code: string;
  /** Seconds until it may work again, where the server says so. */
  wait?: number | undefined;
  requestId?: string | undefined;
}
export type Answer<T> = { value: T } | { failure: Failure };

/** What a search is narrowed to, by facet; empty: nothing. */
export type Chosen = Partial<Record<'kind' | 'sector' | 'country', string>>;

export interface Search {
  words: string;
  chosen: Chosen;
  cursor?: string | undefined;
  /** Still being typed: a few entries that hold these words. */
  typing?: boolean;
}

export interface Statement {
  statement: string;
  country?: string | undefined;
  population?: number | undefined;
}

/** The calls that the widget makes of the site, with its key and within its scope. */
export interface Api {
  search(search: Search, signal: AbortSignal): Promise<Answer<WidgetSearchResponse>>;
  match(statement: Statement, signal: AbortSignal): Promise<Answer<WidgetMatchResponse>>;
  entry(id: string, signal: AbortSignal): Promise<Answer<WidgetEntry>>;
  /** Counts what a reader did; nothing waits for it. */
  count(event: 'select' | 'hand-over'): void;
}

const PAGE: [string, string][] = [
  ['facets', 'kind,sector,country'],
  ['limit', '10'],
];
const SUGGESTIONS: [string, string][] = [
  ['by', 'titles'],
  ['limit', '6'],
];
const fetchAsGiven = window.fetch;

const hasList =
  <T>(name: string) =>
  (value: unknown): value is T =>
    Array.isArray(field(value, name));
const isEntry = (value: unknown): value is WidgetEntry => typeof field(value, 'title') === 'string';

export function createApi(settings: Settings, language: string): Api {
  const { base, key, sector, country } = settings;

  function address(path: string, query: [string, string][] = []): string {
    const url = new URL(`/v1/widget/${path}`, base);
    url.search = new URLSearchParams([['key', key], ['language', language], ...query]).toString();
    return url.href;
  }

  async function ask<T>(
    to: string,
    init: RequestInit,
    isExpected: (value: unknown) => value is T,
  ): Promise<Answer<T>> {
    if (base === undefined || key === '') return { failure: { code: 'key-missing' } };
    let response: Response;
    try {
      response = await fetchAsGiven.call(window, to, { ...init, ...PLAIN });
    } catch {
      return { failure: { code: navigator.onLine ? await whyNot(base) : 'offline' } };
    }
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok && isExpected(body)) return { value: body };
    return { failure: failureOf(response, body) };
  }

  const post = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: toJson(body),
  });

  return {
    search({ words, chosen, cursor, typing }, signal) {
      const within = { kind: [], sector, country };
      const filters = (['kind', 'sector', 'country'] as const).flatMap((facet) => {
        const one = chosen[facet];
        return (one === undefined ? within[facet] : [one]).map((value): [string, string] => [facet, value]);
      });
      const query: [string, string][] = [['q', words], ...filters, ...(typing ? SUGGESTIONS : PAGE)];
      if (cursor !== undefined) query.push(['cursor', cursor]);
      return ask(address('search', query), { signal }, hasList<WidgetSearchResponse>('hits'));
    },
    match({ statement, country: from, population }, signal) {
      const city = { country: from, population };
      const filters = {
        ...(sector.length > 0 && { sector }),
        ...(country.length > 0 && { country }),
      };
      const body = {
        statement,
        ...((from !== undefined || population !== undefined) && { city }),
        ...(Object.keys(filters).length > 0 && { filters }),
      };
      return ask(address('match'), { ...post(body), signal }, hasList<WidgetMatchResponse>('results'));
    },
    entry: (id, signal) => ask(address(`entries/${encodeURIComponent(id)}`), { signal }, isEntry),
    count(event) {
      if (base === undefined || key === '') return;
      const init: RequestInit = { ...post({ event }), ...PLAIN, keepalive: true };
      void fetchAsGiven.call(window, address('events'), init).catch(() => undefined);
    },
  };
}

/** Without cookies, and without telling the address of the page. */
const PLAIN: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };

/** A refused page may not read why: what every page may read shows whether the server is there. */
async function whyNot(base: string): Promise<string> {
  try {
    await fetchAsGiven.call(window, new URL('/embed/v1/widget.js', base), { ...PLAIN, method: 'HEAD' });
    return 'origin-refused';
  } catch {
    return 'unreachable';
  }
}

function failureOf(response: Response, body: unknown): Failure {
  const type = field(body, 'type');
  const id = field(body, 'requestId');
  const wait = Number(response.headers.get('retry-after') ?? '');
  return {
    code: typeof type === 'string' ? (type.split(':').pop() ?? 'other') : 'other',
    wait: wait > 0 ? wait : undefined,
    requestId: typeof id === 'string' && response.status >= 500 ? id : undefined,
  };
}
