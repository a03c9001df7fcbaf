import type { WorstStatement } from '../../evaluation/worst.js';
import { entryAddress, languageMark, type View } from '../view.js';

interface Props {
  view: View;
  worst: readonly WorstStatement[];
}
type Entry = WorstStatement['shown'][number];

function EntryLine({ view, entry, more }: { view: View; entry: Entry; more: string }) {
  const { worst } = view.m.evaluation;
  return (
    <li>
      {entry.title === undefined ? (
        <span class="quiet">
          {entry.id}, {worst.goneEntry}
        </span>
      ) : (
        <a href={entryAddress(entry.id)} dir="auto">
          {entry.title}
        </a>
      )}
      <span class="small quiet row-more">{more}</span>
    </li>
  );
}

function Statement({ view, one }: { view: View; one: WorstStatement }) {
  const m = view.m.evaluation;
  const { worst } = m;
  const grade = ({ grade: value }: Entry) => worst.grades[value] ?? '';
  const mark = languageMark(view, one.language);
  return (
    <li class="panel">
      <p>
        <span class="badge badge-late">{worst.why[one.why]}</span>{' '}
        <span class="small quiet">
          {worst.scored(m.figure(one.ndcg10))}
          {mark !== '' && `, ${mark}`}
        </span>
      </p>
      {one.text === undefined ? (
        <p class="quiet">{worst.gone}</p>
      ) : (
        <blockquote class="said" lang={one.language} dir="auto">
          {one.text}
        </blockquote>
      )}
      <div class="sides">
        <div>
          <h3>{worst.best}</h3>
          <ul class="listed">
            {one.best.map((entry) => (
              <EntryLine
                key={entry.id}
                {...{ view, entry }}
                more={`${grade(entry)}, ${entry.rank === null ? worst.notFound : worst.place(entry.rank)}`}
              />
            ))}
          </ul>
        </div>
        <details>
          <summary>
            {worst.shown}
            <span class="away"> ({one.id})</span>
          </summary>
          <ol class="listed">
            {one.shown.map((entry) => (
              <EntryLine key={entry.id} {...{ view, entry }} more={grade(entry)} />
            ))}
          </ol>
        </details>
      </div>
      {one.text !== undefined && (
        <p>
          <a href={`/console/evaluation/compare?judgment=${encodeURIComponent(one.id)}`}>
            {worst.compare}
            <span class="away"> ({one.id})</span>
          </a>
        </p>
      )}
    </li>
  );
}

/** The statements answered worst: what was shown, and what should have been. */
export function Worst({ view, worst }: Props) {
  const m = view.m.evaluation.worst;
  return (
    <section aria-labelledby="worst">
      <h2 id="worst">{m.heading}</h2>
      {worst.length === 0 ? (
        <p class="quiet">{m.none}</p>
      ) : (
        <ol class="worst">
          {worst.map((one) => (
            <Statement key={one.id} view={view} one={one} />
          ))}
        </ol>
      )}
    </section>
  );
}
