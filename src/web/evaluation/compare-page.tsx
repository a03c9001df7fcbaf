import type { Comparison } from '../../evaluation/contract.js';
import { ConsoleLayout } from '../console/layout.js';
import { entryAddress, type View } from '../view.js';
import { CompareForm, type CompareValues, SIDES, type SideName, settingName } from './compare-form.js';

interface Props {
  view: View;
  values: CompareValues;
  errors: readonly string[];
  /** Absent: nothing was asked yet. */
  comparison: Comparison | undefined;
}
type Placed = Comparison['a']['results'][number];

/** How an entry moved between the two orders, in words with a shape. */
function Moved({ view, one, side }: { view: View; one: Placed; side: SideName }) {
  const { moved, sides } = view.m.evaluation.compare;
  const { rank, other } = one;
  if (rank === other) return <span class="moved small quiet">{moved.same}</span>;
  if (side === 'a') return <span class="moved small">{moved.from(other, sides.b)}</span>;
  const up = other > rank;
  const words = up ? moved.up(other - rank, sides.a) : moved.down(rank - other, sides.a);
  return (
    <span class={`moved small ${up ? 'moved-up' : 'moved-down'}`}>
      <span aria-hidden="true">{up ? '▲' : '▼'}</span> {words}
    </span>
  );
}

function Parts({ view, one }: { view: View; one: Placed }) {
  const m = view.m.evaluation.compare;
  const { words, meaning, concepts, sector, context, stale, liftedBy } = one.parts;
  const pairs: [string, number][] = [
    [m.part.score, one.score],
    [m.part.words, words],
    ...(meaning === null ? [] : [[m.part.meaning, meaning] as [string, number]]),
    [m.part.concepts, concepts],
    [m.part.sector, sector],
    ...Object.entries(context).map(([key, value]): [string, number] => [
      settingName(view, `context.${key}`),
      value,
    ]),
  ];
  return (
    <details>
      <summary class="small">
        {m.parts}
        <span class="away">: {one.title}</span>
      </summary>
      <dl class="pairs small">
        {pairs.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value.toFixed(2)}</dd>
          </>
        ))}
      </dl>
      {stale && <p class="small quiet">{m.stale}</p>}
      {liftedBy !== undefined && <p class="small quiet">{m.lifted}</p>}
    </details>
  );
}

/** Names of what differs from the settings in use on a side. */
function differing(view: View, values: CompareValues, side: SideName): string[] {
  return values.inUse
    .filter(({ path, value }) => {
      const typed = values[side][path]?.trim() ?? '';
      return typed !== '' && Number(typed) !== value;
    })
    .map(({ path }) => `${settingName(view, path)} ${values[side][path]?.trim()}`);
}

function Order({ view, values, comparison, side }: Props & { comparison: Comparison; side: SideName }) {
  const m = view.m.evaluation.compare;
  const { confident, results } = comparison[side];
  const differs = differing(view, values, side);
  return (
    <section class="panel" aria-labelledby={`order-${side}`}>
      <h2 id={`order-${side}`}>{m.sides[side]}</h2>
      <p class="small quiet">{differs.length === 0 ? m.same : m.differs(differs)}</p>
      {!confident && <p class="notice notice-warning">{m.nothingFits}</p>}
      <ol class="order">
        {results.map((one) => (
          <li key={one.id}>
            <a href={entryAddress(one.id)} dir="auto">
              {one.title}
            </a>
            <span class="row-more">
              <span class="small quiet">
                {view.m.kind[one.kind]}, {m.score(view.m.format.percent(one.probability))},
              </span>{' '}
              <Moved {...{ view, one, side }} />
            </span>
            <Parts view={view} one={one} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One statement, answered with two settings side by side. */
export function ComparePage(props: Props) {
  const { view, values, errors, comparison } = props;
  const m = view.m.evaluation.compare;
  return (
    <ConsoleLayout view={view} title={m.heading} here="evaluation">
      <div class="evaluation">
        <p>
          <a href="/console/evaluation">{m.back}</a>
        </p>
        <div class="head">
          <h1>{m.heading}</h1>
          <p class="hint">{m.lead}</p>
        </div>
        {comparison !== undefined && (
          <>
            <p class="small quiet">{m.results(comparison.candidates, comparison.model)}</p>
            {comparison.degraded === true && <p class="notice notice-warning">{m.degraded}</p>}
            <div class="sides">
              {SIDES.map((side) => (
                <Order key={side} {...props} comparison={comparison} side={side} />
              ))}
            </div>
          </>
        )}
        <CompareForm view={view} values={values} errors={errors} />
      </div>
    </ConsoleLayout>
  );
}
