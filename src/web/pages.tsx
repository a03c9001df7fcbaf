import type { Request } from 'express';
import type { VNode } from 'preact';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../errors.js';
import { placesOf } from '../fairness/contract.js';
import { STATUS_OF } from '../http/problem.js';
import type { Language } from '../languages.js';
import { WEIGHTS } from '../matching/weights.js';
import type { WebDeps } from './deps.js';
import { FIRST_SHOWN, isFirstLook, manyValues, oneValue, readForm } from './form.js';
import { BrowsePage, type BrowseQuery } from './pages/browse.js';
import { EntryPage } from './pages/entry.js';
import { HomePage } from './pages/home.js';
import { AboutPage, StartingPage, TroublePage } from './pages/plain.js';
import { RankingPage } from './pages/ranking.js';
import type { View } from './view.js';

/** A page to send. */
export interface Page {
  status: number;
  content: VNode;
  /** Its language, where it is not the reader's. */
  language?: Language | undefined;
  retryAfterSeconds?: number | undefined;
  /** Its address holds a secret: no cache keeps it. */
  secret?: boolean;
  /** `Set-Cookie` values that go with it. */
  cookies?: readonly string[] | undefined;
  /** Go there instead (303), after a form was taken. */
  redirect?: string | undefined;
  /** A file to be saved, in place of the content. */
  file?: { name: string; type: 'text/csv'; body: string } | undefined;
  /** It shows pages of this site in frames. */
  frames?: boolean | undefined;
}

const SIMILAR_SHOWN = 4;
const BROWSE_LIMIT = 20;
/** Longest search, in UTF-16 units. */
const MAX_WORDS = 500;

/** The start page, with the answer when a challenge was sent. */
export async function homePage(deps: WebDeps, view: View, req: Request): Promise<Page> {
  const form = readForm(req.query, view.m);
  if (form.request === undefined) {
    const counted = await deps.entries.count();
    const counts = { cases: counted.byKind['case-study'], providers: counted.byKind.provider };
    const status = Object.keys(form.errors).length > 0 ? 400 : 200;
    return { status, content: <HomePage view={view} form={form} counts={counts} answer={undefined} /> };
  }
  try {
    const response = await deps.matcher.match(form.request, { language: view.language });
    // Neither what staff try, nor the same answer looked at again, is counted.
    if (req.method === 'GET' && view.person === undefined && isFirstLook(form))
      deps.exposure?.shown(placesOf(response.results.slice(0, FIRST_SHOWN)));
    const coordinates = await deps.entries.coordinates(response.results.map((result) => result.id));
    return {
      status: 200,
      content: <HomePage view={view} form={form} counts={undefined} answer={{ response, coordinates }} />,
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    deps.log.warn({ err: error }, 'A challenge could not be matched');
    const { states } = view.m;
    const away = { title: states.unavailableTitle, text: states.unavailable, requestId: undefined };
    const content = <HomePage view={view} form={form} counts={undefined} answer={undefined} away={away} />;
    return { status: 503, content, retryAfterSeconds: error.retryAfterSeconds ?? 10 };
  }
}

/** One entry, or that there is none. */
export async function entryPage(deps: WebDeps, view: View, req: Request): Promise<Page> {
  const id = String(req.params.id);
  const entry = await deps.entries.get(id);
  const { states } = view.m;
  if (entry === undefined) {
    return {
      status: 404,
      content: <TroublePage view={view} title={states.entryNotFoundTitle} text={states.notFound} />,
    };
  }
  const similar = await deps.search.similar(id, SIMILAR_SHOWN).catch((error: unknown) => {
    // The entry itself is worth showing without its neighbours.
    deps.log.warn({ err: error, id }, 'Similar entries could not be found');
    return { hits: [] };
  });
  return {
    status: 200,
    content: <EntryPage view={view} entry={entry} similar={similar} back={answerBefore(req)} />,
  };
}

/** Address of the answer that the reader comes from, when it was on this server. */
function answerBefore(req: Request): string | undefined {
  const referer = req.get('referer');
  if (referer === undefined || !URL.canParse(referer)) return undefined;
  const url = new URL(referer);
  const own = url.host === req.get('host') && url.pathname === '/' && url.searchParams.has('statement');
  return own ? url.pathname + url.search : undefined;
}

const browseSchema = z.object({
  q: oneValue,
  kind: manyValues,
  sector: manyValues,
  country: manyValues,
  page: oneValue,
});

/** The catalogue, page by page. A filter value that does not exist is left out rather than refused. */
export async function browsePage(deps: WebDeps, view: View, req: Request): Promise<Page> {
  const raw = browseSchema.parse(req.query);
  const known = (given: string[], all: readonly string[]) => given.filter((value) => all.includes(value));
  const query: BrowseQuery = {
    q: raw.q.trim().slice(0, MAX_WORDS),
    kind: known(raw.kind, ['case-study', 'provider']),
    sector: known(
      raw.sector,
      view.taxonomy.sectors.map((sector) => sector.id),
    ),
    country: known(raw.country, view.taxonomy.countryCodes),
    page: /^[1-9]\d{0,3}$/.test(raw.page) ? Number(raw.page) : 1,
  };
  const answer = await deps.search.search({
    text: query.q,
    filter: { kind: query.kind, sector: query.sector, country: query.country },
    facets: ['kind', 'sector', 'country'],
    limit: BROWSE_LIMIT,
    offset: (query.page - 1) * BROWSE_LIMIT,
  });
  return { status: 200, content: <BrowsePage view={view} query={query} answer={answer} /> };
}

export const aboutPage = (view: View): Page => ({ status: 200, content: <AboutPage view={view} /> });

/** What answers are ranked by, from the weights in use. */
export const rankingPage = ({ weights }: WebDeps, view: View): Page => ({
  status: 200,
  content: <RankingPage view={view} weights={weights?.() ?? WEIGHTS} />,
});

/** 503 until the server is ready, so that nothing keeps this page in place of the real one. */
export const startingPage = (view: View): Page => ({
  status: 503,
  content: <StartingPage view={view} />,
  retryAfterSeconds: 3,
});

export const notFoundPage = (view: View): Page => ({
  status: 404,
  content: <TroublePage view={view} title={view.m.states.notFoundTitle} text={view.m.states.notFound} />,
});

/** Someone who is signed in is told their role; a link that opens something else, that it does. */
function refusedWords({ m, person }: View): [string, string] {
  const { refused } = m.accounts;
  if (person !== undefined) return [refused.roleTitle, refused.role(m.accounts.roles[person.role])];
  return [m.states.linkTitle, m.states.link];
}

/** The page for an error: only an AppError's own code is told, nothing of an unknown one. */
export function troublePage(view: View, error: unknown, at: { requestId: string; address: string }): Page {
  const { states } = view.m;
  const code = error instanceof AppError ? error.code : undefined;
  const status = STATUS_OF[code ?? 'internal'];
  const words: Partial<Record<ErrorCode, [string, string]>> = {
    'not-found': [states.notFoundTitle, states.notFound],
    'bad-request': [states.notFoundTitle, states.notFound],
    'rate-limited': [states.rateLimitedTitle, states.rateLimited],
    unavailable: [states.unavailableTitle, states.unavailable],
    unauthenticated: [states.signedOutTitle, states.signedOut],
    forbidden: refusedWords(view),
  };
  const [title, explanation] = (code && words[code]) ?? [states.errorTitle, states.error];
  // An address that begins with two slashes would lead to another server.
  const retry = status >= 429 ? at.address.replace(/^\/+/, '/') : undefined;
  const content = (
    <TroublePage
      view={view}
      title={title}
      text={explanation}
      retry={retry}
      requestId={status >= 500 ? at.requestId : undefined}
    />
  );
  const retryAfterSeconds = error instanceof AppError ? error.retryAfterSeconds : undefined;
  return { status, content, retryAfterSeconds };
}
