import type { Delivery, DeliveryPage, Webhook, WebhookWithSecret } from '../../webhooks/contract.js';
import { type FieldErrors, Hidden, type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import { Older, Table } from '../records/table.js';
import type { View } from '../view.js';
import { SecretBox, WebhookFields, WebhookState } from './fields.js';
import type { WebhookValues } from './form.js';

interface Props {
  view: View;
  one: Webhook;
  log: DeliveryPage;
  values: WebhookValues;
  errors?: FieldErrors | undefined;
  notice?: Notice | undefined;
  /** With the new secret, right after it was made. */
  renewed?: WebhookWithSecret | undefined;
}

/** Pause, resume, test. */
function Acts({ view, one }: Pick<Props, 'view' | 'one'>) {
  const m = view.m.webhooks;
  const version = String(one.version);
  const active = one.state === 'active';
  return (
    <div class="buttons">
      {active && <Act one={one} fields={{ do: 'test' }} label={m.test} main />}
      <Act
        one={one}
        fields={{ do: active ? 'pause' : 'resume', version }}
        label={active ? m.pause : m.resume}
        main={!active}
      />
    </div>
  );
}

function Act(props: {
  one: Webhook;
  fields: Record<string, string>;
  label: string;
  main?: boolean;
  spoken?: string;
}) {
  const { one, fields, label, main, spoken } = props;
  return (
    <form method="post" action={`/console/webhooks/${one.id}`}>
      <Hidden fields={fields} />
      <button type="submit" class={`button ${main === true ? 'button-main' : ''}`} aria-label={spoken}>
        {label}
      </button>
    </form>
  );
}

const BADGE = {
  waiting: 'badge-wait',
  delivered: 'badge-good',
  failed: 'badge-late',
  dropped: 'badge-gone',
};

function Row({ view, one, delivery }: Pick<Props, 'view' | 'one'> & { delivery: Delivery }) {
  const m = view.m.webhooks;
  const { id, event, subject, state, attempts, nextAttemptAt } = delivery;
  return (
    <tr>
      <td data-label={m.when}>{m.moment(new Date(delivery.occurredAt))}</td>
      <td data-label={m.what}>
        {m.eventNames[event]}
        {event !== 'test' && (
          <>
            {' '}
            <code class="whole">{subject}</code>
          </>
        )}
      </td>
      <td data-label={m.state}>
        <span class={`badge ${BADGE[state]}`}>{m.deliveryStates[state]}</span>
      </td>
      <td data-label={m.attempts}>
        <ul class="attempts">
          {attempts.map(({ at, text, tookMs }) => (
            <li key={at}>{m.attempt(new Date(at), text, tookMs)}</li>
          ))}
          {state === 'waiting' && one.state === 'active' && (
            <li class="quiet">{nextAttemptAt === undefined ? m.soon : m.next(new Date(nextAttemptAt))}</li>
          )}
        </ul>
        {one.state === 'active' && attempts.length > 0 && (
          <Act one={one} fields={{ do: 'again', message: id }} label={m.again} spoken={m.againOf(id)} />
        )}
      </td>
    </tr>
  );
}

function Log({ view, one, log }: Props) {
  const m = view.m.webhooks;
  const { deliveries, nextCursor } = log;
  const older = nextCursor && `/console/webhooks/${one.id}?${new URLSearchParams({ cursor: nextCursor })}`;
  return (
    <section class="sheet-part" aria-labelledby="log-heading">
      <h2 id="log-heading">{m.log}</h2>
      {deliveries.length === 0 ? (
        <p>{m.noLog}</p>
      ) : (
        <Table columns={[m.when, m.what, m.state, m.attempts]}>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} {...{ view, one, delivery }} />
          ))}
        </Table>
      )}
      <Older href={older} text={m.older} />
    </section>
  );
}

function Settings({ view, one, values, errors }: Props) {
  const m = view.m.webhooks;
  return (
    <section class="sheet-part" aria-labelledby="settings-heading">
      <h2 id="settings-heading">{m.settings}</h2>
      <form class="form" method="post" action={`/console/webhooks/${one.id}`}>
        <Hidden fields={{ do: 'save', version: String(one.version) }} />
        <WebhookFields {...{ view, values, errors }} />
        <div class="buttons">
          <button type="submit" class="button">
            {m.save}
          </button>
        </div>
      </form>
    </section>
  );
}

/** What cannot be taken back: each with a tick of its own. */
function Grave({ view, one }: Pick<Props, 'view' | 'one'>) {
  const m = view.m.webhooks;
  const action = `/console/webhooks/${one.id}`;
  return (
    <div class="halves">
      <section class="panel" aria-labelledby="renew-heading">
        <h2 id="renew-heading">{m.renewTitle}</h2>
        <p>{m.renewText}</p>
        <form method="post" action={action}>
          <Hidden fields={{ do: 'renew' }} />
          <label class="tick">
            <input type="checkbox" name="leaked" value="yes" />
            <span>{m.leaked}</span>
          </label>
          <button type="submit" class="button">
            {m.renew}
          </button>
        </form>
      </section>
      <section class="panel" aria-labelledby="remove-heading">
        <h2 id="remove-heading">{m.removeTitle}</h2>
        <p>{m.removeText}</p>
        <form method="post" action={action}>
          <Hidden fields={{ do: 'remove' }} />
          <label class="tick">
            <input type="checkbox" name="sure" value="yes" required />
            <span>{m.sure}</span>
          </label>
          <button type="submit" class="button button-danger">
            {m.remove}
          </button>
        </form>
      </section>
    </div>
  );
}

/** One webhook: how it fares, its log, its settings. */
export function WebhookPage(props: Props) {
  const { view, one, notice, renewed } = props;
  const m = view.m.webhooks;
  return (
    <ConsoleLayout view={view} title={one.name} here="webhooks">
      <div class="sheet sheet-wide">
        <p>
          <a href="/console/webhooks">{m.back}</a>
        </p>
        <h1 dir="auto">{one.name}</h1>
        <p>
          <WebhookState view={view} one={one} /> <span class="whole">{one.url}</span>
        </p>
        <p class="quiet">{m.made(one.createdBy, new Date(one.createdAt))}</p>
        <NoticeBox notice={notice} />
        {renewed !== undefined && <SecretBox view={view} one={renewed} />}
        {one.state === 'active' && one.failingSince !== undefined && (
          <p class="notice notice-warning">{m.failing(one.failures, new Date(one.failingSince))}</p>
        )}
        <Acts view={view} one={one} />
        <Log {...props} />
        <Settings {...props} />
        <Grave view={view} one={one} />
      </div>
    </ConsoleLayout>
  );
}
