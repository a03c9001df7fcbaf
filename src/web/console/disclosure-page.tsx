import { isWider } from '../../challenges/disclosure.js';
import type { PersonalData } from '../../challenges/find-personal.js';
import type { Disclosure } from '../../review/disclosure/contract.js';
import { Field, type FieldErrors, Hidden, type Notice, NoticeBox } from '../accounts/fields.js';
import { cut } from '../highlight.js';
import type { View } from '../view.js';
import { ConsoleLayout } from './layout.js';

const LEVELS = ['providers', 'public'] as const;

export interface DisclosureProps {
  view: View;
  disclosure: Disclosure;
  /** The form as typed, or the words in force. */
  values: { title: string; statement: string; shownTo: string; keep: readonly string[] };
  /** What in them looks like personal data, ticked or not; only after an attempt to save. */
  left: readonly PersonalData[];
  errors: FieldErrors;
  notice?: Notice | undefined;
}

function Marked({ text, findings }: { text: string; findings: Disclosure['findings']['title'] }) {
  const pieces = cut(
    text,
    findings.map(({ range }) => range),
  );
  return <>{pieces.map((piece, i) => (piece.marked ? <mark key={i}>{piece.text}</mark> : piece.text))}</>;
}

/** What the city wrote, with what was found in it. */
function OwnWords({ view, disclosure }: DisclosureProps) {
  const m = view.m.disclosure;
  const { findings, title, statement, language } = disclosure;
  const all = [...findings.title, ...findings.statement];
  return (
    <section class="sheet-part" aria-labelledby="own-heading">
      <h2 id="own-heading">{m.own}</h2>
      <p class="said" dir="auto" lang={language}>
        <strong>
          <Marked text={title} findings={findings.title} />
        </strong>
      </p>
      <p class="said" dir="auto" lang={language}>
        <Marked text={statement} findings={findings.statement} />
      </p>
      {all.length === 0 ? (
        <p class="quiet">{m.none}</p>
      ) : (
        <>
          <p>{m.found(all.length)}</p>
          <ul class="listed">
            {all.map(({ kind, text }, i) => (
              <li key={i}>
                <span dir="auto">{text}</span> <span class="quiet">({m.kinds[kind]})</span>
              </li>
            ))}
          </ul>
          <p class="quiet">{m.alone}</p>
        </>
      )}
    </section>
  );
}

function Readers({ view, disclosure, values, errors }: DisclosureProps) {
  const m = view.m.disclosure;
  const offered = LEVELS.filter((level) => !isWider(level, disclosure.agreed));
  return (
    <fieldset class="field" id="shownTo">
      <legend class="label">{m.who}</legend>
      {errors.shownTo !== undefined && <p class="field-error">{errors.shownTo}</p>}
      {offered.map((level) => (
        <label class="tick" key={level}>
          <input type="radio" name="shownTo" value={level} checked={values.shownTo === level} required />
          <span>{m.levels[level]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What is still in the redacted words: to be taken out, or to stay on purpose. */
function Left({ view, values, left }: DisclosureProps) {
  const m = view.m.disclosure;
  const distinct = [...new Map(left.map((one) => [one.text, one])).values()];
  if (distinct.length === 0) return null;
  return (
    <fieldset class="field">
      <legend class="label">{m.left}</legend>
      {distinct.map(({ text, kind }) => (
        <label class="tick" key={text}>
          <input type="checkbox" name="keep" value={text} checked={values.keep.includes(text)} />
          <span>
            <mark dir="auto">{text}</mark> {m.keep(m.kinds[kind])}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Redacted(props: DisclosureProps) {
  const { view, disclosure, values, errors } = props;
  const m = view.m.disclosure;
  const wrong = errors.statement;
  const described = wrong === undefined ? 'statement-hint' : 'statement-hint statement-error';
  return (
    <section class="sheet-part" aria-labelledby="redacted-heading">
      <h2 id="redacted-heading">{m.redacted}</h2>
      <form class="form" method="post" noValidate>
        <Hidden fields={{ do: 'open', version: String(disclosure.version) }} />
        <Field
          name="title"
          label={m.titleLabel}
          type="text"
          autocomplete="off"
          value={values.title}
          errors={errors}
        />
        <div class="field">
          <label class="label" for="statement">
            {m.statement}
          </label>
          <p class="hint" id="statement-hint">
            {m.statementHint}
          </p>
          {wrong !== undefined && (
            <p class="field-error" id="statement-error">
              {wrong}
            </p>
          )}
          <textarea
            id="statement"
            name="statement"
            rows={10}
            dir="auto"
            required
            aria-describedby={described}
            {...(wrong !== undefined && { 'aria-invalid': 'true' as const })}
          >
            {values.statement.startsWith('\n') ? `\n${values.statement}` : values.statement}
          </textarea>
        </div>
        <Left {...props} />
        <Readers {...props} />
        <div class="buttons">
          <button type="submit" class="button button-main">
            {m.save}
          </button>
        </div>
      </form>
    </section>
  );
}

/** How far a challenge is open to others, and in which words. Works without JavaScript. */
export function DisclosurePage(props: DisclosureProps) {
  const { view, disclosure, notice } = props;
  const m = view.m.disclosure;
  const { id, agreed, shownTo, over, title } = disclosure;
  return (
    <ConsoleLayout view={view} title={m.title} here="queue">
      <div class="sheet">
        <p>
          <a href={`/console/challenges/${encodeURIComponent(id)}`}>{m.back}</a>
        </p>
        <div>
          <h1>{m.title}</h1>
          <p class="quiet" dir="auto">
            {title || id}
          </p>
        </div>
        <NoticeBox notice={notice} />
        <div>
          <p>
            <strong>{m.now[shownTo]}</strong>
          </p>
          <p>{over ? m.over : m.agreed[agreed]}</p>
        </div>
        {shownTo !== 'secretariat' && (
          <form method="post" class="form">
            <Hidden fields={{ do: 'close', version: String(disclosure.version) }} />
            <p class="hint" id="close-hint">
              {m.closeHint}
            </p>
            <div class="buttons">
              <button type="submit" class="button" aria-describedby="close-hint">
                {m.close}
              </button>
            </div>
          </form>
        )}
        {!over && agreed !== 'secretariat' && (
          <>
            <p>{m.lead}</p>
            <OwnWords {...props} />
            <Redacted {...props} />
          </>
        )}
      </div>
    </ConsoleLayout>
  );
}
