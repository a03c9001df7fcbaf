import {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
  urlencoded,
} from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Access, Actor, Person } from '../access.js';
import { orAway } from '../db/away.js';
import { AppError } from '../errors.js';
import { actorOf, fromOwnPagesOnly, guard } from '../http/access.js';
import { requestIdOf } from '../http/logging.js';
import { signInAddress } from './accounts/next.js';
import { buildAssets } from './assets.js';
import type { WebDeps } from './deps.js';
import { jobBoardPages } from './jobs/board.js';
import { readerOf } from './language.js';
import { createWorld } from './map/land.js';
import { MESSAGES } from './messages/index.js';
import { allPages } from './page-list.js';
import type { PageRoute } from './page-route.js';
import { notFoundPage, type Page, startingPage, troublePage } from './pages.js';
import type { View } from './view.js';
import { createEmbedRouter } from './widget/embed.js';

/** Paths that answer programs: their 404 is not a page. */
const NOT_PAGES =
  /^\/(v1|mcp|healthz|readyz|metrics|openapi\.json|docs|embed|feed\.atom|robots\.txt|sitemap[^/]*)(\/|$)/;

/**
 * The pages: `/`, `/entries/:id`, `/search`, `/about`, and `/assets/...`. Mount it last: whatever it does not
 * know, and whatever throws in it, becomes a page for people. Blocks for about 0.2 s to bundle its assets.
 */
export function createWebRouter(deps: WebDeps): Router {
  const assets = buildAssets();
  const world = createWorld();
  const view = (req: Request): View => ({
    ...spoken(req),
    address: req.method === 'GET' ? req.originalUrl.replace(/^\/+/, '/') : undefined,
    assets: assets.addresses,
    world,
    taxonomy: deps.taxonomy,
    publication: deps.publication,
    status: deps.status(),
    person: personOf(actorOf(req)),
  });
  const router = Router();
  router.use(assets.router);
  router.use(createEmbedRouter(deps));
  if (deps.limit !== undefined) router.use(deps.limit);
  for (const route of allPages(deps)) router[route.method](...mounted(route, deps, view));
  for (const { path, access, handler } of [jobBoardPages(deps)]) {
    router.use(path, ...guarded(access, deps), fromOwnPagesOnly, handler);
  }
  router.get('/{*path}', (req, res, next) => {
    if (NOT_PAGES.test(req.path) || !req.accepts('html')) return next();
    const now = view(req);
    send(res, now, notFoundPage(now));
  });
  router.use(pageErrors(deps, view));
  return router;
}

/** The language that the page is made in for whoever asks. */
function spoken(req: Request): Pick<View, 'm' | 'language' | 'chosen'> {
  const { language, chosen } = readerOf(req);
  return { m: MESSAGES[language], language, chosen };
}

function personOf(actor: Actor): Person | undefined {
  return actor.kind === 'person' ? actor : undefined;
}

function send(res: Response, view: View, page: Page): void {
  for (const cookie of page.cookies ?? []) res.append('Set-Cookie', cookie);
  if (page.redirect !== undefined) {
    res.set('Cache-Control', 'no-store').redirect(303, page.redirect);
    return;
  }
  const html = renderToString(page.content as VNode);
  res
    .status(page.status)
    .set({
      // Kept by the browser for Back, asked for again otherwise.
      'Cache-Control': page.secret === true ? 'no-store' : 'private, no-cache',
      // An entry's page links back to the answer that it was opened from, on this site only. Not `no-referrer` for
      // secret pages: without a referrer their forms would send `Origin: null`, as another site's might.
      'Referrer-Policy': 'same-origin',
      'Content-Language': page.language ?? view.language,
      // Who was given the secret may read the page; no search engine is to list it.
      ...(page.secret === true && { 'X-Robots-Tag': 'noindex' }),
      ...(page.retryAfterSeconds !== undefined && { 'Retry-After': String(page.retryAfterSeconds) }),
    })
    .vary('Accept-Language, Cookie')
    .type('html')
    .send(`<!doctype html>${html}`);
}

/** A declared page as express takes it: who asks, whether they may, the form, the page. */
function mounted(
  { method, path, access, page, whileStarting }: PageRoute,
  deps: WebDeps,
  view: (req: Request) => View,
): [string, ...RequestHandler[]] {
  const answer: RequestHandler = async (req, res) => {
    const now = view(req);
    if (!now.status.ready && whileStarting !== true) return send(res, now, startingPage(now));
    send(res, now, await page(req, now, { actor: actorOf(req), requestId: requestIdOf(req) }));
  };
  const own = method === 'post' ? [fromOwnPagesOnly] : [];
  const form = method === 'post' ? [urlencoded({ extended: false, limit: '500kb' })] : [];
  return [path, ...own, ...guarded(access, deps), ...form, answer];
}

/** Who asks, and whether they may. */
function guarded(access: Access, deps: WebDeps): RequestHandler[] {
  const identify = deps.identify === undefined ? [] : [onceReady(deps.identify, deps.status)];
  return [...identify, toSignIn(access), guard(access)];
}

/** Who is not signed in is asked to, and comes back to the page; a form that was sent cannot come back. */
function toSignIn(access: Access): RequestHandler {
  return (req, res, next) => {
    const asked = access !== 'anyone' && access !== 'city' && req.method === 'GET';
    if (!asked || actorOf(req).kind !== 'anyone') return next();
    res.set('Cache-Control', 'no-store').redirect(303, signInAddress(req.originalUrl));
  };
}

/** Nobody can be known before the database is open; pages say then that the server is starting. */
function onceReady(identify: RequestHandler, status: WebDeps['status']): RequestHandler {
  return (req, res, next) => (status().ready ? identify(req, res, next) : next());
}

/** Errors of the pages become pages; what is unknown is logged with the number the reader can quote. */
function pageErrors(deps: WebDeps, view: (req: Request) => View): ErrorRequestHandler {
  return (given: unknown, req, res, next) => {
    if (res.headersSent) return next(given);
    if (NOT_PAGES.test(req.path) || !req.accepts('html')) return next(given);
    const error = orAway(given);
    const requestId = requestIdOf(req);
    if (!(error instanceof AppError)) deps.log.error({ err: error, requestId }, 'A page could not be made');
    const now = view(req);
    send(res, now, troublePage(now, error, { requestId, address: req.originalUrl }));
  };
}
