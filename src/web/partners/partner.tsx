import type { Request } from 'express';
import type { PartnerLinks } from '../../partners/links.js';
import { oneValue } from '../form.js';
import type { Page } from '../pages.js';
import type { View } from '../view.js';
import { type PartnerOutcome, PartnerPage } from './partner-page.js';
import { opensOf, partnerOf, type SettingsDeps } from './settings-pages.js';
import { type LinesDeps, linesOf } from './sources.js';
import { spanOf } from './usage-spans.js';

/** What the pages of partners need. */
export interface PartnerPagesDeps extends SettingsDeps, LinesDeps {
  partnerLinks: PartnerLinks;
}

/** A partner's page as it is now, with what came of a form. */
export async function partnerPage(
  deps: PartnerPagesDeps,
  req: Request,
  view: View,
  outcome: PartnerOutcome = {},
  status = 200,
): Promise<Page> {
  const partner = await partnerOf(deps, req);
  const span = spanOf(req.query.days);
  const [usage, linkSince, opens] = await Promise.all([
    deps.partners.usage(partner.id, span),
    deps.partnerLinks.since(partner.id),
    opensOf(deps.search, partner.scope),
  ]);
  const text = view.m.partnerDesk.done[oneValue.parse(req.query.done)];
  const notice = text === undefined ? undefined : ({ kind: 'done', text } as const);
  const shown = {
    view,
    partner,
    usage,
    span,
    linkSince,
    opens: opens ?? 0,
    ...linesOf(deps, req, view, partner),
  };
  return { status, content: <PartnerPage {...shown} notice={notice} {...outcome} /> };
}
