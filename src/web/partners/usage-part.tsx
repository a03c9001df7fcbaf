import type { PartnerUsage } from '../../partners/contract.js';
import { Bar } from '../components/shapes.js';
import type { View } from '../view.js';
import { UsageCharts } from './usage-chart.js';
import { SPANS, type Span } from './usage-spans.js';

/** What of today's quota is used. */
export function QuotaToday({ view, today }: { view: View; today: PartnerUsage['today'] }) {
  const { quota } = view.m.partners;
  const { used, quotaPerDay } = today;
  if (quotaPerDay === null) return <span class="quota">{quota.any(used)}</span>;
  return (
    <span class="quota">
      <span>{quota.of(used, quotaPerDay)}</span> <Bar share={quotaPerDay === 0 ? 1 : used / quotaPerDay} />
      {used >= quotaPerDay && <strong class="quota-gone"> {quota.usedUp}</strong>}
    </span>
  );
}

interface UsagePartProps {
  view: View;
  usage: PartnerUsage;
  span: Span;
  /** Address of the page with this span, and of its CSV. */
  addressOf(span: Span): string;
  csv: string;
}

/** Use over time with the choice of days, and the quota of today. */
export function UsagePart({ view, usage, span, addressOf, csv }: UsagePartProps) {
  const m = view.m.partners;
  return (
    <section class="panel" aria-labelledby="usage">
      <h2 id="usage">{m.usage.heading}</h2>
      <p>
        {m.quota.today} <QuotaToday view={view} today={usage.today} />
      </p>
      <nav class="buttons" aria-label={m.usage.spans}>
        {SPANS.map((days) => (
          <a
            key={days}
            class="button"
            href={`${addressOf(days)}#usage`}
            aria-current={days === span ? 'page' : undefined}
          >
            {m.usage.lastDays(days)}
          </a>
        ))}
      </nav>
      <UsageCharts view={view} usage={usage} />
      <p class="small">
        <a href={csv} download>
          {m.usage.csv}
        </a>{' '}
        <span class="quiet">{m.usage.counted}</span>
      </p>
    </section>
  );
}
