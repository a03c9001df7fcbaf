import type { Request } from 'express';
import { z } from 'zod';
import type { Asker } from '../../access.js';
import { AppError } from '../../errors.js';
import type { Webhook, WebhookService, WebhookWithSecret } from '../../webhooks/contract.js';
import type { FieldErrors, Notice } from '../accounts/fields.js';
import type { WebDeps } from '../deps.js';
import { oneValue, readFields } from '../form.js';
import { type PageRoute, routesFor } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { checkWebhookForm, EMPTY, readWebhookForm, type WebhookValues, webhookErrors } from './form.js';
import { WebhookListPage } from './list-page.js';
import { WebhookPage } from './webhook-page.js';

/** Messages listed on a page. */
const LISTED = 25;
/** Hours for which an old secret still signs, where nobody else has it. */
const OVERLAP_HOURS = 24;
const query = z.object({ done: oneValue, cursor: oneValue });

interface Shown {
  status?: number;
  values?: WebhookValues;
  errors?: FieldErrors;
  notice?: Notice | undefined;
  renewed?: WebhookWithSecret;
  cursor?: string;
}

/** Webhooks, for administrators. */
export function webhookPages({ webhooks }: WebDeps): PageRoute[] {
  if (webhooks === undefined) return [];
  const route = routesFor('admin');
  return [
    route('get', '/console/webhooks', (req, view) =>
      listPage(webhooks, view, { notice: doneNotice(view, query.parse(req.query).done) }),
    ),
    route('post', '/console/webhooks', async (req, view, asker) => {
      const values = readWebhookForm(req);
      try {
        const made = await webhooks.create(checkWebhookForm(values), asker);
        return onePage(webhooks, view, made.id, { renewed: made });
      } catch (error) {
        return listPage(webhooks, view, { status: 400, values, errors: webhookErrors(view, error) });
      }
    }),
    route('get', '/console/webhooks/:id', (req, view) => {
      const { done, cursor } = query.parse(req.query);
      return onePage(webhooks, view, String(req.params.id), { notice: doneNotice(view, done), cursor });
    }),
    route('post', '/console/webhooks/:id', (req, view, asker) => act(webhooks, req, view, asker)),
  ];
}

function doneNotice(view: View, done: string): Notice | undefined {
  const text = view.m.webhooks.done[done];
  return text === undefined ? undefined : { kind: 'done', text };
}

async function listPage(webhooks: WebhookService, view: View, shown: Shown): Promise<Page> {
  const { status = 200, values = EMPTY, errors, notice } = shown;
  const list = await webhooks.list();
  return { status, content: <WebhookListPage {...{ view, webhooks: list, values, errors, notice }} /> };
}

async function onePage(webhooks: WebhookService, view: View, id: string, shown: Shown): Promise<Page> {
  const { status = 200, errors, notice, renewed, cursor } = shown;
  const one = await webhooks.get(id);
  const log = await webhooks.deliveries(id, { limit: LISTED, ...(cursor && { cursor }) });
  const values = shown.values ?? valuesOf(one);
  return {
    status,
    ...(renewed && { secret: true }),
    content: <WebhookPage {...{ view, one, log, values, errors, notice, renewed }} />,
  };
}

const valuesOf = ({ countries, ...one }: Webhook): WebhookValues => ({
  ...one,
  countries: countries.join(', '),
});

/** Does what a form of the page asks for. */
async function act(webhooks: WebhookService, req: Request, view: View, asker: Asker): Promise<Page> {
  const m = view.m.webhooks;
  const id = String(req.params.id);
  const given = readFields(req, 'do', 'version', 'message', 'sure', 'leaked');
  const version = Number(given.version);
  try {
    switch (given.do) {
      case 'save':
        return await save(webhooks, req, view, asker);
      case 'pause':
        await webhooks.change(id, { version, state: 'paused' }, asker);
        return seeOther(id, 'paused');
      case 'resume':
        await webhooks.change(id, { version, state: 'active' }, asker);
        return seeOther(id, 'resumed');
      case 'test':
        await webhooks.test(id, asker);
        return seeOther(id, 'tested');
      case 'again':
        await webhooks.sendAgain(id, given.message, asker);
        return seeOther(id, 'again');
      case 'renew': {
        const renewed = await webhooks.rotate(id, given.leaked === 'yes' ? 0 : OVERLAP_HOURS, asker);
        return await onePage(webhooks, view, id, { renewed });
      }
      case 'remove':
        if (given.sure !== 'yes') {
          const notice = { kind: 'danger', text: m.notSure } as const;
          return await onePage(webhooks, view, id, { status: 400, notice });
        }
        await webhooks.remove(id, asker);
        return { status: 303, content: <></>, redirect: '/console/webhooks?done=removed' };
      default:
        throw new AppError('bad-request', 'This form is not known here');
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    const stale = error.fields.some(({ path }) => path === 'version');
    const notice = { kind: 'danger', text: stale ? m.stale : m.isPaused } as const;
    return onePage(webhooks, view, id, { status: 409, notice });
  }
}

async function save(webhooks: WebhookService, req: Request, view: View, asker: Asker): Promise<Page> {
  const id = String(req.params.id);
  const values = readWebhookForm(req);
  const version = Number(readFields(req, 'version').version);
  try {
    await webhooks.change(id, { version, ...checkWebhookForm(values) }, asker);
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') throw error;
    return onePage(webhooks, view, id, { status: 400, values, errors: webhookErrors(view, error) });
  }
  return seeOther(id, 'saved');
}

const seeOther = (id: string, done: string): Page => ({
  status: 303,
  content: <></>,
  redirect: `/console/webhooks/${encodeURIComponent(id)}?done=${done}`,
});
