import { INTRODUCTION_END_REASONS, type Introduction } from '../../introductions/contract.js';
import { Field, type FieldErrors, Hidden, type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import { entryAddress, placeName, type View } from '../view.js';
import { StateBadge } from './desk-list.js';
import { Contact, ReportForm, Reports } from './report-form.js';

interface Props {
  view: View;
  introduction: Introduction;
  /** The form as typed, or what is known of whom to write to. */
  values: { name: string; email: string; consent: string };
  errors?: FieldErrors | undefined;
  notice?: Notice | undefined;
}

function Facts({ view, introduction }: Props) {
  const { introductionDesk: desk } = view.m;
  const { day, reasons } = view.m.introductions;
  const { city, provider, challengeId, entryId, entryTitle, message, endReason, endNote } = introduction;
  return (
    <dl class="pairs">
      <dt>{desk.state}</dt>
      <dd>
        <StateBadge view={view} introduction={introduction} />
      </dd>
      <dt>{desk.asked}</dt>
      <dd>{day(introduction.requestedAt)}</dd>
      {introduction.nextDueAt !== undefined && (
        <>
          <dt>{desk.next}</dt>
          <dd>{desk.nextAt(day(introduction.nextDueAt))}</dd>
        </>
      )}
      <dt>{desk.challenge}</dt>
      <dd>
        <a href={`/console/challenges/${challengeId}`} dir="auto">
          {introduction.challenge?.title || challengeId}
        </a>
      </dd>
      <dt>{desk.entry}</dt>
      <dd>
        <a href={entryAddress(entryId)} dir="auto">
          {entryTitle}
        </a>
      </dd>
      <dt>{desk.said}</dt>
      <dd class="said" dir="auto">
        {message}
      </dd>
      <dt>{desk.contact}</dt>
      <dd>{city.contact === undefined ? desk.erased : <Contact contact={city.contact} />}</dd>
      {provider !== undefined && (
        <>
          <dt>{desk.provider}</dt>
          <dd>
            <Contact contact={provider} />
          </dd>
        </>
      )}
      {endReason !== undefined && (
        <>
          <dt>{desk.ended}</dt>
          <dd dir="auto">
            {reasons[endReason]}
            {endNote !== undefined && `: ${endNote}`}
          </dd>
        </>
      )}
    </dl>
  );
}

function InviteForm({ view, introduction, values, errors }: Props) {
  const { introductionDesk: desk } = view.m;
  const { id, version, waitsFor } = introduction;
  const choices = [
    { value: 'both', text: desk.both },
    { value: 'city', text: desk.cityOnly },
  ];
  return (
    <section class="panel">
      <h2>{waitsFor === 'provider' ? desk.inviteAgain : desk.inviteHeading}</h2>
      <form method="post" action={`/console/introductions/${id}`} class="form">
        <Hidden fields={{ do: 'invite', version: String(version) }} />
        <Field
          name="name"
          label={desk.name}
          type="text"
          autocomplete="off"
          value={values.name}
          errors={errors}
        />
        <Field
          name="email"
          label={desk.email}
          type="email"
          autocomplete="off"
          value={values.email}
          errors={errors}
        />
        <fieldset class="ticks">
          <legend class="label">{desk.consent}</legend>
          {choices.map(({ value, text }) => (
            <label key={value} class="tick">
              <input type="radio" name="consent" value={value} checked={value === values.consent} />
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" class="button button-main">
          {desk.send}
        </button>
      </form>
    </section>
  );
}

function DeclineForm({ view, introduction }: Props) {
  const { introductionDesk: desk } = view.m;
  const { reasons } = view.m.introductions;
  return (
    <details class="panel">
      <summary>{desk.declineHeading}</summary>
      <form method="post" action={`/console/introductions/${introduction.id}`} class="form">
        <Hidden fields={{ do: 'decline', version: String(introduction.version) }} />
        <div class="field">
          <label class="label" for="reason">
            {desk.declineWhy}
          </label>
          <select id="reason" name="reason">
            {INTRODUCTION_END_REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {reasons[reason]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label class="label" for="note">
            {desk.declineNote}
          </label>
          <textarea id="note" name="note" rows={3} maxLength={2000} dir="auto" />
        </div>
        <button type="submit" class="button button-danger">
          {desk.decline}
        </button>
      </form>
    </details>
  );
}

/** One introduction, with what staff can do about it. */
export function DeskPage(props: Props) {
  const { view, introduction, notice } = props;
  const { introductionDesk: desk } = view.m;
  const { report } = view.m.introductions;
  const { id, status, city, disclosed, disclosure } = introduction;
  const asked = status === 'requested';
  const talks = status === 'introduced' || (status === 'ended' && introduction.introducedAt !== undefined);
  const title = `${placeName(view, city.name, city.country)}: ${introduction.entryTitle}`;
  return (
    <ConsoleLayout view={view} title={title} here="introductions">
      <div class="sheet sheet-wide">
        <p>
          <a href="/console/introductions">{desk.back}</a>
        </p>
        <h1 dir="auto">{title}</h1>
        <NoticeBox notice={notice} />
        <div class="halves">
          <div>
            <section class="panel">
              <Facts {...props} />
            </section>
            {asked && (
              <section class="panel">
                <h2>{desk.reads}</h2>
                {disclosed === undefined ? (
                  <>
                    <p>{disclosure === 'secretariat' ? desk.readsNothing : desk.readsNothingYet}</p>
                    {disclosure !== 'secretariat' && (
                      <a href={`/console/challenges/${introduction.challengeId}/disclosure`}>{desk.openIt}</a>
                    )}
                  </>
                ) : (
                  <p class="said" dir="auto">
                    <strong>{disclosed.title}</strong>
                    <br />
                    {disclosed.statement}
                  </p>
                )}
              </section>
            )}
            {talks && (
              <section class="panel">
                <h2>{report.heading}</h2>
                <Reports view={view} reports={introduction.reports} />
              </section>
            )}
          </div>
          <div>
            {asked && <InviteForm {...props} />}
            {asked && <DeclineForm {...props} />}
            {talks && (
              <section class="panel">
                <ReportForm
                  view={view}
                  id="it"
                  action={`/console/introductions/${id}`}
                  hidden={{ do: 'outcome' }}
                />
              </section>
            )}
          </div>
        </div>
      </div>
    </ConsoleLayout>
  );
}
