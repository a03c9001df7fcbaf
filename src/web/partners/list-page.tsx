import type { Partner, PartnerUsage } from '../../partners/contract.js';
import { type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';
import { partnerAddress } from './addresses.js';
import { Bars, courseOf, periodName } from './usage-chart.js';
import { QuotaToday } from './usage-part.js';
import { periodsOf } from './usage-spans.js';

/** A partner with what it used lately. */
export interface PartnerRow {
  partner: Partner;
  usage: PartnerUsage;
}

interface Props {
  view: View;
  rows: readonly PartnerRow[];
  notice?: Notice | undefined;
}

/** Origins that a row names; more are counted. */
const ORIGINS_SHOWN = 2;

/** Whether a partner's keys work, as a word with a shape. */
export function StateBadge({ view, status }: { view: View; status: Partner['status'] }) {
  const shape = status === 'active' ? 'badge-good' : 'badge-wait';
  return <span class={`badge ${shape}`}>{view.m.partnerDesk.state[status]}</span>;
}

function Origins({ view, origins }: { view: View; origins: readonly string[] }) {
  const m = view.m.partnerDesk;
  if (origins.length === 0) return <span class="quiet">{m.noOrigins}</span>;
  const more = origins.length - ORIGINS_SHOWN;
  return (
    <>
      {origins.slice(0, ORIGINS_SHOWN).map((origin) => (
        <span key={origin} class="origin" dir="ltr">
          {origin}
        </span>
      ))}
      {more > 0 && <span class="quiet">{m.moreOrigins(more)}</span>}
    </>
  );
}

/** Searches and stated challenges of the last days: bars, what they sum up to, and the days behind it. */
function Course({ view, name, usage }: { view: View; name: string; usage: PartnerUsage }) {
  const m = view.m.partnerDesk;
  const periods = periodsOf(usage.days);
  const { total, most } = courseOf(view, periods, ({ searches, matches }) => searches + matches);
  const asked = m.asked(total);
  return (
    <div class="course">
      <Bars
        label={m.course(name, asked, most)}
        values={periods.map(({ searches, matches }) => searches + matches)}
      />
      <p class="small quiet">
        {asked}. {most}
      </p>
      {total > 0 && (
        <details class="small">
          <summary>
            {m.byDay}
            <span class="away">{m.byDayOf(name)}</span>
          </summary>
          <table class="course-days">
            <thead>
              <tr>
                <th scope="col">{view.m.partners.usage.when}</th>
                <th scope="col">{view.m.partners.usage.counts.searches}</th>
                <th scope="col">{view.m.partners.usage.counts.matches}</th>
              </tr>
            </thead>
            <tbody>
              {periods.toReversed().map((one) => (
                <tr key={one.day}>
                  <th scope="row">{periodName(view, one)}</th>
                  <td>{view.m.format.number(one.searches)}</td>
                  <td>{view.m.format.number(one.matches)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}

/** Every partner, for administrators. */
export function PartnerListPage({ view, rows, notice }: Props) {
  const m = view.m.partnerDesk;
  const { columns } = m;
  return (
    <ConsoleLayout view={view} title={m.title} here="partners">
      <div class="sheet sheet-wide">
        <div class="head">
          <h1>{m.title}</h1>
          <div class="head-end">
            <a class="button button-main" href="/console/partners/new">
              {m.add}
            </a>
          </div>
        </div>
        <p class="lead">{m.lead}</p>
        <NoticeBox notice={notice} />
        {rows.length === 0 ? (
          <div class="empty">
            <h2>{m.none}</h2>
            <p>{m.noneText}</p>
          </div>
        ) : (
          <Table columns={[columns.name, columns.state, columns.origins, columns.today, columns.days]}>
            {rows.map(({ partner, usage }) => (
              <tr key={partner.id}>
                <th scope="row">
                  <a href={partnerAddress(partner.id)} dir="auto">
                    {partner.name}
                  </a>
                </th>
                <td data-label={columns.state}>
                  <StateBadge view={view} status={partner.status} />
                </td>
                <td data-label={columns.origins}>
                  <Origins view={view} origins={partner.origins} />
                </td>
                <td data-label={columns.today}>
                  <QuotaToday view={view} today={usage.today} />
                </td>
                <td data-label={columns.days}>
                  <Course view={view} name={partner.name} usage={usage} />
                </td>
              </tr>
            ))}
          </Table>
        )}
      </div>
    </ConsoleLayout>
  );
}
