import type { ComponentChildren } from 'preact';
import type { MatchResponse, MatchResult, Reason } from '../../matching/contract.js';
import {
  entryAddress,
  firstSentences,
  languageMark,
  placeName,
  safeLink,
  sectorLabel,
  type View,
} from '../view.js';
import { Marked } from './marked.js';
import { Band, Bar, ReasonSign } from './shapes.js';

/** Reasons shown of each stance; the rest stay with the API. */
const MAX_REASONS = 3;
/** About two lines; the entry's page has the rest. */
const SUMMARY_SENTENCES = 2;

interface Props {
  view: View;
  result: MatchResult;
  /** Place in the list as shown, from 1; the map uses the same number. */
  position: number;
  /** Whether the map has a point for it. */
  mapped: boolean;
  /** Name of the embedding model, or `none`. */
  model: MatchResponse['model'];
  /** Whether the answer stands by its matches; else they are only the nearest. */
  confident: boolean;
  /** What can be done with it, below all else. */
  children?: ComponentChildren;
}

function Reasons({ view, result, stance, confident }: Props & { stance: Reason['stance'] }) {
  const { card, nothing } = view.m;
  const why = confident ? card.why : nothing.shares;
  const heading = stance === 'for' ? why : card.check;
  const reasons = result.reasons.filter((reason) => reason.stance === stance).slice(0, MAX_REASONS);
  if (reasons.length === 0) return null;
  return (
    <section class={`reasons reasons-${stance}`}>
      <h4>{heading}</h4>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.text}>
            <ReasonSign stance={stance} />
            <div>
              <p dir="auto">{reason.text}</p>
              {reason.passage !== undefined && reason.passage !== '' && (
                <blockquote dir="auto" lang={result.language}>
                  <Marked text={reason.passage} highlights={result.highlights} />
                </blockquote>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Evidence({ view, result }: { view: View; result: MatchResult }) {
  if (result.evidence.length === 0) return null;
  const { card } = view.m;
  return (
    <div class="fact">
      <dt>{result.kind === 'provider' ? card.provenBy : card.deliveredBy}</dt>
      <dd>
        <ul class="inline-list">
          {result.evidence.map((entry) => (
            <li key={entry.id}>
              <a href={entryAddress(entry.id)}>{entry.title}</a>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

function Source({ view, result }: { view: View; result: MatchResult }) {
  const { card } = view.m;
  const link = safeLink(result.sourceUrl);
  return (
    <div class="fact">
      <dt>{card.source}</dt>
      <dd>
        {link === undefined ? (
          card.noSource
        ) : (
          <a href={link.href} rel="noreferrer">
            {link.host}
          </a>
        )}
        {'. '}
        <span class={result.verified ? 'verified' : 'unverified'}>
          {result.verified ? card.verified : card.unverified}
        </span>
      </dd>
    </div>
  );
}

/** The model's name without the digest that tells its exact files. */
const modelName = (id: string) => id.split('@')[0] ?? id;

function Ranked({ view, result, model }: Props) {
  const { card, format } = view.m;
  const figures: [string, number][] = [
    [card.score, result.score],
    [card.keyword, result.components.keyword],
    [card.semantic, result.components.semantic],
    [card.context, result.components.context],
  ];
  return (
    <details class="ranked">
      <summary>
        {card.ranked}
        <span class="away">: {result.title}</span>
      </summary>
      <table>
        <tbody>
          {figures.map(([name, share]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="figure">{format.percent(share)}</td>
              <td>
                <Bar share={share} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">
        {card.rankedNote} {model === 'none' ? card.modelNone : card.model(modelName(model))}
      </p>
    </details>
  );
}

/** Kind, place and year on one line. */
function Line({ view, result }: { view: View; result: MatchResult }) {
  const { m } = view;
  const place = placeName(view, result.city, result.country);
  const parts = [
    m.kind[result.kind],
    result.kind === 'provider' && place !== '' ? m.card.seat(place) : place,
    result.year === undefined ? '' : String(result.year),
    languageMark(view, result.language),
  ].filter((part) => part !== '');
  return <p class="card-line">{parts.join('\u00a0· ')}</p>;
}

/** One match: what it is, why it fits, what to check, who stands behind it. */
export function AnswerCard(props: Props) {
  const { view, result, position, mapped } = props;
  const id = `match-${position}`;
  return (
    <li class={`card card-${result.band}`} id={id} data-place={mapped ? result.id : undefined}>
      <article aria-labelledby={`${id}-title`}>
        <div class="card-top">
          <span class={`number number-${result.kind} number-${result.band}`} aria-hidden="true">
            {position}
          </span>
          <div class="card-name">
            <h3 id={`${id}-title`}>
              <a href={entryAddress(result.id)} dir="auto" lang={result.language}>
                {result.title}
              </a>
            </h3>
            <Line view={view} result={result} />
          </div>
          <Band view={view} band={result.band} />
        </div>
        <p class="card-summary" dir="auto" lang={result.language}>
          {firstSentences(result.summary, SUMMARY_SENTENCES, result.language)}
        </p>
        <div class="card-reasons">
          <Reasons {...props} stance="for" />
          <Reasons {...props} stance="against" />
        </div>
        <dl class="card-facts">
          <Evidence view={view} result={result} />
          <div class="fact">
            <dt>{view.m.entry.sectors}</dt>
            <dd>{result.sectors.map((sector) => sectorLabel(view, sector)).join('; ')}</dd>
          </div>
          <Source view={view} result={result} />
        </dl>
        <Ranked {...props} />
        {props.children}
      </article>
    </li>
  );
}
