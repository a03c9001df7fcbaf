import { type PartnerUsage, USAGE_COUNTS, type UsageCount } from '../../partners/contract.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';
import { periodsOf, type UsagePeriod } from './usage-spans.js';

const WIDTH = 1000;
const HEIGHT = 100;
/** Share of its place that a bar leaves free. */
const GAP = 0.2;

/** One path of bars that stand on nought; a value above nought is never too low to be seen. */
export function barsPath(values: readonly number[]): string {
  const most = Math.max(1, ...values);
  const place = WIDTH / Math.max(1, values.length);
  const width = round(place * (1 - GAP));
  return values
    .map((value, index) => {
      if (value === 0) return '';
      const height = round(Math.max(1, (value / most) * HEIGHT));
      return `M${round(index * place + (place * GAP) / 2)} ${HEIGHT}v${-height}h${width}v${height}z`;
    })
    .join('');
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A day, or the days from one to another, in the reader's words. */
export function periodName({ m }: View, { day, to }: Pick<UsagePeriod, 'day' | 'to'>): string {
  const from = m.format.date(new Date(day));
  return day === to ? from : m.partners.usage.fromTo(from, m.format.date(new Date(to)));
}

interface BarsProps {
  view: View;
  /** What the drawing says to who cannot see it. */
  label: string;
  values: readonly number[];
}

/** Bars over time, without words of their own. */
export function Bars({ label, values }: Omit<BarsProps, 'view'>) {
  return (
    <svg
      class="usage-bars"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path class="usage-ground" d={`M0 ${HEIGHT}H${WIDTH}`} />
      <path class="usage-bar" d={barsPath(values)} />
    </svg>
  );
}

/** How a count went, in one sentence: its sum, and when it was most. */
export function courseOf(view: View, periods: readonly UsagePeriod[], countOf: (one: UsagePeriod) => number) {
  const { usage } = view.m.partners;
  const total = periods.reduce((sum, one) => sum + countOf(one), 0);
  const most = periods.reduce<UsagePeriod | undefined>(
    (top, one) => (top === undefined || countOf(one) > countOf(top) ? one : top),
    undefined,
  );
  if (most === undefined || total === 0) return { total, most: usage.noUse };
  return { total, most: usage.most(countOf(most), periodName(view, most)) };
}

/** One count over time: its name and sum, when it was most, its bars, and where they begin and end. */
function Chart({ view, periods, count }: { view: View; periods: readonly UsagePeriod[]; count: UsageCount }) {
  const { usage } = view.m.partners;
  const { total, most } = courseOf(view, periods, (one) => one[count]);
  const [first, last] = [periods[0], periods.at(-1)];
  const day = (iso: string | undefined) => (iso === undefined ? '' : usage.shortDay(new Date(iso)));
  return (
    <figure class="usage-chart">
      <figcaption>
        <h3>{usage.counts[count]}</h3>
        <p class="usage-total">{view.m.format.number(total)}</p>
        <p class="small quiet">{most}</p>
      </figcaption>
      <Bars
        label={`${usage.counts[count]}: ${view.m.format.number(total)}. ${most}`}
        values={periods.map((one) => one[count])}
      />
      <p class="usage-ends small quiet" aria-hidden="true">
        <span>{day(first?.day)}</span>
        <span>{day(last?.to)}</span>
      </p>
    </figure>
  );
}

/** The numbers behind the drawings, newest first. */
function UsageTable({ view, periods }: { view: View; periods: readonly UsagePeriod[] }) {
  const { usage } = view.m.partners;
  const names = USAGE_COUNTS.map((count) => usage.counts[count]);
  return (
    <Table columns={[usage.when, ...names]}>
      {periods.toReversed().map((one) => (
        <tr key={one.day}>
          <th scope="row">{periodName(view, one)}</th>
          {USAGE_COUNTS.map((count) => (
            <td key={count} class="figure" data-label={usage.counts[count]}>
              {view.m.format.number(one[count])}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** What was used, count by count over time, and the same as a table. */
export function UsageCharts({ view, usage }: { view: View; usage: PartnerUsage }) {
  const periods = periodsOf(usage.days);
  const m = view.m.partners.usage;
  return (
    <div class="usage">
      <div class="usage-charts">
        {USAGE_COUNTS.map((count) => (
          <Chart key={count} view={view} periods={periods} count={count} />
        ))}
      </div>
      <details>
        <summary>{m.table}</summary>
        <UsageTable view={view} periods={periods} />
      </details>
    </div>
  );
}
