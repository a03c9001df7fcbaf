import type { Request } from 'express';
import { z } from 'zod';
import type { Asker } from '../../access.js';
import { AppError } from '../../errors.js';
import { validate } from '../../http/validate.js';
import {
  consentSchema,
  type IntroductionService,
  outcomeReportSchema,
} from '../../introductions/contract.js';
import { asLanguage } from '../../languages.js';
import type { WebDeps } from '../deps.js';
import { oneValue, readFields } from '../form.js';
import type { PageRoute } from '../page-route.js';
import type { Page } from '../pages.js';
import { spokenTo, type View } from '../view.js';
import { deskPages } from './desk-pages.js';
import { readReport } from './report-form.js';
import { SidePage } from './side-page.js';

/** What the link of a mail about an introduction opens, and staff's list. */
export function introductionPages({ introductions }: WebDeps): PageRoute[] {
  if (introductions === undefined) return [];
  return [
    {
      method: 'get',
      path: '/introductions/:id',
      access: 'city',
      page: (req, view, asker) => sidePage(introductions, req, view, asker),
    },
    {
      method: 'post',
      path: '/introductions/:id',
      access: 'city',
      page: (req, _view, asker) => act(introductions, req, asker),
    },
    ...deskPages(introductions),
  ];
}

const querySchema = z.object({ token: oneValue, saved: oneValue });

async function sidePage(service: IntroductionService, req: Request, view: View, asker: Asker): Promise<Page> {
  const { token, saved } = querySchema.parse(req.query);
  const { actor } = asker;
  const side = actor.kind === 'city' || actor.kind === 'provider' ? actor.kind : 'staff';
  const introduction = await service.get(String(req.params.id), asker);
  const shown = { introduction, side, token, saved: saved === '1' } as const;
  const city = side === 'city' ? asLanguage(introduction.city.language) : undefined;
  const spoken = spokenTo(view, city);
  return {
    status: 200,
    content: <SidePage view={spoken} {...shown} />,
    language: spoken.language,
    secret: true,
  };
}

async function act(service: IntroductionService, req: Request, asker: Asker): Promise<Page> {
  const id = String(req.params.id);
  const { token } = querySchema.parse(req.query);
  const form = readFields(req, 'do', 'reason', 'outcome', 'note');
  if (form.do === 'agree') await service.answer(id, { agree: true, note: '' }, asker);
  else if (form.do === 'refuse') {
    const consent = validate(consentSchema, { agree: false, reason: form.reason }, 'body');
    await service.answer(id, consent, asker);
  } else if (form.do === 'outcome') {
    await service.report(id, validate(outcomeReportSchema, readReport(form), 'body'), asker);
  } else throw new AppError('bad-request', 'This form is not known here');
  const query = new URLSearchParams({ token, saved: '1' });
  return {
    status: 303,
    content: <></>,
    redirect: `/introductions/${encodeURIComponent(id)}?${query}`,
    secret: true,
  };
}
