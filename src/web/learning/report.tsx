import { OTHERS } from '../../learning/compare.js';
import type { WeightsReport } from '../../learning/contract.js';
import { Table } from '../records/table.js';
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
    Object.entries(changes).map(([group, change]) => ({
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

/** What other weights change, group by group. */
export function Effects({ view, report }: Props) {
  const { report: m, figure, change } = view.m.learning;
  return (
    <>
      <h3>{m.caption}</h3>
      <Table columns={[m.group, m.count, m.before, m.after, m.difference]}>
        {rowsOf({ view, report }).map(({ group, statements, before, after, loses }) => (
          <tr key={group}>
            <th scope="row">
              {group} {loses === true && <span class="badge badge-late">{m.loses}</span>}
            </th>
            <td data-label={m.count}>{statements === undefined ? '–' : view.m.format.number(statements)}</td>
            <td data-label={m.before}>{figure(before)}</td>
            <td data-label={m.after}>{figure(after)}</td>
            <td data-label={m.difference}>{change(after - before)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** Which weights change, and by how much. */
export function ChangedWeights({ view, report }: Props) {
  const { report: m, figure, change } = view.m.learning;
  if (report.changed.length === 0) return <p>{m.noWeights}</p>;
  return (
    <>
      <h3>{m.weights}</h3>
      <Table columns={[m.weight, m.before, m.after, m.difference]}>
        {report.changed.map(({ key, before, after }) => (
          <tr key={key}>
            <th scope="row">
              <code>{key}</code>
            </th>
            <td data-label={m.before}>{figure(before)}</td>
            <td data-label={m.after}>{figure(after)}</td>
            <td data-label={m.difference}>{change(after - before)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
