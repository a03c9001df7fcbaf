import type { View } from '../view.js';

/** What is wrong with fields, by name. */
export type FieldErrors = Readonly<Record<string, string>>;

interface FieldProps {
  name: string;
  label: string;
  type: 'text' | 'email' | 'password';
  autocomplete: string;
  value?: string | undefined;
  hint?: string | undefined;
  errors?: FieldErrors | undefined;
  required?: boolean;
}

/** One line to fill in, tied to its hint and to what is wrong with it. */
export function Field({ name, label, type, autocomplete, value, hint, errors, required = true }: FieldProps) {
  const error = errors?.[name];
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  const shared = {
    id: name,
    name,
    value,
    autocomplete,
    required,
    spellcheck: false,
    ...(ids !== '' && { 'aria-describedby': ids }),
    ...(error !== undefined && { 'aria-invalid': 'true' as const }),
  };
  return (
    <div class="field">
      <label class="label" for={name}>
        {label}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      {type === 'email' && <input type="email" {...shared} />}
      {type === 'password' && <input type="password" {...shared} />}
      {type === 'text' && <input type="text" dir="auto" {...shared} />}
    </div>
  );
}

/** What happened with the form that was sent. */
export interface Notice {
  kind: 'danger' | 'done';
  text: string;
}

export function NoticeBox({ notice }: { notice: Notice | undefined }) {
  if (notice === undefined) return null;
  const danger = notice.kind === 'danger';
  return (
    <p class={`notice ${danger ? 'notice-danger' : 'notice-done'}`} role={danger ? 'alert' : 'status'}>
      {notice.text}
    </p>
  );
}

/** Fields that go with a form unseen. */
export function Hidden({ fields }: { fields: Record<string, string> }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** A new password, with what makes a good one. */
export function NewPassword({ view, errors }: { view: View; errors?: FieldErrors | undefined }) {
  const { fields } = view.m.accounts;
  return (
    <Field
      name="password"
      label={fields.newPassword}
      hint={fields.passwordHint}
      type="password"
      autocomplete="new-password"
      errors={errors}
    />
  );
}
