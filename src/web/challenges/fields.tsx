import type { ComponentChildren } from 'preact';
import type { SubmissionErrors, SubmissionField, SubmissionValues } from './form.js';

/** Ties a control to its hint and to what is wrong with it. */
export function described(errors: SubmissionErrors, field: SubmissionField, hint: boolean) {
  const ids = [hint && `${field}-hint`, errors[field] !== undefined && `${field}-error`].filter(Boolean);
  return {
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(errors[field] !== undefined && { 'aria-invalid': 'true' as const }),
  };
}

/** A label, a hint, what is wrong, and the control. */
function Field(props: {
  field: SubmissionField;
  label: string;
  hint?: string;
  errors: SubmissionErrors;
  children: ComponentChildren;
}) {
  const { field, label, hint, errors, children } = props;
  return (
    <div class="field">
      <label class="label" for={field}>
        {label}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${field}-hint`}>
          {hint}
        </p>
      )}
      {errors[field] !== undefined && (
        <p class="field-error" id={`${field}-error`}>
          {errors[field]}
        </p>
      )}
      {children}
    </div>
  );
}

/** One line to fill in. */
export function Text(props: {
  field: 'title' | 'city' | 'population' | 'name' | 'email';
  label: string;
  hint?: string;
  autocomplete: string;
  values: SubmissionValues;
  errors: SubmissionErrors;
}) {
  const { field, label, hint, values, errors, autocomplete } = props;
  const shared = {
    id: field,
    name: field,
    value: values[field],
    autocomplete,
    ...described(errors, field, hint !== undefined),
  };
  return (
    <Field field={field} label={label} errors={errors} {...(hint !== undefined && { hint })}>
      {field === 'email' ? (
        <input type="email" {...shared} />
      ) : (
        <input type="text" dir="auto" inputMode={field === 'population' ? 'numeric' : 'text'} {...shared} />
      )}
    </Field>
  );
}

/** Several lines to fill in. */
export function Area(props: {
  field: 'statement' | 'outcome' | 'tried';
  label: string;
  hint: string;
  rows: number;
  values: SubmissionValues;
  errors: SubmissionErrors;
}) {
  const { field, label, hint, rows, values, errors } = props;
  const text = values[field];
  return (
    <Field field={field} label={label} hint={hint} errors={errors}>
      <textarea id={field} name={field} rows={rows} dir="auto" {...described(errors, field, true)}>
        {text.startsWith('\n') ? `\n${text}` : text}
      </textarea>
    </Field>
  );
}

/** One of a list. */
export function Choice<K extends string>(props: {
  field: 'country' | 'budget' | 'timeframe';
  label: string;
  options: readonly (readonly [K, string])[];
  values: SubmissionValues;
  errors: SubmissionErrors;
}) {
  const { field, label, options, values, errors } = props;
  return (
    <Field field={field} label={label} errors={errors}>
      <select id={field} name={field} {...described(errors, field, false)}>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === values[field]}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A box to tick. */
export function Tick(props: { name: string; label: string; checked: boolean; error?: string | undefined }) {
  const { name, label, checked, error } = props;
  return (
    <div class="field">
      {error !== undefined && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <label class="tick">
        <input
          type="checkbox"
          id={name}
          name={name}
          value="yes"
          checked={checked}
          {...(error !== undefined && {
            'aria-invalid': 'true' as const,
            'aria-describedby': `${name}-error`,
          })}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}
