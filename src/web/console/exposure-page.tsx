import type { FairnessReport } from '../../fairness/contract.js';
import type { WebDeps } from '../deps.js';
import { oneValue } from '../form.js';
import type { PageRoute } from '../page-route.js';
import type { View } from '../view.js';
import { ExposurePart } from './exposure-part.js';
import { ConsoleLayout } from './layout.js';

/** Spans that can be chosen, in days. */
const SPANS = [7, 30, 90, 365];
const USUAL = 30;

/** What answers showed in the last days. */
export function exposurePages({ fairness }: WebDeps): PageRoute[] {
  if (fairness === undefined) return [];
  return [
    {
      method: 'get',
      path: '/console/exposure',
      access: 'staff',
      async page(req, view) {
        const asked = Number(oneValue.parse(req.query.days));
        const days = SPANS.find((span) => span === asked) ?? USUAL;
        const report = await fairness.report(days);
        return { status: 200, content: <ExposurePage view={view} days={days} report={report} /> };
      },
    },
  ];
}

function ExposurePage({ view, days, report }: { view: View; days: number; report: FairnessReport }) {
  const m = view.m.exposure;
  return (
    <ConsoleLayout view={view} title={m.title} here="exposure">
      <div class="sheet sheet-wide">
        <div>
          <h1>{m.title}</h1>
          <p class="lead">{m.lead}</p>
        </div>
        <nav class="buttons" aria-label={m.days}>
          {SPANS.map((span) => (
            <a
              key={span}
              class="button"
              href={`/console/exposure?days=${span}`}
              aria-current={span === days ? 'page' : undefined}
            >
              {m.lastDays(span)}
            </a>
          ))}
        </nav>
        <h2>{m.lastDays(days)}</h2>
        <ExposurePart view={view} report={report} />
      </div>
    </ConsoleLayout>
  );
}
