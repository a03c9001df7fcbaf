import { type ChallengeResponse, DISMISSAL_REASONS, type PublishedMatch } from '../../challenges/contract.js';
import { AnswerCard } from '../components/answer-card.js';
import { Layout } from '../components/layout.js';
import { MatchIntroduction } from '../introductions/match-part.js';
import { placeName, type View } from '../view.js';

interface Props {
  view: View;
  challenge: ChallengeResponse;
  token: string;
  /** It was submitted a moment ago. */
  isNew: boolean;
  /** Whether introductions are made here. */
  introductions: boolean;
}

const day = (view: View, iso: string) => view.m.challenges.day(new Date(iso));
const self = ({ challenge, token }: Props) =>
  `/challenges/${challenge.id}?token=${encodeURIComponent(token)}`;

function Timeline({ view, challenge }: Props) {
  const { track } = view.m.challenges;
  const matched = challenge.status !== 'received';
  const ended = challenge.status === 'declined' || challenge.status === 'withdrawn';
  // What is done, since when (empty where no day is kept), and what to say until then.
  const steps: [string, string | undefined, string][] = [
    [track.steps.submitted, challenge.submittedAt, ''],
    [track.steps.matched, matched ? '' : undefined, track.waiting],
    [track.steps.answered, challenge.firstAnswerAt, track.due(day(view, challenge.answerDueAt))],
    [track.steps.published, challenge.publishedAt, track.waiting],
  ];
  return (
    <section aria-labelledby="where">
      <h2 id="where">{track.statusHeading}</h2>
      <ol class="timeline">
        {steps.map(([text, at, else_]) => (
          <li key={text} class={at === undefined ? 'step' : 'step step-done'}>
            <span>{text}</span>{' '}
            <span class="hint">{at === undefined ? (ended ? '' : else_) : at !== '' && day(view, at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Dismissal({ props, match }: { props: Props; match: PublishedMatch }) {
  const { view } = props;
  const { track } = view.m.challenges;
  if (match.dismissed !== undefined) {
    return (
      <form method="post" action={`${self(props)}#match-${match.position}`} class="card-doing">
        <p>{track.dismissed(track.reasons[match.dismissed])}</p>
        <input type="hidden" name="do" value="take-back" />
        <button type="submit" class="button" name="match" value={match.matchId}>
          {track.takeBack}
        </button>
      </form>
    );
  }
  return (
    <details class="card-doing">
      <summary>
        {track.dismiss}
        <span class="away">: {match.title}</span>
      </summary>
      <form method="post" action={`${self(props)}#match-${match.position}`}>
        <input type="hidden" name="do" value="dismiss" />
        <input type="hidden" name="match" value={match.matchId} />
        <label class="label" for={`why-${match.position}`}>
          {track.dismissWhy}
        </label>
        <select id={`why-${match.position}`} name="reason">
          {DISMISSAL_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {track.reasons[reason]}
            </option>
          ))}
        </select>
        <button type="submit" class="button">
          {track.dismiss}
        </button>
      </form>
    </details>
  );
}

/** The reasons in the language of the page, where they were kept in it. */
function told({ language }: View, match: PublishedMatch): PublishedMatch {
  const { translated } = match;
  return translated?.language === language ? { ...match, reasons: translated.reasons } : match;
}

function Answer(props: Props) {
  const { view, challenge, introductions } = props;
  const { track } = view.m.challenges;
  if (challenge.confident === undefined && challenge.note === '') return null;
  const { matches } = challenge;
  return (
    <section aria-labelledby="the-answer" class="answer">
      <h2 id="the-answer">{track.answer}</h2>
      {challenge.note !== '' && (
        <blockquote class="note" dir="auto">
          <p class="hint">{track.noteFrom}</p>
          <p>{challenge.note}</p>
        </blockquote>
      )}
      {challenge.confident !== undefined && matches.length === 0 && <p>{track.noMatches}</p>}
      <ol class="cards">
        {matches.map((match) => (
          <AnswerCard
            key={match.matchId}
            view={view}
            result={told(view, match)}
            position={match.position}
            mapped={false}
            model="none"
            confident={true}
          >
            {match.note !== '' && (
              <blockquote class="note" dir="auto">
                <p class="hint">{track.noteFrom}</p>
                <p>{match.note}</p>
              </blockquote>
            )}
            {introductions && match.dismissed === undefined && (
              <MatchIntroduction
                view={view}
                challenge={challenge}
                match={match}
                action={`${self(props)}#match-${match.position}`}
              />
            )}
            <Dismissal props={props} match={match} />
          </AnswerCard>
        ))}
      </ol>
    </section>
  );
}

function Questions(props: Props) {
  const { view, challenge } = props;
  const { track } = view.m.challenges;
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{track.questions}</h2>
      <ul class="messages">
        {challenge.messages.map((message) => (
          <li key={message.id} class={`message message-${message.kind}`}>
            <p class="hint">
              {message.from}, {day(view, message.at)}
            </p>
            <p dir="auto">{message.text}</p>
          </li>
        ))}
      </ul>
      <form method="post" action={`${self(props)}#questions`}>
        <input type="hidden" name="do" value="ask" />
        <div class="field">
          <label class="label" for="question">
            {track.question}
          </label>
          <textarea id="question" name="text" rows={3} dir="auto" required maxLength={4000} />
        </div>
        <button type="submit" class="button">
          {track.sendQuestion}
        </button>
      </form>
    </section>
  );
}

function Data(props: Props) {
  const { view, challenge, token } = props;
  const { track } = view.m.challenges;
  const doing = (what: string, label: string, hint?: string) => (
    <details>
      <summary>{label}</summary>
      {hint !== undefined && <p class="hint">{hint}</p>}
      <form method="post" action={self(props)}>
        <button type="submit" class="button" name="do" value={what}>
          {track.confirm}
        </button>
      </form>
    </details>
  );
  return (
    <section aria-labelledby="data" class="data">
      <h2 id="data">{track.data}</h2>
      <p>
        <a href={`/v1/challenges/${challenge.id}/export?token=${encodeURIComponent(token)}`} download>
          {track.export}
        </a>
      </p>
      {challenge.status !== 'withdrawn' && challenge.status !== 'closed' && doing('withdraw', track.withdraw)}
      {doing('erase', track.erase, track.eraseHint)}
    </section>
  );
}

/** A city's challenge: where it stands, the answer, questions, and what can be done with the data. */
export function TrackingPage(props: Props) {
  const { view, challenge, isNew } = props;
  const { track } = view.m.challenges;
  const { status } = challenge;
  const open = status !== 'withdrawn' && status !== 'closed' && status !== 'declined';
  return (
    <Layout view={view} title={challenge.title}>
      <article class="tracking">
        {isNew && (
          <div class="notice" role="status">
            <h2>{track.new}</h2>
            <p>{track.newText(day(view, challenge.answerDueAt))}</p>
            <p>{track.keep}</p>
            <label class="label" for="address">
              {track.address}
            </label>
            <input id="address" type="text" readOnly value={self(props)} data-own-address />
          </div>
        )}
        <p class="hint">
          {placeName(view, challenge.city.name, challenge.city.country)} · {track.statusWord[status]}
        </p>
        <h1 dir="auto" lang={challenge.language}>
          {challenge.title}
        </h1>
        {!open && <p class="notice">{track.ended[status]}</p>}
        <Answer {...props} />
        <Timeline {...props} />
        <Questions {...props} />
        <section aria-labelledby="said">
          <h2 id="said">{track.challenge}</h2>
          <p class="said" dir="auto" lang={challenge.language}>
            {challenge.statement}
          </p>
          {challenge.outcome !== '' && (
            <p class="said" dir="auto" lang={challenge.language}>
              {challenge.outcome}
            </p>
          )}
        </section>
        <Data {...props} />
      </article>
    </Layout>
  );
}
