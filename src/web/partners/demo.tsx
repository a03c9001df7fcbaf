import type { PartnerDemo } from '../../partners/demo.js';
import type { PageRoute } from '../page-route.js';
import { TroublePage } from '../pages/plain.js';
import { DemoPage } from './demo-page.js';
import { type LinesDeps, linesOf } from './sources.js';

/** A page as a partner's may be, with the widget in it. */
export function demoPages(demo: Pick<PartnerDemo, 'working'>, deps: LinesDeps): PageRoute[] {
  return [
    {
      method: 'get',
      path: '/demo/partner',
      access: 'anyone',
      async page(req, view) {
        const working = await demo.working();
        const snippets = working && linesOf(deps, req, view, working.partner).snippets;
        if (working === undefined || snippets === undefined) {
          const { title, away } = view.m.partners.demo;
          return { status: 404, content: <TroublePage view={view} title={title} text={away} /> };
        }
        const { key, partner } = working;
        const content = (
          <DemoPage view={view} partnerKey={key} scope={partner.scope} lines={snippets.twoLines} />
        );
        return { status: 200, content, frames: true };
      },
    },
  ];
}
