import type { EntryResponse } from '../../catalogue/contract.js';
import type { QueueResponse, ReviewChallenge } from '../../review/contract.js';
import type { View } from '../view.js';
import { ChallengeDialogs } from './challenge-dialogs.js';
import { ChallengeHead, type ChallengeProps, MessageList, Statement } from './challenge-parts.js';
import { DecisionBar } from './decision-bar.js';
import { ConsoleLayout } from './layout.js';
import { MatchList } from './match-list.js';
import { MatchPanel } from './match-panel.js';
import { challengeAddress, type QueueFilter, queueAddress } from './queue-query.js';
import { QueueLine } from './queue-rows.js';
import { rightsOf } from './rights.js';
import { ScriptFrame } from './script-frame.js';

export interface ChallengePageProps {
  view: View;
  filter: QueueFilter;
  queue: QueueResponse;
  challenge: ReviewChallenge;
  /** The entries of its matches that are published, by id. */
  entries: ReadonlyMap<string, EntryResponse>;
  people: readonly { id: string; name: string }[];
  /** Id of the match whose entry is shown. */
  chosen: string | undefined;
  now: number;
}

/** The queue beside the challenge; on phones only the way back to it. */
function Side({ view, filter, queue, challenge, now }: ChallengePageProps) {
  const { queue: m } = view.m.review;
  return (
    <aside class="desk-queue" aria-label={m.title}>
      <p class="desk-back">
        <a class="button button-quiet" id="back" href={queueAddress(filter)} data-act="back">
          {m.back} <kbd>b</kbd>
        </a>
        <span class="small quiet" id="queue-count" data-part>
          {m.count(queue.total)}
        </span>
      </p>
      <button class="button fresh" type="button" id="fresh" data-act="fresh" hidden />
      <ul class="lines" data-rows id="queue-rows" aria-label={m.list}>
        {queue.items.map((item) => (
          <QueueLine
            key={item.id}
            view={view}
            now={now}
            item={item}
            here={item.id === challenge.id}
            address={challengeAddress(item.id, filter)}
          />
        ))}
      </ul>
      {queue.nextCursor !== undefined && (
        <a class="button button-quiet" href={queueAddress(filter, { cursor: queue.nextCursor })}>
          {m.next}
        </a>
      )}
    </aside>
  );
}

function Columns(props: ChallengePageProps & ChallengeProps) {
  const { view, challenge, chosen, filter, entries } = props;
  const { matches } = view.m.review;
  const address = challengeAddress(challenge.id, filter);
  const addressOf = (id: string) => `${address}${address.includes('?') ? '&' : '?'}match=${id}`;
  return (
    <div class="desk-columns">
      <div class="desk-said">
        <Statement {...props} />
        <MessageList {...props} />
      </div>
      <MatchList {...props} addressOf={addressOf} />
      <div class="desk-entry" id="panels">
        {challenge.matchList.map((match) => (
          <MatchPanel
            key={match.id}
            {...props}
            match={match}
            entry={entries.get(match.entryId)}
            chosen={match.id === chosen}
          />
        ))}
        {challenge.matchList.length === 0 && <p class="quiet">{matches.choose}</p>}
      </div>
    </div>
  );
}

/** One challenge under review: the queue, the statement, the proposal, and the chosen match side by side. */
export function ChallengePage(props: ChallengePageProps) {
  const { view, challenge, people } = props;
  const all = { ...props, rights: rightsOf(view.person, challenge) };
  const title = view.m.review.titleIn(challenge.title, challenge.city);
  return (
    <ConsoleLayout view={view} title={title} here="queue" bench>
      <ScriptFrame
        view={view}
        page="challenge"
        lastEventId={challenge.lastEventId}
        challengeId={challenge.id}
      />
      <div class="desk">
        <Side {...props} />
        <div class="desk-main">
          <ChallengeHead {...all} />
          <div id="notices" />
          <Columns {...all} />
          <DecisionBar {...all} />
        </div>
      </div>
      <ChallengeDialogs {...all} people={people} />
    </ConsoleLayout>
  );
}
