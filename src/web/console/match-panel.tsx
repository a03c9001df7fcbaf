import type { EntryResponse } from '../../catalogue/contract.js';
import type { Reason } from '../../matching/contract.js';
import type { ReviewMatch } from '../../review/contract.js';
import { Marked } from '../components/marked.js';
import { Band, Bar, ReasonSign } from '../components/shapes.js';
import { entryAddress, placeName, safeLink, type View } from '../view.js';
import type { ChallengeProps } from './challenge-parts.js';
import { EditTemplate } from './edit-template.js';

interface PanelProps extends ChallengeProps {
  match: ReviewMatch;
  entry: EntryResponse | undefined;
  chosen: boolean;
}

function Reasons({ view, match, stance }: PanelProps & { stance: Reason['stance'] }) {
  const reasons = match.reasons.filter((reason) => reason.stance === stance);
  if (reasons.length === 0) return null;
  const { card } = view.m;
  return (
    <section class={`reasons reasons-${stance}`}>
      <h3>{stance === 'for' ? card.why : card.check}</h3>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.text}>
            <ReasonSign stance={stance} />
            <div>
              <p dir="auto">{reason.text}</p>
              {reason.passage !== undefined && reason.passage !== '' && (
                <blockquote dir="auto">
                  <Marked text={reason.passage} highlights={match.shown.highlights} />
                </blockquote>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the entry says, with the words marked that it was found by; only the summary where it is gone. */
function EntryText({ view, match, entry }: PanelProps) {
  const m = view.m.entry;
  const { matches } = view.m.review;
  const { caseStudy, provider } = entry ?? {};
  const text = (heading: string, words: string | undefined) =>
    words === undefined || words === '' ? null : (
      <section>
        <h3>{heading}</h3>
        <p class="said" dir="auto" lang={entry?.language}>
          <Marked text={words} highlights={match.shown.highlights} />
        </p>
      </section>
    );
  const summary = match.shown.kind === 'provider' ? m.about : m.solution;
  return (
    <div class="panel-text">
      {text(summary, caseStudy?.solution ?? match.shown.summary)}
      {text(m.outcomes, caseStudy?.outcomes)}
      {text(matches.against, caseStudy?.challenge)}
      {text(m.offerings, provider?.offerings.join('; '))}
    </div>
  );
}

function Facts({ view, match, entry }: PanelProps) {
  const { card, entry: m, format } = view.m;
  const { shown } = match;
  const link = safeLink(shown.sourceUrl);
  const cost = entry?.caseStudy?.costBand;
  return (
    <dl class="pairs small panel-facts">
      {shown.evidence.length > 0 && (
        <>
          <dt>{shown.kind === 'provider' ? card.provenBy : card.deliveredBy}</dt>
          <dd>
            <ul class="inline-list">
              {shown.evidence.map(({ id, title }) => (
                <li key={id}>
                  <a href={entryAddress(id)}>{title}</a>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {shown.population !== undefined && (
        <>
          <dt>{m.population}</dt>
          <dd>{m.people(format.people(shown.population))}</dd>
        </>
      )}
      {cost !== undefined && cost !== 'unknown' && (
        <>
          <dt>{m.cost}</dt>
          <dd>{m.costBand[cost]}</dd>
        </>
      )}
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
        <span class={shown.verified ? undefined : 'unverified'}>
          {shown.verified ? card.verified : card.unverified}
        </span>
      </dd>
    </dl>
  );
}

function Ranked({ view, match, challenge }: PanelProps) {
  const { card, format } = view.m;
  const { score, components } = match.shown;
  const figures: [string, number][] = [
    [card.score, score],
    [card.keyword, components.keyword],
    [card.semantic, components.semantic],
    [card.context, components.context],
  ];
  const model = challenge.proposal?.model ?? 'none';
  return (
    <details class="ranked" id={`ranked-${match.id}`}>
      <summary>
        {card.ranked}
        <span class="away">: {match.shown.title}</span>
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
        {card.rankedNote} {model === 'none' ? card.modelNone : card.model(model.split('@')[0] ?? model)}
      </p>
    </details>
  );
}

/** What was decided of the match, by whom; and what stands in the way of publishing it. */
function Decided({ view, match }: { view: View; match: ReviewMatch }) {
  const { matches: m, rejection, dismissal, moment } = view.m.review;
  const { rejectionReason, decidedBy, decidedAt, rejectionNote } = match;
  const shape = { approved: 'good', rejected: 'gone', proposed: 'wait', superseded: 'gone' };
  return (
    <>
      <p class="panel-state">
        <span class={`badge badge-${shape[match.status]}`}>
          {rejectionReason === undefined ? m.status[match.status] : m.rejectedFor(rejection[rejectionReason])}
        </span>
        {decidedBy !== undefined && decidedAt !== undefined && (
          <span class="small quiet">{m.decided(decidedBy.name, moment(new Date(decidedAt)))}</span>
        )}
      </p>
      {rejectionNote !== '' && (
        <p class="said quiet" dir="auto">
          {rejectionNote}
        </p>
      )}
      {match.entryGone && <p class="notice notice-warning">{m.goneLong}</p>}
      {match.status === 'superseded' && <p class="notice notice-warning">{m.superseded}</p>}
      {match.dismissal !== undefined && <p class="notice">{m.dismissed(dismissal[match.dismissal])}</p>}
    </>
  );
}

function PanelActs({ view, match, rights }: PanelProps) {
  const { act } = view.m.review;
  if (!rights.decide) return null;
  const button = (name: string, words: string, key: string) => (
    <button class="button" type="button" data-act={name} id={`${name}-${match.id}`}>
      {words} <kbd>{key}</kbd>
    </button>
  );
  return (
    <div class="buttons panel-acts">
      {button('edit', act.edit, 'e')}
      {button('up', act.up, 'K')}
      {button('down', act.down, 'J')}
    </div>
  );
}

/** The chosen match: why it fits and what does not, what was done, what stands behind it. */
export function MatchPanel(props: PanelProps) {
  const { view, match, chosen } = props;
  const { shown } = match;
  const { matches: m } = view.m.review;
  const place = placeName(view, shown.city, shown.country);
  const year = shown.year === undefined ? '' : String(shown.year);
  const line = [view.m.kind[shown.kind], place, year].filter((part) => part !== '');
  return (
    <article
      class="match-panel"
      id={`panel-${match.id}`}
      data-panel={match.id}
      aria-labelledby={`panel-${match.id}-title`}
      hidden={!chosen}
    >
      <a class="to-list" href="#proposal-heading">
        {m.toList}
      </a>
      <div class="panel-top">
        <div>
          <h2 id={`panel-${match.id}-title`} tabIndex={-1} dir="auto">
            {shown.title}
          </h2>
          <p class="quiet">
            {line.join(' · ')} ·{' '}
            <a class="nowrap" href={entryAddress(match.entryId)}>
              {m.openEntry}
            </a>
          </p>
        </div>
        <Band view={view} band={match.band} />
      </div>
      <Decided view={view} match={match} />
      {match.note !== '' && (
        <section class="panel-note">
          <h3>{m.note}</h3>
          <p class="said" dir="auto">
            {match.note}
          </p>
        </section>
      )}
      <div class="panel-reasons">
        <Reasons {...props} stance="for" />
        <Reasons {...props} stance="against" />
        {match.reasons.length === 0 && <p class="quiet">{m.reasonsEmptied}</p>}
      </div>
      <PanelActs {...props} />
      <EntryText {...props} />
      <Facts {...props} />
      <Ranked {...props} />
      <EditTemplate view={view} match={match} />
    </article>
  );
}
