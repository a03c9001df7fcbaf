import type { WeightSet } from '../../learning/contract.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';

interface Props {
  view: View;
  sets: readonly WeightSet[];
  /** Names of people, by id. */
  names: ReadonlyMap<string, string>;
}

const BADGE = {
  proposed: 'badge-wait',
  refused: 'badge-late',
  'in-use': 'badge-good',
  retired: 'badge-gone',
  declined: 'badge-gone',
};

/** Every set of weights, newest first. */
export function History({ view, sets, names }: Props) {
  const { history: m, figure } = view.m.learning;
  const { at } = view.m.records;
  if (sets.length === 0) return null;
  return (
    <section class="stack">
      <h2>{m.title}</h2>
      <Table columns={[m.made, m.origin, m.state, m.gain, m.decided]}>
        {sets.map(({ id, madeAt, origin, state, report, decidedBy, decidedAt }) => (
          <tr key={id}>
            <td data-label={m.made}>{at(new Date(madeAt))}</td>
            <td data-label={m.origin}>{m.origins[origin]}</td>
            <td data-label={m.state}>
              <span class={`badge ${BADGE[state]}`}>{m.states[state]}</span>
            </td>
            <td data-label={m.gain}>
              {report === undefined
                ? '–'
                : `${figure(report.heldOut.before)} → ${figure(report.heldOut.after)}`}
            </td>
            <td data-label={m.decided} dir="auto">
              {decidedAt === undefined
                ? '–'
                : `${names.get(decidedBy ?? '') ?? decidedBy ?? ''}, ${at(new Date(decidedAt))}`}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
