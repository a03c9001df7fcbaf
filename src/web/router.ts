import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { AppError } from '../errors.js';
import { requestIdOf } from '../http/logging.js';
import { buildAssets } from './assets.js';
import type { WebDeps } from './deps.js';
import { createWorld } from './map/land.js';
import { en } from './messages/en.js';
import {
  aboutPage,
  browsePage,
  entryPage,
  homePage,
  notFoundPage,
  type Page,
  startingPage,
  troublePage,
} from './pages.js';
import type { View } from './view.js';

/** Paths that answer programs: their 404 is not a page. */
const NOT_PAGES = /^\/(v1|healthz|readyz|metrics|openapi\.json|docs|embed)(\/|$)/;

/**
 * The pages: `/`, `/entries/:id`, `/search`, `/about`, and `/assets/...`. Mount it last: whatever it does not
 * know, and whatever throws in it, becomes a page for people. Blocks for about 0.2 s to bundle its assets.
 */
export function createWebRouter(deps: WebDeps): Router {
  const assets = buildAssets();
  const world = createWorld();
  const view = (): View => ({
    m: en,
    assets: assets.addresses,
    world,
    taxonomy: deps.taxonomy,
    status: deps.status(),
  });
  const router = Router();
  const get = (path: string, page: (req: Request, view: View) => Page | Promise<Page>) =>
    router.get(path, async (req, res) => {
      const now = view();
      send(res, !now.status.ready ? startingPage(now) : await page(req, now));
    });
  router.use(assets.router);
  if (deps.limit !== undefined) router.use(deps.limit);
  get('/', (req, now) => homePage(deps, now, req));
  get('/entries/:id', (req, now) => entryPage(deps, now, req));
  get('/search', (req, now) => browsePage(deps, now, req));
  router.get('/about', (_req, res) => send(res, aboutPage(view())));
  router.get('/{*path}', (req, res, next) => {
    if (NOT_PAGES.test(req.path) || !req.accepts('html')) return next();
    send(res, notFoundPage(view()));
  });
  router.use(pageErrors(deps, view));
  return router;
}

function send(res: Response, page: Page): void {
  const html = renderToString(page.content as VNode);
  res
    .status(page.status)
    .set({
      // Kept by the browser for Back, asked for again otherwise.
      'Cache-Control': 'private, no-cache',
      // An entry's page links back to the answer that it was opened from, on this site only.
      'Referrer-Policy': 'same-origin',
      ...(page.retryAfterSeconds !== undefined && { 'Retry-After': String(page.retryAfterSeconds) }),
    })
    .type('html')
    .send(`<!doctype html>${html}`);
}

/** Errors of the pages become pages; what is unknown is logged with the number the reader can quote. */
function pageErrors(deps: WebDeps, view: () => View): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    if (NOT_PAGES.test(req.path) || !req.accepts('html')) return next(error);
    const requestId = requestIdOf(req);
    if (!(error instanceof AppError)) deps.log.error({ err: error, requestId }, 'A page could not be made');
    send(res, troublePage(view(), error, { requestId, address: req.originalUrl }));
  };
}
