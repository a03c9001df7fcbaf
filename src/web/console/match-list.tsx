import type { ReviewMatch } from '../../review/contract.js';
import { placeName, type View } from '../view.js';
import type { ChallengeProps } from './challenge-parts.js';

interface ListProps extends ChallengeProps {
  chosen: string | undefined;
  /** Address of the page with this match chosen. */
  addressOf(matchId: string): string;
}

/** The signs of what was decided: a tick, a cross, an empty square; each with its word beside it. */
function DecisionSign({ status }: { status: ReviewMatch['status'] }) {
  const paths = {
    approved: 'M3 8.5l3.2 3.2L13 5',
    rejected: 'M4 4l8 8M12 4l-8 8',
    proposed: '',
    superseded: 'M3 8h10',
  };
  return (
    <svg
      class="decision-sign"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <rect x="1" y="1" width="14" height="14" rx="3" />
      {paths[status] !== '' && <path d={paths[status]} />}
    </svg>
  );
}

/** What a match is, in words: state, band, and what was done with it. */
function matchWords({ m }: View, match: ReviewMatch): string[] {
  const { matches, rejection } = m.review;
  const { rejectionReason, status } = match;
  return [
    rejectionReason === undefined ? matches.status[status] : matches.rejectedFor(rejection[rejectionReason]),
    matches.bandShort[match.band],
    ...(match.origin === 'staff' ? [matches.added] : []),
    ...(match.edited ? [matches.edited] : []),
    ...(match.note === '' ? [] : [matches.noted]),
  ];
}

function MatchRow({ view, match, chosen, addressOf }: ListProps & { match: ReviewMatch }) {
  const { shown } = match;
  const { matches } = view.m.review;
  const place = placeName(view, shown.city, shown.country);
  const kind = [view.m.kind[shown.kind], place].filter((part) => part !== '').join(' · ');
  const stale = match.entryGone || match.status === 'superseded';
  return (
    <li
      id={`row-${match.id}`}
      class={`match match-${match.status}${stale ? ' match-stale' : ''}`}
      data-row={match.id}
      data-version={match.version}
      data-status={match.status}
      data-title={shown.title}
      data-position={match.position}
    >
      <a
        id={`open-${match.id}`}
        href={addressOf(match.id)}
        data-open
        aria-current={match.id === chosen ? 'true' : undefined}
      >
        <DecisionSign status={match.status} />
        <span class="match-words">
          <span class="line-title" dir="auto">
            {shown.title}
          </span>
          <span class="row-line">{kind}</span>
          <span class="match-state">{matchWords(view, match).join(', ')}</span>
          {match.entryGone && <span class="badge badge-gone">{matches.gone}</span>}
          <span class="row-mark" data-mark />
        </span>
      </a>
    </li>
  );
}

/** The proposal: its matches in order, and what can be done with the list. */
export function MatchList(props: ListProps) {
  const { view, challenge, rights } = props;
  const { matches: m, challenge: words, act, moment } = view.m.review;
  const { proposal } = challenge;
  return (
    <section class="desk-part desk-list" aria-labelledby="proposal-heading">
      <div class="note-head" id="proposal-head" data-part>
        <h2 id="proposal-heading">{m.heading}</h2>
        {rights.decide && (
          <button class="button button-quiet" type="button" data-act="add" id="act-add">
            {act.add} <kbd>+</kbd>
          </button>
        )}
      </div>
      <div class="proposal" id="proposal" data-part>
        {proposal !== undefined && (
          <p class="small quiet">
            {words.proposedAt(moment(new Date(proposal.at)), proposal.number)}.{' '}
            {proposal.concepts.length > 0 &&
              words.understood(view.m.format.list(proposal.concepts.slice(0, 5).map(({ label }) => label)))}
          </p>
        )}
        {proposal?.confident === false && <p class="notice notice-warning">{words.notConfident}</p>}
        {challenge.matchList.length === 0 && <p class="quiet">{m.none}</p>}
      </div>
      <button class="button fresh" type="button" id="new-order" data-act="new-order" hidden />
      <ol class="matches" data-rows id="match-rows" aria-label={m.list}>
        {challenge.matchList.map((match) => (
          <MatchRow key={match.id} {...props} match={match} />
        ))}
      </ol>
    </section>
  );
}
