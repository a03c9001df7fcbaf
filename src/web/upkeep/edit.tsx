import type { Request } from 'express';
import type { Asker } from '../../access.js';
import type { EntryKind } from '../../catalogue/entry.js';
import { AppError } from '../../errors.js';
import type { EntryRecord, UpkeepService } from '../../upkeep/contract.js';
import { oneValue, readFields } from '../form.js';
import type { PageRoute } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { catalogueAddress } from './addresses.js';
import { EditEntryPage, NewEntryPage } from './edit-page.js';
import {
  baseOf,
  emptyValues,
  entryErrors,
  fieldsOf,
  lookAlikeOf,
  merge,
  readEntryValues,
  valuesOf,
} from './form.js';

type Route = (method: 'get' | 'post', path: string, page: PageRoute['page']) => PageRoute;

/** The forms of new entries and of those that are there. */
export function editPages(upkeep: UpkeepService, route: Route): PageRoute[] {
  return [
    route('get', '/console/catalogue/new', (req, view) => {
      const kind = kindOf(oneValue.parse(req.query.kind));
      const blank = { values: emptyValues(), errors: {}, lookAlikes: [], seen: [] };
      return { status: 200, content: <NewEntryPage view={view} kind={kind} {...blank} /> };
    }),
    route('post', '/console/catalogue/new', (req, view, asker) => create(upkeep, req, view, asker)),
    route('get', '/console/catalogue/:id/edit', async (req, view) => {
      const record = await upkeep.get(String(req.params.id));
      const { kind } = record;
      const values = valuesOf(record);
      const shown = { kind, values, errors: {}, record, base: baseOf(kind, values) };
      return { status: 200, content: <EditEntryPage view={view} {...shown} /> };
    }),
    route('post', '/console/catalogue/:id/edit', (req, view, asker) => edit(upkeep, req, view, asker)),
  ];
}

function kindOf(text: string): EntryKind {
  return text === 'provider' ? 'provider' : 'case-study';
}

/** Where to go once it is saved. */
function saved({ id }: EntryRecord, does: string, done: string): Page {
  const address = catalogueAddress(id);
  const redirect = does === 'preview' ? `${address}/preview` : `${address}?done=${done}`;
  return { status: 303, content: <></>, redirect };
}

/** Saves a new entry, once those like it have been seen. */
async function create(upkeep: UpkeepService, req: Request, view: View, asker: Asker): Promise<Page> {
  const form = readFields(req, 'kind', 'do', 'seen');
  const kind = kindOf(form.kind);
  const values = readEntryValues(req.body);
  const seen = form.seen
    .split(' ')
    .filter((id) => /^[a-z0-9-]{1,100}$/.test(id))
    .slice(0, 50);
  const alike = await upkeep.lookAlikes(lookAlikeOf(kind, values));
  const lookAlikes = alike.filter(({ id }) => !seen.includes(id));
  const page = (status: number, errors: ReturnType<typeof entryErrors>): Page => {
    const shown = { view, kind, values, errors, lookAlikes, seen };
    return { status, content: <NewEntryPage {...shown} /> };
  };
  if (lookAlikes.length > 0) return page(200, {});
  const publish = form.do === 'publish';
  try {
    const record = await upkeep.create({ kind, entry: fieldsOf(kind, values), publish }, asker);
    return saved(record, form.do, publish ? 'created-published' : 'created');
  } catch (error) {
    return page(400, entryErrors(kind, error, view.m.upkeep.form.errors));
  }
}

async function edit(upkeep: UpkeepService, req: Request, view: View, asker: Asker): Promise<Page> {
  const id = String(req.params.id);
  const form = readFields(req, 'do', 'version', 'base');
  const values = readEntryValues(req.body);
  const before = await upkeep.get(id);
  const { kind } = before;
  const publish = form.do === 'publish';
  try {
    const change = { version: Number(form.version) || 0, entry: fieldsOf(kind, values), publish };
    const record = await upkeep.edit(id, change, asker);
    const kept = record.status === 'published' && record.draft !== undefined ? 'draft' : 'saved';
    return saved(record, form.do, publish ? 'published' : kept);
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') {
      // Read again: what is shown beside what was typed must belong to the version that the form now carries.
      const record = await upkeep.get(id);
      const stored = valuesOf(record);
      const { values: merged, ...told } = merge(kind, values, stored, form.base);
      const shown = { view, kind, values: merged, errors: {}, record, base: baseOf(kind, stored) };
      const content = <EditEntryPage {...shown} conflict={{ why: error.message, stored, ...told }} />;
      return { status: 409, content };
    }
    const errors = entryErrors(kind, error, view.m.upkeep.form.errors);
    // The version that the form was made from stays: what others changed meanwhile must still be noticed.
    const record = { ...before, version: Number(form.version) || before.version };
    return {
      status: 400,
      content: <EditEntryPage {...{ view, kind, values, errors, record, base: form.base }} />,
    };
  }
}
