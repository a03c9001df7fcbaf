import type { MatchWeights } from '../../matching/weights.js';
import { Layout } from '../components/layout.js';
import { Bar } from '../components/shapes.js';
import type { ContextPart, RankingPart } from '../messages/en/ranking.js';
import type { View } from '../view.js';

interface Props {
  view: View;
  weights: MatchWeights;
}

/** Something that counts, and how far it can move an entry, in standard deviations of the candidates. */
interface Weighed extends RankingPart {
  key: string;
  reach: number;
}

/** Figures in standard deviations lie between -2 and 2, nearly all; parts of the context between -0.5 and 0.5. */
const SPREAD = 4;
/** Score of a linked entry that lifts another. */
const GOOD = 2;

/** From so much of the largest reach on each word is used. */
const MUCH = 0.55;
const SOME = 0.3;

/** Everything that is weighed, what counts most first. */
function weighed({ view, weights }: Props): Weighed[] {
  const { parts, context } = view.m.ranking.weighed;
  const { semantic, concept, sector, stale, link } = weights;
  // The keys of an object that the type names are of that type.
  const places = Object.entries(weights.context) as [ContextPart, number][];
  const all: Weighed[] = [
    { key: 'meaning', reach: SPREAD * semantic, ...parts.meaning },
    { key: 'words', reach: SPREAD * (1 - semantic), ...parts.words },
    { key: 'concept', reach: SPREAD * concept, ...parts.concept },
    { key: 'sector', reach: SPREAD * sector.weight, ...parts.sector },
    { key: 'toProvider', reach: GOOD * link.toProvider, ...parts.toProvider },
    { key: 'toCaseStudy', reach: GOOD * link.toCaseStudy, ...parts.toCaseStudy },
    { key: 'stale', reach: stale, ...parts.stale },
    ...places.map(([key, reach]) => ({ key, reach, ...context[key] })),
  ];
  return all.sort((a, b) => b.reach - a.reach);
}

function Weights(props: Props) {
  const { weighed: m } = props.view.m.ranking;
  const parts = weighed(props);
  const largest = Math.max(...parts.map(({ reach }) => reach));
  const word = (share: number) => {
    if (share <= 0) return m.strengths.none;
    if (share >= 1) return m.strengths.most;
    return share >= MUCH ? m.strengths.much : share >= SOME ? m.strengths.some : m.strengths.little;
  };
  return (
    <table class="weights">
      <thead>
        <tr>
          <th scope="col">{m.part}</th>
          <th scope="col">{m.strength}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ key, name, text, reach }) => {
          const share = reach / largest;
          return (
            <tr key={key}>
              <th scope="row">
                <strong>{name}</strong> {text}
              </th>
              <td>
                <Bar share={share} />
                {word(share)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What decides the order of an answer, what does not, and who can tell when it is wrong. */
export function RankingPage(props: Props) {
  const { view, weights } = props;
  const { ranking } = view.m;
  const { copies, cap, turns, nothing } = ranking.after;
  return (
    <Layout view={view} title={ranking.title} told={{ path: '/ranking', description: ranking.lead }}>
      <div class="prose">
        <h1>{ranking.title}</h1>
        <p class="lead">{ranking.lead}</p>
        <section class="part">
          <h2>{ranking.weighed.heading}</h2>
          <p>{ranking.weighed.text}</p>
          <Weights {...props} />
        </section>
        <section class="part">
          <h2>{ranking.after.heading}</h2>
          <ul class="after">
            {[copies, cap(weights.fairness.perProvider), turns, nothing].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
        {ranking.sections.map((section) => (
          <section key={section.heading} class="part">
            <h2>{section.heading}</h2>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
        <section class="part">
          <h2>{ranking.report.heading}</h2>
          <p>{ranking.report.text}</p>
          <p>
            <a href="/challenges/new">{ranking.report.link}</a>
          </p>
        </section>
      </div>
    </Layout>
  );
}
