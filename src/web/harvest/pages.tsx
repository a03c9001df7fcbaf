import type { Request } from 'express';
import { z } from 'zod';
import type { Asker } from '../../access.js';
import { AppError, type FieldError } from '../../errors.js';
import { type HarvestService, newSourceSchema, sourceChangeSchema } from '../../harvest/contract.js';
import { wordIssue } from '../../word-issue.js';
import type { FieldErrors, Notice } from '../accounts/fields.js';
import type { WebDeps } from '../deps.js';
import { manyValues, oneValue, readFields } from '../form.js';
import { type PageRoute, routesFor } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { HarvestPage } from './list-page.js';
import type { SourceValues } from './source-form.js';
import { HarvestSourcePage } from './source-page.js';

/** Entries beside ours on one page. */
const SHOWN = 20;

type Typed = { values: SourceValues; errors: FieldErrors };

/** Entries of other sites, in the console. */
export function harvestPages({ harvest }: WebDeps): PageRoute[] {
  if (harvest === undefined) return [];
  const staff = routesFor('staff');
  const admin = routesFor('admin');
  return [
    staff('get', '/console/harvest', (req, view) => list(harvest, view, 200, doneOf(req, view))),
    staff('post', '/console/harvest', (req, view, asker) => act(harvest, req, view, asker)),
    admin('post', '/console/harvest/sources', (req, view, asker) => add(harvest, req, view, asker)),
    staff('get', '/console/harvest/:id', (req, view) =>
      source(harvest, String(req.params.id), view, 200, doneOf(req, view)),
    ),
    admin('post', '/console/harvest/:id', (req, view, asker) => change(harvest, req, view, asker)),
  ];
}

function doneOf(req: Request, view: View): Notice | undefined {
  const text = view.m.harvest.done[oneValue.parse(req.query.done)];
  return text === undefined ? undefined : { kind: 'done', text };
}

async function list(
  harvest: HarvestService,
  view: View,
  status: number,
  notice?: Notice,
  typed?: Typed,
): Promise<Page> {
  const [sources, undecided] = await Promise.all([harvest.sources(), harvest.undecided(SHOWN)]);
  return { status, content: <HarvestPage {...{ view, sources, undecided, notice, typed }} /> };
}

async function source(
  harvest: HarvestService,
  id: string,
  view: View,
  status: number,
  notice?: Notice,
  typed?: Typed,
): Promise<Page> {
  const one = await harvest.source(id);
  return { status, content: <HarvestSourcePage {...{ view, source: one, notice, typed }} /> };
}

const seeOther = (redirect: string): Page => ({ status: 303, content: <></>, redirect });

/** What the buttons of the list ask for; then back to it. */
async function act(harvest: HarvestService, req: Request, view: View, asker: Asker): Promise<Page> {
  const { do: does, id, entryId } = readFields(req, 'do', 'id', 'entryId');
  try {
    switch (does) {
      case 'same':
        await harvest.same(id, entryId, asker);
        break;
      case 'different':
        await harvest.different(id, asker);
        break;
      case 'noted':
        await harvest.noted(id, asker);
        break;
      case 'run':
        await harvest.ask(id, asker);
        break;
      default:
        throw new AppError('bad-request', 'This form is not known here');
    }
    return seeOther(`/console/harvest?done=${does}`);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return list(harvest, view, 409, { kind: 'danger', text: view.m.harvest.stale });
  }
}

/** The form as it was sent. */
function typedIn(req: Request): SourceValues {
  const { name, address, countries, takesAs, active } = readFields(
    ...([req, 'name', 'address', 'countries', 'takesAs', 'active'] as const),
  );
  const body = z.record(z.string(), z.unknown()).catch({}).parse(req.body);
  const sectors = manyValues.parse(body.sectors);
  return { name, address: address.trim(), sectors, countries, takesAs, active: active === 'yes' };
}

/** The values as the schemas take them. */
function given({ name, sectors, countries, takesAs }: SourceValues) {
  const codes = countries
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
  return { name, sectors, countries: codes, takesAs };
}

const errorsOf = (fields: readonly FieldError[]): FieldErrors =>
  Object.fromEntries(fields.map(({ path, message }) => [path.split('.')[0] ?? path, message]));
const issuesOf = (error: z.ZodError): FieldErrors =>
  errorsOf(error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));

async function add(harvest: HarvestService, req: Request, view: View, asker: Asker): Promise<Page> {
  const values = typedIn(req);
  const again = (status: number, errors: FieldErrors) =>
    list(harvest, view, status, { kind: 'danger', text: view.m.harvest.wrong }, { values, errors });
  const parsed = newSourceSchema.safeParse(
    { ...given(values), address: values.address },
    { error: wordIssue },
  );
  if (!parsed.success) return again(400, issuesOf(parsed.error));
  try {
    const { id } = await harvest.addSource(parsed.data, asker);
    return seeOther(`/console/harvest/${id}?done=added`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'conflict') return again(409, { address: error.message });
    if (error.code !== 'bad-request') throw error;
    return again(400, errorsOf(error.fields));
  }
}

async function change(harvest: HarvestService, req: Request, view: View, asker: Asker): Promise<Page> {
  const id = String(req.params.id);
  const { version } = readFields(req, 'version');
  const values = typedIn(req);
  const m = view.m.harvest;
  const parsed = sourceChangeSchema.safeParse(
    { ...given(values), active: values.active, version: Number(version) || 0 },
    { error: wordIssue },
  );
  if (!parsed.success) {
    const errors = issuesOf(parsed.error);
    return source(harvest, id, view, 400, { kind: 'danger', text: m.wrong }, { values, errors });
  }
  try {
    await harvest.changeSource(id, parsed.data, asker);
    return seeOther(`/console/harvest/${encodeURIComponent(id)}?done=changed`);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return source(harvest, id, view, 409, { kind: 'danger', text: m.stale });
  }
}
