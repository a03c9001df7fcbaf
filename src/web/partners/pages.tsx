import type { Request } from 'express';
import type { WebDeps } from '../deps.js';
import { oneValue } from '../form.js';
import { type PageRoute, routesFor } from '../page-route.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { newestRelease } from '../widget/releases.js';
import { act } from './act.js';
import { dashboardPages } from './dashboard.js';
import { demoPages } from './demo.js';
import { PartnerListPage } from './list-page.js';
import { type PartnerPagesDeps, partnerPage } from './partner.js';
import { create, edit, editPage, newPage, partnerOf } from './settings-pages.js';
import { usageFile } from './usage-file.js';
import { spanOf } from './usage-spans.js';

/** Days of use that the list draws. */
const LISTED_DAYS = 30;

/** Partners in the console, the page for their own people, and the demonstration. */
export function partnerPages(all: WebDeps): PageRoute[] {
  const { partners, partnerLinks, partnerDemo, search, publicUrl } = all;
  if (partners === undefined || partnerLinks === undefined) return [];
  const { path, integrity } = newestRelease();
  const deps: PartnerPagesDeps = {
    ...{ partners, partnerLinks, search, publicUrl },
    release: { path, integrity },
  };
  const route = routesFor('admin');
  return [
    route('get', '/console/partners', (req, view) => list(deps, req, view)),
    route('get', '/console/partners/new', (_req, view) => newPage(deps, view)),
    route('post', '/console/partners/new', (req, view, asker) => create(deps, req, view, asker)),
    route('get', '/console/partners/:id', (req, view) => partnerPage(deps, req, view)),
    route('post', '/console/partners/:id', (req, view, asker) => act(deps, req, view, asker)),
    route('get', '/console/partners/:id/settings', (req, view) => editPage(deps, req, view)),
    route('post', '/console/partners/:id/settings', (req, view, asker) => edit(deps, req, view, asker)),
    route('get', '/console/partners/:id/usage.csv', (req) => csv(deps, req)),
    ...dashboardPages(deps),
    ...(partnerDemo === undefined ? [] : demoPages(partnerDemo, deps)),
  ];
}

async function list({ partners }: PartnerPagesDeps, req: Request, view: View): Promise<Page> {
  const all = await partners.list();
  const rows = await Promise.all(
    all.map(async (partner) => ({ partner, usage: await partners.usage(partner.id, LISTED_DAYS) })),
  );
  const removed = oneValue.parse(req.query.done) === 'removed';
  const notice = removed ? ({ kind: 'done', text: view.m.partnerDesk.removed } as const) : undefined;
  return { status: 200, content: <PartnerListPage view={view} rows={rows} notice={notice} /> };
}

async function csv(deps: PartnerPagesDeps, req: Request): Promise<Page> {
  const { id } = await partnerOf(deps, req);
  return usageFile(id, await deps.partners.usage(id, spanOf(req.query.days)));
}
