import type { Request } from 'express';
import type { Asker } from '../../access.js';
import { AppError } from '../../errors.js';
import { type ImportFormat, type ImportService, MAX_IMPORT_BYTES } from '../../imports/contract.js';
import type { WebDeps } from '../deps.js';
import { type PageRoute, routesFor } from '../page-route.js';
import type { Page } from '../pages.js';
import { readFile } from '../upload.js';
import type { View } from '../view.js';
import { ImportPage } from './import-page.js';
import { ImportListPage } from './list-page.js';

/** Imports listed. */
const LISTED = 50;

/** Files of entries, in the console: look one through, then import it. */
export function importPages({ imports }: WebDeps): PageRoute[] {
  if (imports === undefined) return [];
  const route = routesFor('staff');
  return [
    route('get', '/console/imports', (_req, view) => listPage(imports, view)),
    route('post', '/console/imports', (req, view, asker) => take(imports, req, view, asker)),
    route('get', '/console/imports/:id', async (req, view) => {
      const one = await imports.get(String(req.params.id));
      return { status: 200, content: <ImportPage view={view} one={one} /> };
    }),
    route('post', '/console/imports/:id', async (req, _view, asker) => {
      const { id } = await imports.run(String(req.params.id), asker);
      return seeImport(id);
    }),
  ];
}

const seeImport = (id: string): Page => ({
  status: 303,
  content: <></>,
  redirect: `/console/imports/${encodeURIComponent(id)}`,
});

async function listPage(imports: ImportService, view: View, error?: string): Promise<Page> {
  const list = await imports.list(LISTED);
  return {
    status: error === undefined ? 200 : 400,
    content: <ImportListPage view={view} imports={list} error={error} />,
  };
}

async function take(imports: ImportService, req: Request, view: View, asker: Asker): Promise<Page> {
  const m = view.m.imports;
  try {
    const file = await readFile(req, 'file', MAX_IMPORT_BYTES);
    if (file === undefined) return await listPage(imports, view, m.noFile);
    const format = formatOf(file.name);
    if (format === undefined) return await listPage(imports, view, m.wrongFile);
    const { id } = await imports.take({ ...file, format }, { dryRun: true }, asker);
    return seeImport(id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'too-large') throw error;
    return listPage(imports, view, error.message);
  }
}

function formatOf(name: string): ImportFormat | undefined {
  const ending = /\.(jsonl|ndjson|csv)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return undefined;
  return ending === 'csv' ? 'csv' : 'jsonl';
}
