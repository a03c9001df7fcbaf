import type { Figures, RunSummary } from '../../evaluation/run.js';
import { regionName } from '../../taxonomy/index.js';
import { Bar } from '../components/shapes.js';
import { Table } from '../records/table.js';
import { sectorLabel, type View } from '../view.js';

interface Props {
  view: View;
  run: RunSummary;
  before: RunSummary | undefined;
}
type By = 'language' | 'sector' | 'region' | 'kind';

const FIELD = { language: 'byLanguage', sector: 'bySector', region: 'byRegion', kind: 'byKind' } as const;

function nameOf(view: View, by: By, key: string): string {
  if (key === 'none') return view.m.evaluation.by.unknown[by];
  if (by === 'language') return view.m.format.languageName(key);
  if (by === 'sector') return sectorLabel(view, key);
  if (by === 'region') return regionName(key, view.language);
  return key === 'provider' ? view.m.kind.provider : view.m.kind['case-study'];
}

interface GroupProps extends Props {
  by: By;
}

function Group({ view, run, before, by }: GroupProps) {
  const m = view.m.evaluation;
  const own: Record<string, Figures> = run.figures[FIELD[by]];
  const then: Record<string, Figures> = before?.figures[FIELD[by]] ?? {};
  const rows = Object.entries(own).sort(([, a], [, b]) => b.statements - a.statements);
  const tell = (value: number | null) => (value === null ? m.none : m.figure(value));
  return (
    <details open={by === 'language' || by === 'kind'}>
      <summary>
        <h3>{m.by[by]}</h3>
      </summary>
      <Table columns={[m.by[by], m.by.statements, m.figures.ndcg10, m.figures.recall20, m.figures.mrr10]}>
        {rows.map(([key, { statements, ndcg10, recall20, mrr10 }]) => {
          const was = then[key]?.ndcg10;
          return (
            <tr key={key}>
              <th scope="row">{nameOf(view, by, key)}</th>
              <td data-label={m.by.statements}>{view.m.format.number(statements)}</td>
              <td data-label={m.figures.ndcg10}>
                {tell(ndcg10)}{' '}
                {ndcg10 !== null && typeof was === 'number' && (
                  <span class="small quiet">{m.change(ndcg10 - was)}</span>
                )}
                {ndcg10 !== null && <Bar share={ndcg10} />}
              </td>
              <td data-label={m.figures.recall20}>{tell(recall20)}</td>
              <td data-label={m.figures.mrr10}>{tell(mrr10)}</td>
            </tr>
          );
        })}
      </Table>
    </details>
  );
}

/** The figures by what statements and entries are, most statements first; long tables are folded. */
export function Groups(props: Props) {
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">{props.view.m.evaluation.by.heading}</h2>
      <div class="groups">
        {(['language', 'kind', 'region', 'sector'] as const).map((by) => (
          <Group key={by} {...props} by={by} />
        ))}
      </div>
    </section>
  );
}
