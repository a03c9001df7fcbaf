import { join, resolve } from 'node:path';

/** Where the embedded search engine keeps its snapshot. */
export function indexFolder(dataDir: string): string {
  return join(resolve(dataDir), 'index');
}

/** Where `npm run reindex` and a running server leave each other word. */
export function reindexFolder(dataDir: string): string {
  return join(resolve(dataDir), 'reindex');
}
