import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { type Request, type RequestHandler, type Response, Router } from 'express';

/** Addresses of the bundled files, with their content's hash in the name. */
export interface AssetAddresses {
  style: string;
  script: string;
  /** Style and script of the console. */
  consoleStyle: string;
  consoleScript: string;
  /** Style of the demonstration of the widget. */
  demoStyle: string;
  icon: string;
  /** The font files that the first view needs, to be loaded early. */
  fonts: string[];
}

/** A file as it is sent, in every encoding. */
export interface Asset {
  type: string;
  encodings: Map<'br' | 'gzip' | 'identity', Buffer>;
}

export interface Assets {
  addresses: AssetAddresses;
  /** Serves `/assets/...`, cacheable for ever since a changed file has another name. */
  router: Router;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const PREFIX = '/assets/';
/** A changed file has another address. */
export const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Bundles the client script, the styles and the fonts into memory. Blocks for about 0.1 s: call once at start.
 * @throws Error when a source file does not build.
 */
export function buildAssets(): Assets {
  const files = bundle();
  const find = (pattern: RegExp) => {
    const name = [...files.keys()].find((key) => pattern.test(key));
    if (name === undefined) throw new Error(`The bundle lacks ${pattern.source}`);
    return PREFIX + name;
  };
  const router = Router();
  router.get(`${PREFIX}:name`, serve(files));
  return {
    addresses: {
      style: find(/^main-.*\.css$/),
      script: find(/^main-.*\.js$/),
      consoleStyle: find(/^console-.*\.css$/),
      consoleScript: find(/^console-.*\.js$/),
      demoStyle: find(/^demo-.*\.css$/),
      icon: find(/^icon-.*\.svg$/),
      fonts: [find(/-latin-wght-normal-.*\.woff2$/)],
    },
    router,
  };
}

function bundle(): Map<string, Asset> {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const result = buildSync({
    entryPoints: [
      { in: here('client/main.ts'), out: 'main' },
      { in: here('styles/main.css'), out: 'main' },
      { in: here('console/client/main.ts'), out: 'console' },
      { in: here('console/styles/console.css'), out: 'console' },
      { in: here('styles/demo.css'), out: 'demo' },
      { in: here('styles/icon.svg'), out: 'icon' },
    ],
    outdir: '/',
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: PREFIX,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
    loader: { '.woff2': 'file', '.woff': 'empty', '.svg': 'copy' },
    logLevel: 'silent',
  });
  return new Map(
    result.outputFiles.map((file) => [basename(file.path), pack(file.path, Buffer.from(file.contents))]),
  );
}

/** @param path What its name ends in tells its type. */
export function pack(path: string, content: Buffer): Asset {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const encodings: Asset['encodings'] = new Map([['identity', content]]);
  // Fonts are compressed already.
  if (!path.endsWith('.woff2'))
    encodings.set('br', brotliCompressSync(content)).set('gzip', gzipSync(content));
  return { type, encodings };
}

function serve(files: Map<string, Asset>): RequestHandler<{ name: string }> {
  return (req, res, next) => {
    const asset = files.get(req.params.name);
    if (asset === undefined) return next();
    res.set('Cache-Control', FOR_EVER);
    sendAsset(
      req,
      res,
      asset,
      `"${createHash('sha256').update(req.params.name).digest('base64url').slice(0, 16)}"`,
    );
  };
}

/** Sends a file in the best encoding that is taken, or that it has not changed. */
export function sendAsset(req: Request, res: Response, asset: Asset, etag: string): void {
  const accepted = req.acceptsEncodings(['br', 'gzip', 'identity']);
  const encoding = accepted === 'br' || accepted === 'gzip' ? accepted : 'identity';
  const body = asset.encodings.get(encoding);
  res.set({ 'Content-Type': asset.type, ETag: etag }).vary('Accept-Encoding');
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  if (body !== undefined && encoding !== 'identity') res.set('Content-Encoding', encoding);
  res.end(body ?? asset.encodings.get('identity'));
}
