import { z } from 'zod';
import { INTRODUCTION_END_REASONS, type Introduction } from '../../introductions/contract.js';
import { Hidden } from '../accounts/fields.js';
import type { View } from '../view.js';

/** Steps that somebody can report; that they were introduced we know ourselves. */
const STEPS = ['replied', 'met', 'pilot', 'contract', 'operating'] as const;

const ended = z
  .templateLiteral(['ended:', z.enum(INTRODUCTION_END_REASONS)])
  .transform((text) => ({ outcome: 'ended', reason: text.slice('ended:'.length) }));

/** What the form sent, as the contract takes it; what is none of its choices stays, for the contract to refuse. */
export function readReport({ outcome, note }: { outcome: string; note: string }): unknown {
  const end = ended.safeParse(outcome);
  return end.success ? { ...end.data, note } : { outcome, note };
}

interface Props {
  view: View;
  /** Tells the fields of several forms on one page apart. */
  id: string;
  action: string;
  /** Hidden fields that go with it. */
  hidden: Record<string, string>;
}

/** How far it has come, or why it ended: one choice, and a line about it. */
export function ReportForm({ view, id, action, hidden }: Props) {
  const { outcomes, reasons, report } = view.m.introductions;
  return (
    <form method="post" action={action} class="form">
      <Hidden fields={hidden} />
      <div class="field">
        <label class="label" for={`outcome-${id}`}>
          {report.label}
        </label>
        <select id={`outcome-${id}`} name="outcome" required>
          <option value="">{report.choose}</option>
          <optgroup label={report.steps}>
            {STEPS.map((step) => (
              <option key={step} value={step}>
                {outcomes[step]}
              </option>
            ))}
          </optgroup>
          <optgroup label={report.ended}>
            {INTRODUCTION_END_REASONS.map((reason) => (
              <option key={reason} value={`ended:${reason}`}>
                {report.endedFor(reasons[reason])}
              </option>
            ))}
          </optgroup>
        </select>
      </div>
      <div class="field">
        <label class="label" for={`note-${id}`}>
          {report.note}
        </label>
        <p class="hint" id={`note-${id}-hint`}>
          {report.noteHint}
        </p>
        <textarea
          id={`note-${id}`}
          name="note"
          rows={2}
          maxLength={2000}
          dir="auto"
          aria-describedby={`note-${id}-hint`}
        />
      </div>
      <button type="submit" class="button">
        {report.send}
      </button>
    </form>
  );
}

/** What was reported, oldest first. */
export function Reports({ view, reports }: { view: View; reports: Introduction['reports'] }) {
  const m = view.m.introductions;
  if (reports.length === 0) return <p class="hint">{m.report.none}</p>;
  return (
    <ol class="reports">
      {reports.map(({ outcome, reason, note, by, at }) => (
        <li key={at}>
          <p>
            {outcome === 'ended' && reason ? m.report.endedFor(m.reasons[reason]) : m.outcomes[outcome]}{' '}
            <span class="hint">
              {m.by[by]}, {m.day(at)}
            </span>
          </p>
          {note !== '' && (
            <p class="said" dir="auto">
              {note}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** A person to write to. */
export function Contact({ contact }: { contact: { name: string; email: string } }) {
  return (
    <p dir="auto">
      {contact.name}, <a href={`mailto:${contact.email}`}>{contact.email}</a>
    </p>
  );
}
