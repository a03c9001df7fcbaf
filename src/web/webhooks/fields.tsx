import { WEBHOOK_EVENTS } from '../../db/schema.js';
import type { Webhook, WebhookWithSecret } from '../../webhooks/contract.js';
import { Field, type FieldErrors } from '../accounts/fields.js';
import { sectorLabel, type View } from '../view.js';
import type { WebhookValues } from './form.js';

interface Props {
  view: View;
  values: WebhookValues;
  errors?: FieldErrors | undefined;
}

/** Everything that can be set of a webhook. */
export function WebhookFields({ view, values, errors }: Props) {
  const m = view.m.webhooks;
  const filtered = values.sectors.length > 0 || values.countries !== '' || errors?.countries !== undefined;
  return (
    <>
      <Field
        name="name"
        label={m.name}
        hint={m.nameHint}
        type="text"
        autocomplete="off"
        value={values.name}
        errors={errors}
      />
      <Field
        name="url"
        label={m.url}
        hint={m.urlHint}
        type="text"
        autocomplete="off"
        value={values.url}
        errors={errors}
      />
      <fieldset class="field" aria-describedby={errors?.events === undefined ? undefined : 'events-error'}>
        <legend class="label">{m.events}</legend>
        {errors?.events !== undefined && (
          <p class="field-error" id="events-error">
            {errors.events}
          </p>
        )}
        {WEBHOOK_EVENTS.map((event) => (
          <label class="tick" key={event}>
            <input type="checkbox" name="events" value={event} checked={values.events.includes(event)} />
            <span>
              {m.eventNames[event]} <code class="hint">{event}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <details open={filtered}>
        <summary>{m.filter}</summary>
        <div class="stack">
          <Field
            name="countries"
            label={m.countries}
            hint={m.countriesHint}
            type="text"
            autocomplete="off"
            value={values.countries}
            errors={errors}
            required={false}
          />
          <fieldset class="field">
            <legend class="label">{m.sectors}</legend>
            <p class="hint">{m.sectorsHint}</p>
            <div class="ticks">
              {view.taxonomy.sectors.map(({ id }) => (
                <label class="tick" key={id}>
                  <input type="checkbox" name="sectors" value={id} checked={values.sectors.includes(id)} />
                  <span>{sectorLabel(view, id)}</span>
                </label>
              ))}
            </div>
          </fieldset>
        </div>
      </details>
    </>
  );
}

/** How a webhook fares, as a word with a shape. */
export function WebhookState({ view, one }: { view: View; one: Webhook }) {
  const { states } = view.m.webhooks;
  if (one.state === 'active') {
    const bad = one.failures > 0;
    return (
      <span class={`badge ${bad ? 'badge-late' : 'badge-good'}`}>{bad ? states.failing : states.active}</span>
    );
  }
  const reason = one.pauseReason ?? 'admin';
  if (reason === 'admin') return <span class="badge badge-gone">{states.admin}</span>;
  return <span class="badge badge-late badge-long">{reason === 'gone' ? states.gone : states.paused}</span>;
}

/** A new secret, this once. */
export function SecretBox({ view, one }: { view: View; one: WebhookWithSecret }) {
  const m = view.m.webhooks;
  return (
    <div class="notice notice-done" role="status">
      <h2>{m.secretTitle}</h2>
      <p>{m.secret}</p>
      {one.oldSecretUntil !== undefined && <p>{m.secretOld(new Date(one.oldSecretUntil))}</p>}
      <p>
        <code class="whole">{one.secret}</code>
      </p>
      <p>
        <a href={`/console/webhooks/${one.id}`}>{m.open}</a>
      </p>
    </div>
  );
}
