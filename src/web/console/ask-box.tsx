import type { ComponentChildren } from 'preact';
import type { View } from '../view.js';

interface AskBoxProps {
  view: View;
  /** Its element is `dialog-…`, its form `data-form="…"`. */
  name: string;
  title: string;
  /** What the button that goes ahead says; without one the box only shows something. */
  go?: string | undefined;
  danger?: boolean;
  wide?: boolean;
  /** It depends on the challenge's state: renewed with the page while it is closed. */
  part?: boolean;
  /** Stands next to the buttons. */
  extra?: ComponentChildren;
  children: ComponentChildren;
}

/** A question in front of the page. The script opens it, sends its form, and says what came of it. */
export function AskBox({ view, name, title, go, danger, wide, part, extra, children }: AskBoxProps) {
  const id = `dialog-${name}`;
  const { act } = view.m.review;
  return (
    <dialog
      id={id}
      class={wide === true ? 'ask-box ask-box-wide' : 'ask-box'}
      aria-labelledby={`${id}-title`}
      data-part={part}
    >
      <form method="dialog" data-form={name} novalidate>
        <h2 id={`${id}-title`}>{title}</h2>
        <div class="ask-body" id={`${id}-body`}>
          {children}
        </div>
        <div class="ask-end">
          <p class="ask-problem" role="alert" />
          {go !== undefined && (
            <button class={danger === true ? 'button button-danger' : 'button button-main'} type="submit">
              {go}
            </button>
          )}
          {extra}
          <button class="button" type="button" data-close>
            {go === undefined ? view.m.review.dialog.ok : act.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface ChoicesProps {
  name: string;
  legend: string;
  choices: readonly { value: string; label: string }[];
  chosen?: string | undefined;
  /** Number of the first choice; those past 9 have none. */
  from?: 0 | 1;
}

/** One of several, each with the number key that chooses it. */
export function Choices({ name, legend, choices, chosen, from = 1 }: ChoicesProps) {
  return (
    <fieldset>
      <legend class="away">{legend}</legend>
      <ul class="choices">
        {choices.map(({ value, label }, index) => {
          const key = index + from;
          return (
            <li key={value}>
              <label>
                <input
                  type="radio"
                  name={name}
                  value={value}
                  checked={value === chosen}
                  data-key={key <= 9 ? key : undefined}
                />
                {key <= 9 && <kbd>{key}</kbd>}
                <span>{label}</span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

interface TextProps {
  name: string;
  /** Unique on the page. */
  id: string;
  label: string;
  value?: string;
  max: number;
  hint?: string;
}

/** A longer text to write. */
export function TextArea({ name, id, label, value, max, hint }: TextProps) {
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        id={id}
        name={name}
        maxLength={max}
        dir="auto"
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
    </div>
  );
}

/** The coded values of a list with their words. */
export function coded<T extends string>(codes: readonly T[], words: Readonly<Record<T, string>>) {
  return codes.map((value) => ({ value, label: words[value] }));
}
