import { OTHERS } from '../../learning/compare.js';
import type { WeightsReport } from '../../learning/contract.js';
import { sectorLabel, type View } from '../view.js';

interface Props {
  view: View;
  report: WeightsReport;
}
interface Row {
  group: string;
  statements?: number | undefined;
  before: number;
  after: number;
  loses?: boolean;
}

/** A group of statements in words. */
export function groupName(view: View, kind: 'language' | 'sector', group: string): string {
  const m = view.m.learning.report;
  if (kind === 'language') return m.language(group);
  if (group === OTHERS) return m.otherSectors;
  return group === 'none' ? m.noSector : m.sector(sectorLabel(view, group));
}

function rowsOf({ view, report }: Props): Row[] {
  const m = view.m.learning.report;
  const groups = (kind: 'language' | 'sector', changes: WeightsReport['byLanguage']): Row[] =>
    Object.entries(changes)
      // jsonb keeps keys in an order of its own.
      .sort(([a], [b]) => Number(a === OTHERS) - Number(b === OTHERS) || a.localeCompare(b))
      .map(([group, change]) => ({
        ...change,
        group: groupName(view, kind, group),
        loses: report.lost.some((one) => one.kind === kind && one.group === group),
      }));
  const told = (group: string, { before, after }: WeightsReport['nothingFits']): Row[] =>
    before === null || after === null ? [] : [{ group, before, after }];
  return [
    { group: m.all, ...report.all },
    { group: m.heldOut, ...report.heldOut },
    ...[
      { group: m.shipped, ...report.shipped },
      { group: m.learnt, ...report.learnt },
    ].filter(({ statements }) => statements > 0),
    ...groups('language', report.byLanguage),
    ...groups('sector', report.bySector),
    ...told(m.nothingFits, report.nothingFits),
    ...told(m.calibration, report.calibration),
  ];
}

/** Rows of figures that fit on a phone as they are. */
function Figures({ view, caption, head, rows }: { view: View; caption: string; head: string; rows: Row[] }) {
  const { report: m, figure, change } = view.m.learning;
  return (
    <div class="table-box">
      <table class="table figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{m.before}</th>
            <th scope="col">{m.after}</th>
            <th scope="col">{m.difference}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, statements, before, after, loses }) => (
            <tr key={group}>
              <th scope="row">
                {group}
                {statements !== undefined && <span class="row-more quiet small">{m.count(statements)}</span>}
                {loses === true && <span class="badge badge-late">{m.loses}</span>}
              </th>
              <td>{figure(before)}</td>
              <td>{figure(after)}</td>
              <td>{change(after - before)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What other weights change, group by group; and which weights they are. */
export function Effects({ view, report }: Props) {
  const m = view.m.learning.report;
  const weights = report.changed.map(({ key, ...change }) => ({ group: key, ...change }));
  return (
    <>
      <Figures view={view} caption={m.caption} head={m.group} rows={rowsOf({ view, report })} />
      {weights.length === 0 ? (
        <p>{m.noWeights}</p>
      ) : (
        <Figures view={view} caption={m.weights} head={m.weight} rows={weights} />
      )}
    </>
  );
}
