import { INTRODUCTION_END_REASONS, type Introduction } from '../../introductions/contract.js';
import { Layout } from '../components/layout.js';
import { entryAddress, placeName, type View } from '../view.js';
import { Contact, ReportForm, Reports } from './report-form.js';

/** Reasons why the other side may not want to; the rest are for later. */
const REFUSALS = INTRODUCTION_END_REASONS.filter((reason) => reason !== 'no-reply' && reason !== 'finished');

interface Props {
  view: View;
  introduction: Introduction;
  /** Which side the link that opened the page is; staff look on. */
  side: 'city' | 'provider' | 'staff';
  token: string;
  /** What was sent a moment ago is saved. */
  saved: boolean;
}

const self = ({ introduction, token }: Props) =>
  `/introductions/${introduction.id}?token=${encodeURIComponent(token)}`;

/** The two answers: yes in one step, no with a reason. */
function Decide(props: Props) {
  const { page, reasons } = props.view.m.introductions;
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{page.decide}</h2>
      <form method="post" action={self(props)}>
        <p class="hint">{page.agreeHint}</p>
        <button type="submit" class="button button-main" name="do" value="agree">
          {page.agree}
        </button>
      </form>
      <details>
        <summary>{page.refuse}</summary>
        <form method="post" action={self(props)}>
          <input type="hidden" name="do" value="refuse" />
          <div class="field">
            <label class="label" for="reason">
              {page.refuseWhy}
            </label>
            <select id="reason" name="reason">
              {REFUSALS.map((reason) => (
                <option key={reason} value={reason}>
                  {reasons[reason]}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="button">
            {page.refuseSend}
          </button>
        </form>
      </details>
    </section>
  );
}

/** Where it stands, with what this side can do now. */
function State(props: Props) {
  const { view, introduction, side } = props;
  const { page, report, city } = view.m.introductions;
  const { status, waitsFor } = introduction;
  if (status === 'requested') {
    if (side === 'city') return <p class="notice">{city.waitsFor[waitsFor]}</p>;
    return waitsFor === 'provider' ? <Decide {...props} /> : <p class="notice">{page.waiting}</p>;
  }
  if (status === 'declined')
    return <p class="notice">{side === 'city' ? city.over.declined : page.declined}</p>;
  if (status === 'expired') return <p class="notice">{side === 'city' ? city.over.expired : page.expired}</p>;
  const other = side === 'city' ? introduction.provider : introduction.city.contact;
  return (
    <>
      {status === 'ended' && <p class="notice">{page.ended}</p>}
      {status === 'introduced' && other && (
        <section aria-labelledby="other">
          <h2 id="other">{side === 'city' ? page.contactProvider : page.contactCity}</h2>
          <Contact contact={other} />
        </section>
      )}
      <section aria-labelledby="outcome-heading">
        <h2 id="outcome-heading">{report.heading}</h2>
        <Reports view={view} reports={introduction.reports} />
        {status === 'introduced' && (
          <ReportForm view={view} id="it" action={self(props)} hidden={{ do: 'outcome' }} />
        )}
      </section>
    </>
  );
}

/** An introduction as the link of a mail opens it: what it is about, what is asked, what came of it. */
export function SidePage(props: Props) {
  const { view, introduction, side, saved } = props;
  const { page } = view.m.introductions;
  const { city, challenge, message, entryTitle } = introduction;
  // Who is asked reads first what it is about.
  const decides = introduction.status === 'requested' && side !== 'city';
  const title = side === 'city' ? page.titleOf(entryTitle) : page.title(city.name);
  return (
    <Layout view={view} title={title}>
      <article class="tracking">
        <h1 dir="auto">{title}</h1>
        {saved && (
          <p class="notice" role="status">
            {page.saved}
          </p>
        )}
        {side !== 'city' && (
          <p class="lead">{page.lead(placeName(view, city.name, city.country), entryTitle)}</p>
        )}
        {!decides && <State {...props} />}
        {challenge !== undefined && challenge.statement !== '' && (
          <section aria-labelledby="looks-for">
            <h2 id="looks-for">{side === 'city' ? view.m.challenges.track.challenge : page.looksFor}</h2>
            <p class="said" dir="auto">
              <strong>{challenge.title}</strong>
            </p>
            <p class="said" dir="auto">
              {challenge.statement}
            </p>
          </section>
        )}
        {message !== '' && (
          <section aria-labelledby="writes">
            <h2 id="writes">{side === 'city' ? view.m.introductions.city.message : page.writes}</h2>
            <p class="said" dir="auto">
              {message}
            </p>
          </section>
        )}
        {decides && <State {...props} />}
        <p>
          <a href={entryAddress(introduction.entryId)} dir="auto">
            {entryTitle}
          </a>
        </p>
        {side === 'provider' && <p class="hint">{page.data}</p>}
      </article>
    </Layout>
  );
}
