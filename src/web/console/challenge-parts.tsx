import type { ComponentChildren } from 'preact';
import type { ReviewChallenge } from '../../review/contract.js';
import { sectorLabel } from '../view.js';
import { type Now, nameOf, Promised, placeLine, StatusBadge, Waiting } from './queue-rows.js';
import type { Rights } from './rights.js';

export interface ChallengeProps extends Now {
  challenge: ReviewChallenge;
  rights: Rights;
}

/** Who has it in hand, whose task it is, and who approved the answer. */
function Hands({ view, challenge }: ChallengeProps) {
  const { challenge: m, clock } = view.m.review;
  const { claimedBy, claimedUntil, assignedTo, approvedBy, approvals, approvalsNeeded } = challenge;
  const until = claimedUntil === undefined ? '' : clock(new Date(claimedUntil));
  const own = (id: string | undefined) => id === view.person?.id;
  const task = own(assignedTo?.id) ? m.taskOfYou : m.taskOf(assignedTo?.name ?? '');
  const names = view.m.format.list(approvedBy.map((person) => nameOf(view, person)));
  return (
    <p class="hands">
      <span>{assignedTo === undefined ? m.taskOfNobody : task}</span>
      {approvalsNeeded > 1 && <span>{m.approvedBy(names, approvals, approvalsNeeded)}</span>}
      {claimedBy !== undefined && own(claimedBy.id) && <span>{m.inHandYou(until)}</span>}
      {claimedBy !== undefined && !own(claimedBy.id) && (
        <strong class="in-hand">{m.inHandOther(claimedBy.name, until)}</strong>
      )}
    </p>
  );
}

/** What can be done with the challenge as a whole. */
function HeadActs({ view, challenge, rights }: ChallengeProps) {
  const { act } = view.m.review;
  const mine = challenge.claimedBy?.id === view.person?.id && challenge.claimedBy !== undefined;
  const end = { received: 'decline', proposed: 'decline', published: 'close' } as const;
  const ends = challenge.status in end ? end[challenge.status as keyof typeof end] : undefined;
  const button = (name: string, words: string, key: string) => (
    <button class="button" type="button" data-act={name} id={`act-${name}`}>
      {words} <kbd>{key}</kbd>
    </button>
  );
  return (
    <div class="head-end">
      {rights.claim && button('claim', mine ? act.release : act.claim, 'c')}
      {button('assign', act.assign, 'g')}
      {button('message', act.message, 'm')}
      {rights.staff && ends !== undefined && button('end', act[ends], 'd')}
      <button class="button button-quiet" type="button" data-act="keys" id="act-keys">
        {act.keys} <kbd>?</kbd>
      </button>
    </div>
  );
}

/** Title, place, time and hands: what must be known before anything is decided. */
export function ChallengeHead(props: ChallengeProps) {
  const { view, now, challenge } = props;
  const { queue } = view.m.review;
  const waits = challenge.status === 'received' || challenge.status === 'proposed';
  return (
    <header
      class="desk-head"
      id="head"
      data-part
      data-version={challenge.version}
      data-status={challenge.status}
      data-mine={challenge.claimedBy?.id === view.person?.id ? challenge.claimedBy?.id : undefined}
    >
      <div class="desk-title">
        <h1 id="title" tabIndex={-1} dir="auto" lang={challenge.language}>
          {challenge.title}
        </h1>
        <p class="desk-line">
          <span>{placeLine(view, challenge)}</span>
          <StatusBadge view={view} item={challenge} />
          {waits && (
            <>
              <Promised view={view} now={now} item={challenge} />
              <span>
                {queue.column.waiting}: <Waiting view={view} now={now} item={challenge} />
              </span>
            </>
          )}
        </p>
        <Hands {...props} />
      </div>
      <HeadActs {...props} />
    </header>
  );
}

function Facts({ view, challenge }: ChallengeProps) {
  const { challenge: m, moment, endReason } = view.m.review;
  const { format } = view.m;
  const { contact, population, climate, publishedAt, firstAnswerAt } = challenge;
  const time = (at: string) => <time dateTime={at}>{moment(new Date(at))}</time>;
  const rows: [string, ComponentChildren][] = [
    [m.population, population !== undefined && format.number(population)],
    [m.climate, climate !== undefined && m.climateClass(climate)],
    [m.sectors, challenge.sectors.map((id) => sectorLabel(view, id)).join('; ')],
    [m.budget, challenge.budget !== 'unknown' && m.budgets[challenge.budget]],
    [m.timeframe, challenge.timeframe !== 'unknown' && m.timeframes[challenge.timeframe]],
    [m.language, format.languageName(challenge.language)],
    [m.disclosure, m.disclosures[challenge.disclosure]],
    [
      m.contact,
      contact === undefined ? (
        <span class="quiet">{m.contactErased}</span>
      ) : (
        <>
          {contact.name}, <a href={`mailto:${contact.email}`}>{contact.email}</a>
        </>
      ),
    ],
    [m.submitted, time(challenge.submittedAt)],
    [m.firstAnswer, firstAnswerAt !== undefined && time(firstAnswerAt)],
    [m.published, publishedAt !== undefined && time(publishedAt)],
    [m.end, challenge.endReason !== undefined && endReason[challenge.endReason]],
    [m.number, <code key="id">{challenge.id}</code>],
  ];
  return (
    <dl class="pairs small">
      {rows
        .filter(([, value]) => value !== false && value !== '')
        .map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}

function Words({ heading, text, language }: { heading: string; text: string; language: string }) {
  if (text === '') return null;
  return (
    <>
      <h3>{heading}</h3>
      <p class="said" dir="auto" lang={language}>
        {text}
      </p>
    </>
  );
}

/** The challenge in the city's words, with what is known of the city. */
export function Statement(props: ChallengeProps) {
  const { view, challenge } = props;
  const { challenge: m, act } = view.m.review;
  const { language } = challenge;
  return (
    <section class="desk-part" id="statement" data-part aria-labelledby="statement-heading">
      <h2 id="statement-heading">{m.statement}</h2>
      <p class="said statement" dir="auto" lang={language}>
        {challenge.statement}
      </p>
      <Words heading={m.outcome} text={challenge.outcome} language={language} />
      <Words heading={m.tried} text={challenge.tried} language={language} />
      <h3>{m.facts}</h3>
      <Facts {...props} />
      {props.rights.staff && (
        <p class="small">
          <a href={`/console/challenges/${encodeURIComponent(challenge.id)}/disclosure`}>
            {view.m.disclosure.link}
          </a>
        </p>
      )}
      <div class="note-head">
        <h3>{m.noteHeading}</h3>
        {props.rights.decide && (
          <button class="button button-quiet" type="button" data-act="note" id="act-note">
            {act.note} <kbd>n</kbd>
          </button>
        )}
      </div>
      <p
        class={challenge.note === '' ? 'quiet' : 'said'}
        dir="auto"
        id="note-text"
        data-note={challenge.note}
      >
        {challenge.note === '' ? m.noNote : challenge.note}
      </p>
    </section>
  );
}

/** Questions of the city, answers to them, and what staff keep for themselves. */
export function MessageList({ view, challenge }: ChallengeProps) {
  const { messages: m, moment } = view.m.review;
  const titleOf = (id: string) => challenge.matchList.find((match) => match.id === id)?.shown.title ?? id;
  return (
    <section class="desk-part" id="messages" data-part aria-labelledby="messages-heading">
      <h2 id="messages-heading">{m.heading}</h2>
      {challenge.messageList.length === 0 ? (
        <p class="quiet">{m.none}</p>
      ) : (
        <ol class="messages">
          {challenge.messageList.map((message) => (
            <li key={message.id} class={`message message-${message.kind}`}>
              <p class="small quiet">
                <strong>{m.kind[message.kind]}</strong>, {message.from},{' '}
                <time dateTime={message.at}>{moment(new Date(message.at))}</time>
                {message.matchId !== undefined && `, ${m.about(titleOf(message.matchId))}`}
              </p>
              <p class="said" dir="auto">
                {message.text}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
