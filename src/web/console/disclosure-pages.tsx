import type { Request } from 'express';
import { z } from 'zod';
import type { Asker } from '../../access.js';
import { findPersonalData } from '../../challenges/find-personal.js';
import { AppError } from '../../errors.js';
import { validate } from '../../http/validate.js';
import { type DisclosureService, disclosureSchema } from '../../review/disclosure/contract.js';
import type { FieldErrors } from '../accounts/fields.js';
import type { WebDeps } from '../deps.js';
import { oneValue, readFields } from '../form.js';
import type { PageRoute } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { DisclosurePage } from './disclosure-page.js';
import { orMissing } from './missing-page.js';

const PATH = '/console/challenges/:id/disclosure';

/** The page on which staff open a challenge to others, and close it. */
export function disclosurePages({ disclosure: service }: WebDeps): PageRoute[] {
  if (service === undefined) return [];
  return [
    {
      method: 'get',
      path: PATH,
      access: 'staff',
      page: (req, view) => orMissing(view, () => show(service, req, view)),
    },
    {
      method: 'post',
      path: PATH,
      access: 'staff',
      page: (req, view, asker) => orMissing(view, () => act(service, req, view, asker)),
    },
  ];
}

async function show(service: DisclosureService, req: Request, view: View): Promise<Page> {
  const disclosure = await service.read(String(req.params.id));
  const { redacted, shownTo } = disclosure;
  const values = { ...redacted, shownTo: shownTo === 'secretariat' ? 'providers' : shownTo, keep: [] };
  const saved = oneValue.parse(req.query.saved) === '1';
  const notice = saved ? ({ kind: 'done', text: view.m.disclosure.saved } as const) : undefined;
  const content = <DisclosurePage {...{ view, disclosure, values, notice }} left={[]} errors={{}} />;
  return { status: 200, content };
}

const keptSchema = z.preprocess(
  (value): unknown => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(300)).max(100).catch([]),
);

async function act(service: DisclosureService, req: Request, view: View, asker: Asker): Promise<Page> {
  const id = String(req.params.id);
  const form = readFields(req, 'do', 'version', 'title', 'statement', 'shownTo');
  const body: unknown = req.body;
  const keep = keptSchema.parse(z.looseObject({ keep: z.unknown() }).catch({ keep: [] }).parse(body).keep);
  const values = { ...form, statement: form.statement.replace(/\r\n?/g, '\n'), keep };
  const version = Number(form.version);
  const change =
    form.do === 'close'
      ? { version, shownTo: 'secretariat' }
      : { version, shownTo: form.shownTo, title: values.title, statement: values.statement, keep };
  try {
    await service.change(id, validate(disclosureSchema, change, 'body'), asker);
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'conflict' && error.code !== 'bad-request'))
      throw error;
    const disclosure = await service.read(id);
    const conflict = error.code === 'conflict';
    const left = conflict ? [] : [values.title, values.statement].flatMap((text) => findPersonalData(text));
    const errors = conflict ? {} : errorsOf(view, error, values);
    const notice = conflict ? ({ kind: 'danger', text: view.m.disclosure.conflict } as const) : undefined;
    const content = <DisclosurePage {...{ view, disclosure, values, left, errors, notice }} />;
    return { status: conflict ? 409 : 400, content };
  }
  const redirect = `/console/challenges/${encodeURIComponent(id)}/disclosure?saved=1`;
  return { status: 303, content: <></>, redirect };
}

/** What is wrong with the form, in its own words. */
function errorsOf(
  view: View,
  { fields }: AppError,
  values: { title: string; statement: string },
): FieldErrors {
  const m = view.m.disclosure.errors;
  const errors: Record<string, string> = {};
  for (const { path } of fields) {
    if (path === 'shownTo') errors.shownTo = m.shownTo;
    if (path !== 'title' && path !== 'statement') continue;
    const personal = findPersonalData(values[path]).length > 0;
    errors[path] = personal ? m[`${path}Left`] : m[path];
  }
  return errors;
}
