import type { ExposureGroup, FairnessReport } from '../../fairness/contract.js';
import { Bar } from '../components/shapes.js';
import { Table } from '../records/table.js';
import { entryAddress, type View } from '../view.js';

interface Props {
  view: View;
  report: FairnessReport;
}

/** With fewer shown, shares tell little. */
const FEW = 200;

/** A share as a figure, with a bar, and what it is a share of. */
function Share({ view, share, of }: { view: View; share: number; of?: string }) {
  return (
    <span class="share">
      <span class="figure">{view.m.exposure.percent(share)}</span>
      <Bar share={share} />
      {of !== undefined && <span class="quiet">{of}</span>}
    </span>
  );
}

function Groups({ view, title, groups }: { view: View; title: string; groups: readonly ExposureGroup[] }) {
  const m = view.m.exposure;
  const { group, catalogue, shown, first, ratio } = m.columns;
  return (
    <section>
      <h3>{title}</h3>
      <Table columns={[group, catalogue, shown, first, ratio]}>
        {groups.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.label.charAt(0).toUpperCase() + one.label.slice(1)}</th>
            <td data-label={catalogue}>
              <Share view={view} share={one.shareOfCatalogue} of={m.entries(one.entries)} />
            </td>
            <td data-label={shown}>
              <Share view={view} share={one.shareOfShown} of={m.times(one.shown)} />
            </td>
            <td data-label={first}>
              <Share view={view} share={one.shareOfFirst} />
            </td>
            <td data-label={ratio}>{m.ratio(one.ratio)}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function MostShown({ view, report }: Props) {
  const { exposure: m, kind } = view.m;
  const { entry, shown, first, share } = m.most;
  return (
    <section>
      <h3>{m.most.heading}</h3>
      <Table columns={[entry, shown, first, share]}>
        {report.mostShown.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              <a href={entryAddress(one.id)} dir="auto">
                {one.title}
              </a>{' '}
              <span class="quiet">{kind[one.kind]}</span>
            </th>
            <td data-label={shown}>{m.times(one.shown)}</td>
            <td data-label={first}>{m.times(one.first)}</td>
            <td data-label={share}>{m.percent(one.share)}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

/** What answers showed, held against the catalogue. Its headings begin at h3: it stands below one of a page. */
export function ExposurePart({ view, report }: Props) {
  const m = view.m.exposure;
  return (
    <div class="exposure">
      <p class="quiet">{m.span(report.from, report.to)}</p>
      {report.shown === 0 ? (
        <p class="notice">{m.none}</p>
      ) : (
        <>
          <p>
            {m.sum(report.seen, report.entries, report.shown)} {report.shown < FEW && m.few}
          </p>
          <section>
            <h3>{m.concentration.heading}</h3>
            <p>{m.concentration.topTenth(report.topTenth)}</p>
            <p>{m.concentration.gini(report.gini)}</p>
          </section>
          {(['providersBySize', 'providersByKind', 'byRegion'] as const).map((table) => (
            <Groups key={table} view={view} title={m.tables[table]} groups={report[table]} />
          ))}
          <MostShown view={view} report={report} />
        </>
      )}
    </div>
  );
}
