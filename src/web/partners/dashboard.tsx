import type { Request } from 'express';
import { AppError } from '../../errors.js';
import type { Partner } from '../../partners/contract.js';
import { oneValue } from '../form.js';
import { type PageRoute, routesFor } from '../page-route.js';
import { TroublePage } from '../pages/plain.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { DashboardPage } from './dashboard-page.js';
import type { PartnerPagesDeps } from './partner.js';
import { linesOf } from './sources.js';
import { usageFile } from './usage-file.js';
import { spanOf } from './usage-spans.js';

/** Longest secret that is looked up. */
const MAX_TOKEN = 100;

/** The page for a partner's own people, whom the secret of their link lets in. */
export function dashboardPages(deps: PartnerPagesDeps): PageRoute[] {
  const route = routesFor('anyone');
  return [
    route('get', '/partners/:id', (req, view) => unlessClosed(view, () => dashboard(deps, req, view))),
    route('get', '/partners/:id/usage.csv', (req, view) => unlessClosed(view, () => csv(deps, req))),
  ];
}

/** A link that opens nothing says why that may be, not whether there is such a partner. */
async function unlessClosed(view: View, page: () => Promise<Page>): Promise<Page> {
  try {
    return await page();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
    const { closedTitle, closed } = view.m.partners;
    const content = <TroublePage view={view} title={closedTitle} text={closed} />;
    return { status: 404, content, secret: true };
  }
}

const tokenOf = (req: Request) => oneValue.parse(req.query.token);

/** @throws AppError `not-found` where the secret is not that of this partner's link. */
async function opened({ partners, partnerLinks }: PartnerPagesDeps, req: Request): Promise<Partner> {
  const id = String(req.params.id);
  const token = tokenOf(req);
  const opens = token.length <= MAX_TOKEN && (await partnerLinks.opens(id, token));
  const partner = opens ? await partners.get(id) : undefined;
  if (partner === undefined) throw new AppError('not-found', 'This link opens nothing');
  return partner;
}

async function dashboard(deps: PartnerPagesDeps, req: Request, view: View): Promise<Page> {
  const partner = await opened(deps, req);
  const span = spanOf(req.query.days);
  const usage = await deps.partners.usage(partner.id, span);
  const { snippets } = linesOf(deps, req, view, partner);
  const shown = { view, partner, usage, span, snippets, token: tokenOf(req) };
  return { status: 200, content: <DashboardPage {...shown} />, secret: true };
}

async function csv(deps: PartnerPagesDeps, req: Request): Promise<Page> {
  const { id } = await opened(deps, req);
  return usageFile(id, await deps.partners.usage(id, spanOf(req.query.days)));
}
