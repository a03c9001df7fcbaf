import type { Request } from 'express';
import { z } from 'zod';
import type { Asker } from '../../access.js';
import { AppError } from '../../errors.js';
import { validate } from '../../http/validate.js';
import {
  declineSchema,
  type IntroductionService,
  introductionQuerySchema,
  inviteSchema,
  outcomeReportSchema,
} from '../../introductions/contract.js';
import type { FieldErrors } from '../accounts/fields.js';
import { oneValue, readFields } from '../form.js';
import { type PageRoute, routesFor } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { DeskListPage } from './desk-list.js';
import { DeskPage } from './desk-page.js';
import { readReport } from './report-form.js';

/** Introductions as staff bring them about. */
export function deskPages(service: IntroductionService): PageRoute[] {
  const route = routesFor('staff');
  return [
    route('get', '/console/introductions', (req, view) => listPage(service, req, view)),
    route('get', '/console/introductions/:id', (req, view, asker) => onePage(service, req, view, asker)),
    route('post', '/console/introductions/:id', (req, view, asker) => act(service, req, view, asker)),
  ];
}

const querySchema = z.object({ show: oneValue, challenge: oneValue, cursor: oneValue, saved: oneValue });

async function listPage(service: IntroductionService, req: Request, view: View): Promise<Page> {
  const { show, challenge, cursor } = querySchema.parse(req.query);
  const query = introductionQuerySchema.parse({
    show: introductionQuerySchema.shape.show.catch('waiting').parse(show === '' ? undefined : show),
    ...(challenge !== '' && { challengeId: challenge.slice(0, 40) }),
    ...(cursor !== '' && { cursor: cursor.slice(0, 200) }),
  });
  const list = await service.list(query);
  return { status: 200, content: <DeskListPage view={view} query={query} list={list} /> };
}

async function onePage(service: IntroductionService, req: Request, view: View, asker: Asker): Promise<Page> {
  const introduction = await service.get(String(req.params.id), asker);
  const { saved } = querySchema.parse(req.query);
  const known = introduction.provider ?? (await service.lastContact(introduction.entryId));
  const values = { name: known?.name ?? '', email: known?.email ?? '', consent: 'both' };
  const notice = saved === '1' ? ({ kind: 'done', text: view.m.introductionDesk.saved } as const) : undefined;
  const content = <DeskPage view={view} introduction={introduction} values={values} notice={notice} />;
  return { status: 200, content };
}

async function act(service: IntroductionService, req: Request, view: View, asker: Asker): Promise<Page> {
  const id = String(req.params.id);
  const form = readFields(req, 'do', 'version', 'name', 'email', 'consent', 'reason', 'note', 'outcome');
  const { name, email, consent, reason, note } = form;
  const version = Number(form.version);
  try {
    if (form.do === 'invite') {
      const body = { version, provider: { name, email }, consent };
      await service.invite(id, validate(inviteSchema, body, 'body'), asker);
    } else if (form.do === 'decline') {
      await service.decline(id, validate(declineSchema, { version, reason, note }, 'body'), asker);
    } else if (form.do === 'outcome') {
      await service.report(id, validate(outcomeReportSchema, readReport(form), 'body'), asker);
    } else throw new AppError('bad-request', 'This form is not known here');
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'conflict' && form.do !== 'invite')) throw error;
    if (error.code !== 'conflict' && error.code !== 'bad-request') throw error;
    // What was typed is kept, over what is so now.
    const introduction = await service.get(id, asker);
    const errors = error.code === 'conflict' ? {} : inviteErrors(view, error);
    const { stale, nothingToRead } = view.m.introductionDesk;
    const isStale = error.fields.some(({ path }) => path === 'version') || form.do !== 'invite';
    const text = isStale ? stale : nothingToRead;
    const notice = error.code === 'conflict' ? ({ kind: 'danger', text } as const) : undefined;
    const shown = { introduction, values: { name, email, consent }, errors, notice };
    return { status: error.code === 'conflict' ? 409 : 400, content: <DeskPage view={view} {...shown} /> };
  }
  return {
    status: 303,
    content: <></>,
    redirect: `/console/introductions/${encodeURIComponent(id)}?saved=1`,
  };
}

/** What is wrong with the form, in its own words. */
function inviteErrors(view: View, { fields }: AppError): FieldErrors {
  const { errors } = view.m.accounts;
  const words: Record<string, string> = { 'provider.email': errors.email, 'provider.name': errors.name };
  return Object.fromEntries(
    fields.map(({ path, message }) => [path.replace(/^provider\./, ''), words[path] ?? message]),
  );
}
