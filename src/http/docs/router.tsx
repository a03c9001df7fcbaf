import { readFileSync } from 'node:fs';
import { Router } from 'express';
import { renderToString } from 'preact-render-to-string';
import type { OpenApiDocument } from '../openapi.js';
import { MethodNotAllowed } from '../problem.js';
import { readDocument } from './model.js';
import { DocsPage } from './page.js';

const STYLE = '/docs/style.css';
const KEEP = 'public, max-age=300';

/** `/openapi.json`, and `/docs`: the same for people. Both are made once. */
export function createDocsRouter(document: OpenApiDocument): Router {
  const here = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const style = here('../../web/styles/tokens.css') + here('docs.css');
  const view = readDocument(document);
  const server = document.servers?.[0]?.url ?? '/';
  const router = Router();
  router.get('/openapi.json', (_req, res) => {
    res.set('Cache-Control', KEEP).json(document);
  });
  router.get('/docs', (req, res) => {
    const base = server === '/' ? `${req.protocol}://${req.get('host') ?? 'localhost'}` : server;
    const page = renderToString(<DocsPage view={view} style={STYLE} server={base} />);
    // The page names the host that it was asked by, so nobody but the asker may keep it.
    res.set('Cache-Control', 'private, max-age=300').type('html').send(`<!doctype html>${page}`);
  });
  router.get(STYLE, (_req, res) => {
    res.set('Cache-Control', KEEP).type('css').send(style);
  });
  router.all(['/openapi.json', '/docs', STYLE], () => {
    throw new MethodNotAllowed(['GET', 'HEAD']);
  });
  return router;
}
