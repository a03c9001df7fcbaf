import type { ComponentChildren } from 'preact';
import type { View } from '../view.js';

/** The id of a field's control. */
export const fieldId = (field: string) => `field-${field}`;

/** What is wrong, at the top of a form, with a link to each control; nothing where nothing is. */
export function ErrorSummary({
  view,
  wrong,
}: {
  view: View;
  wrong: readonly { id: string; message: string | undefined }[];
}) {
  if (wrong.length === 0) return null;
  return (
    <div class="notice notice-danger" id="error-summary" role="alert" tabIndex={-1}>
      <h2>{view.m.errors.summary(wrong.length)}</h2>
      <ul>
        {wrong.map(({ id, message }) => (
          <li key={id}>
            <a href={`#${id}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is told about a field. */
export interface FieldWords {
  hint?: string | undefined;
  error?: string | undefined;
  /** What is saved now, where that is something else than what stands in the form. */
  said?: string | undefined;
}

/** Hint, error and what is saved now, with the attributes that tie them to the control. */
export function aboutField(
  id: string,
  { hint, error, said }: FieldWords,
  words: { saysNow: string; saysNothing: string },
): {
  tied: { 'aria-describedby'?: string; 'aria-invalid'?: 'true' };
  words: ComponentChildren;
  now: ComponentChildren;
} {
  const ids = [hint && `${id}-hint`, error && `${id}-error`, said !== undefined && `${id}-now`].filter(
    Boolean,
  );
  return {
    tied: {
      ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
      ...(error !== undefined && { 'aria-invalid': 'true' as const }),
    },
    words: (
      <>
        {hint !== undefined && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {error !== undefined && (
          <p class="field-error" id={`${id}-error`}>
            {error}
          </p>
        )}
      </>
    ),
    now: said !== undefined && (
      <div class="says-now" id={`${id}-now`}>
        <strong>{words.saysNow}:</strong>
        <p class="said" dir="auto">
          {said === '' ? words.saysNothing : said}
        </p>
      </div>
    ),
  };
}

/** Two people changed the same: what that means, and which fields it is about. */
export function ConflictNotice({
  title,
  why,
  lists,
  none,
}: {
  title: string;
  why: string;
  lists: readonly { title: string; fields: readonly { field: string; label: string }[] }[];
  /** Said where no field is named. */
  none: string;
}) {
  const named = lists.filter(({ fields }) => fields.length > 0);
  return (
    <section class="notice notice-warning" role="alert" id="conflict" tabIndex={-1}>
      <h2>{title}</h2>
      <p>{why}</p>
      {named.map((list) => (
        <>
          <p>{list.title}</p>
          <ul>
            {list.fields.map(({ field, label }) => (
              <li key={field}>
                <a href={`#${fieldId(field)}`}>{label}</a>
              </li>
            ))}
          </ul>
        </>
      ))}
      {named.length === 0 && <p>{none}</p>}
    </section>
  );
}

/** A part of a long form. */
export function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="panel entry-group">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
