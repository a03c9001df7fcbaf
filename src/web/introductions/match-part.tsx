import type { ChallengeResponse, PublishedMatch } from '../../challenges/contract.js';
import type { View } from '../view.js';
import { Contact, ReportForm } from './report-form.js';

interface Props {
  view: View;
  challenge: ChallengeResponse;
  match: PublishedMatch;
  /** Where the forms go: the challenge's own page. */
  action: string;
}

/** What the city can do about being introduced, within a published match. */
export function MatchIntroduction(props: Props) {
  const { view, challenge, match, action } = props;
  const m = view.m.introductions;
  const { introduction } = match;
  const open = challenge.status !== 'withdrawn';
  if (introduction === undefined) return open ? <Ask {...props} label={m.city.ask} /> : null;
  const { id, status, outcome, contact, waitsFor } = introduction;
  if (status === 'introduced') {
    return (
      <div class="card-doing">
        <p>{m.city.introduced}</p>
        {contact && <Contact contact={contact} />}
        {outcome && outcome !== 'introduced' && <p class="hint">{m.city.reported(m.outcomes[outcome])}</p>}
        <details>
          <summary>
            {m.report.heading}
            <span class="away">: {match.title}</span>
          </summary>
          <ReportForm view={view} id={id} action={action} hidden={{ do: 'outcome', introduction: id }} />
        </details>
      </div>
    );
  }
  if (status === 'requested') {
    return (
      <form method="post" action={action} class="card-doing">
        <p>{m.city.waitsFor[waitsFor]}</p>
        <input type="hidden" name="do" value="outcome" />
        <input type="hidden" name="outcome" value="ended:other" />
        <button type="submit" class="link-button" name="introduction" value={id}>
          {m.city.takeBack}
          <span class="away">: {match.title}</span>
        </button>
      </form>
    );
  }
  return (
    <>
      <p class="card-doing">{m.city.over[status]}</p>
      {open && <Ask {...props} label={m.city.askAgain} />}
    </>
  );
}

function Ask({ view, challenge, match, action, label }: Props & { label: string }) {
  const { city } = view.m.introductions;
  const id = `introduce-${match.position}`;
  const alone = challenge.disclosure === 'secretariat';
  return (
    <details class="card-doing">
      <summary>
        {label}
        <span class="away">: {match.title}</span>
      </summary>
      <form method="post" action={action}>
        <input type="hidden" name="do" value="introduce" />
        <input type="hidden" name="match" value={match.matchId} />
        <div class="field">
          <label class="label" for={id}>
            {city.message}
          </label>
          <p class="hint" id={`${id}-hint`}>
            {alone ? city.messageAlone : city.messageShared}
          </p>
          <textarea
            id={id}
            name="text"
            rows={4}
            maxLength={2000}
            dir="auto"
            required={alone}
            aria-describedby={`${id}-hint`}
          />
        </div>
        <label class="tick">
          <input type="checkbox" name="consent" value="yes" required />
          <span>{city.consent}</span>
        </label>
        <button type="submit" class="button">
          {city.send}
        </button>
      </form>
    </details>
  );
}
