import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.js';
import { languageOf } from '../../http/language.js';
import { asLanguage } from '../../languages.js';
import type { WidgetTheme } from '../../partners/contract.js';
import { type Asset, FOR_EVER, pack, sendAsset } from '../assets.js';
import { manyValues, oneValue } from '../form.js';
import { framePage } from './frame-page.js';
import { integrityOf, newestRelease, readReleases } from './releases.js';

/** What the frame is made from. */
export interface EmbedDeps {
  /** Looks a partner's key up, whether it still works or not; absent: there are no partners. */
  keys?:
    | {
        find(
          key: string,
        ): Promise<
          { key: { kind: string; origins: readonly string[] }; partner: { theme: WidgetTheme } } | undefined
        >;
      }
    | undefined;
}

/** Any page may load these, with `crossorigin` or without, and under its own Cross-Origin-Embedder-Policy. */
const ANY_PAGE = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
const AN_HOUR = 'public, max-age=3600';

/** `/embed/v1/...`: the widget, its releases, and the frame for pages that take no script. */
export function createEmbedRouter({ keys }: EmbedDeps): Router {
  const releases = readReleases();
  const newest = newestRelease(releases);
  const router = Router();
  const scripts = new Map([...releases].map(([version, { script }]) => [version, served(script)]));
  const serve = (version: string, caching: string) => send(scripts.get(version), caching);
  router.get('/embed/v1/widget.js', serve(newest.version, AN_HOUR));
  router.get('/embed/v1/frame.js', send(served(translate('./client/frame-host.ts')), AN_HOUR));
  router.get('/embed/v1/inside.js', send(served(translate('./client/frame-inside.ts')), AN_HOUR));
  router.get('/embed/v1/frame', (req, res) => frame(keys, req, res));
  router.get('/embed/v1/:version/widget.js', (req, res, next) =>
    serve(String(req.params.version), FOR_EVER)(req, res, next),
  );
  return router;
}

interface Served {
  asset: Asset;
  etag: string;
}

function served(script: Buffer): Served {
  return { asset: pack('widget.js', script), etag: `"${integrityOf(script).slice(7, 31)}"` };
}

function send(file: Served | undefined, caching: string): RequestHandler {
  return (req, res, next) => {
    if (file === undefined) return next();
    res.set({ ...ANY_PAGE, 'Cache-Control': caching });
    sendAsset(req, res, file.asset, file.etag);
  };
}

function translate(path: string): Buffer {
  const source = readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
  return Buffer.from(
    transformSync(source, { loader: 'ts', minify: true, target: 'es2020', format: 'iife' }).code,
  );
}

const querySchema = z.object({
  key: oneValue,
  language: oneValue,
  theme: oneValue,
  mode: oneValue,
  sector: manyValues,
  country: manyValues,
});

/** The widget in a page of ours, which the pages of the key's partner may frame. */
async function frame(keys: EmbedDeps['keys'], req: Request, res: Response): Promise<void> {
  const query = querySchema.parse(req.query);
  const found = await keys?.find(query.key);
  if (found === undefined || found.key.kind !== 'publishable') {
    throw new AppError('not-found', 'There is no such publishable key');
  }
  const language = asLanguage(query.language) ?? languageOf(req);
  res.removeHeader('X-Frame-Options');
  res.set({
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors ${["'self'", ...found.key.origins].join(' ')}`,
    ].join('; '),
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'private, no-cache',
    'Content-Language': language,
  });
  res.vary('Accept-Language');
  const { theme } = found.partner;
  res.type('html').send(framePage({ ...query, language, look: theme, theme: query.theme || theme.scheme }));
}
