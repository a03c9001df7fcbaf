import type { HistoryPoint } from '../../evaluation/contract.js';
import { Table } from '../records/table.js';
import type { View } from '../view.js';

interface Props {
  view: View;
  /** Oldest first. */
  history: readonly HistoryPoint[];
}
type Known = HistoryPoint & { ndcg10: number };

const WIDTH = 1000;
const HEIGHT = 160;
/** The scale begins and ends at a multiple of this. */
const STEP = 0.05;
/** Rows of the table; older ones are told by the line, and by the API. */
const ROWS = 60;

/** The ends of a scale around these values, each in [0, 1]. */
export function scaleOf(values: readonly number[]): { low: number; high: number } {
  const low = Math.floor(Math.min(...values) / STEP - 0.2) * STEP;
  const high = Math.ceil(Math.max(...values) / STEP + 0.2) * STEP;
  return { low: Math.max(0, low), high: Math.min(1, high) };
}

/** Where each run stands in the drawing: across by time, up by its figure. */
export function placesOf(points: readonly Known[]): { x: number; y: number }[] {
  const { low, high } = scaleOf(points.map(({ ndcg10 }) => ndcg10));
  const [first, last] = [Date.parse(points[0]?.at ?? ''), Date.parse(points.at(-1)?.at ?? '')];
  return points.map(({ at, ndcg10 }) => ({
    x: Math.round(last > first ? ((Date.parse(at) - first) / (last - first)) * WIDTH : WIDTH / 2),
    y: Math.round((1 - (ndcg10 - low) / (high - low)) * HEIGHT),
  }));
}

function Line({ view, points }: { view: View; points: readonly Known[] }) {
  const m = view.m.evaluation;
  const values = points.map(({ ndcg10 }) => ndcg10);
  const { low, high } = scaleOf(values);
  const places = placesOf(points);
  const day = (point: Known | undefined) => view.m.format.date(new Date(point?.at ?? 0));
  const [first, last] = [points[0], points.at(-1)];
  const lowest = m.figure(Math.min(...values));
  const highest = m.figure(Math.max(...values));
  const label = m.overTime.label(day(first), day(last), lowest, highest, m.figure(last?.ndcg10 ?? 0));
  return (
    <figure class="over-time">
      {/* What the drawing's label says to who cannot see it. */}
      <p class="over-time-scale small quiet" aria-hidden="true">
        <span>{high.toFixed(2)}</span>
        <span>{low.toFixed(2)}</span>
      </p>
      <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <path class="over-time-grid" d={`M0 0H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT}H${WIDTH}`} />
        <path class="over-time-line" d={`M${places.map(({ x, y }) => `${x} ${y}`).join('L')}`} />
        <path class="over-time-dots" d={places.map(({ x, y }) => `M${x} ${y}h0`).join('')} />
      </svg>
      <figcaption class="over-time-ends small quiet" aria-hidden="true">
        <span>{day(first)}</span>
        <span>
          {day(last)}: {m.figure(last?.ndcg10 ?? 0)}
        </span>
      </figcaption>
    </figure>
  );
}

/** nDCG@10 run by run: a line, and the same as a table. */
export function OverTime({ view, history }: Props) {
  const m = view.m.evaluation;
  const { overTime } = m;
  const points = history.filter((point): point is Known => point.ndcg10 !== null);
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time">
        {overTime.heading}: {m.figures.ndcg10}
      </h2>
      {points.length < 2 ? <p class="quiet">{overTime.one}</p> : <Line view={view} points={points} />}
      <details>
        <summary>{overTime.table}</summary>
        <Table columns={[overTime.when, m.figures.ndcg10, overTime.statements]}>
          {[...history]
            .reverse()
            .slice(0, ROWS)
            .map(({ id, at, ndcg10, statements }) => (
              <tr key={id}>
                <th scope="row">{view.m.records.at(new Date(at))}</th>
                <td data-label={m.figures.ndcg10}>{ndcg10 === null ? m.none : m.figure(ndcg10)}</td>
                <td data-label={overTime.statements}>{view.m.format.number(statements)}</td>
              </tr>
            ))}
        </Table>
      </details>
    </section>
  );
}
