import { KEY_KINDS, type PartnerKey, type PartnerUsage } from '../../partners/contract.js';
import { Hidden } from '../accounts/fields.js';
import type { View } from '../view.js';
import { Copyable } from './copyable.js';

/** A key that was made a moment ago. */
export interface NewKey {
  key: PartnerKey;
  /** When the key ends that it takes the place of. */
  oldEnds?: Date | undefined;
}

interface Props {
  view: View;
  keys: readonly PartnerKey[];
  usage: PartnerUsage;
  /** Address that the forms go to. */
  action: string;
  made?: NewKey | undefined;
  /** The key whose overlap was no number. */
  wrongOverlap?: { keyId: string; typed: string } | undefined;
}

const BADGE = { active: 'badge-good', expiring: 'badge-late', expired: 'badge-gone', revoked: 'badge-gone' };

/** Whether a key works, and until when, in words. */
export function keyState(view: View, { state, expiresAt, revokedAt }: PartnerKey): string {
  const { keys } = view.m.partners;
  if (state === 'active') return keys.active;
  if (state === 'revoked') return keys.revoked(new Date(revokedAt ?? 0));
  return keys[state](new Date(expiresAt ?? 0));
}

/** The day on which a key was last used. */
export function lastUsed(view: View, { lastUsedOn }: PartnerKey): string {
  return lastUsedOn === undefined ? view.m.partners.keys.never : view.m.format.date(new Date(lastUsedOn));
}

/** A key of the list that still works. */
const works = ({ state }: PartnerKey): boolean => state === 'active' || state === 'expiring';

/** A new key: a server key is shown this once. */
export function MadeKey({ view, made }: { view: View; made: NewKey }) {
  const m = view.m.partnerDesk.keys;
  const { key, oldEnds } = made;
  const server = key.kind === 'server';
  return (
    <div class="notice notice-done" role="status" id="made-key">
      <h2>{server ? m.newServer : m.newPublishable}</h2>
      <p>{server ? m.newServerText : m.newPublishableText}</p>
      {key.key !== undefined && <Copyable view={view} id="new-key" text={key.key} name={m.key(key.hint)} />}
      {oldEnds !== undefined && <p>{m.oldEnds(oldEnds)}</p>}
    </div>
  );
}

function Rotate({ view, action, one, wrongOverlap }: Props & { one: PartnerKey }) {
  const m = view.m.partnerDesk.keys;
  const wrong = wrongOverlap?.keyId === one.id ? wrongOverlap : undefined;
  const id = `overlap-${one.id}`;
  return (
    <details open={wrong !== undefined}>
      <summary>
        {m.rotate}
        <span class="away"> {one.hint}</span>
      </summary>
      <form method="post" action={action} class="key-form" noValidate>
        <Hidden fields={{ do: 'rotate', key: one.id }} />
        <p>{m.rotateText}</p>
        {wrong !== undefined && (
          <p class="field-error" id={`${id}-error`} role="alert">
            {m.rotateWrong}
          </p>
        )}
        <div class="overlap">
          <label class="away" for={id}>
            {m.overlap}
          </label>
          <input
            type="text"
            inputMode="numeric"
            id={id}
            name="overlap"
            value={wrong?.typed ?? '7'}
            autocomplete="off"
            aria-invalid={wrong === undefined ? undefined : 'true'}
            aria-describedby={wrong === undefined ? undefined : `${id}-error`}
          />
          <select name="unit" aria-label={m.unit}>
            <option value="days">{m.days}</option>
            <option value="hours">{m.hours}</option>
          </select>
          <button class="button" type="submit">
            {m.rotateGo}
          </button>
        </div>
      </form>
    </details>
  );
}

function Revoke({ view, action, one }: Props & { one: PartnerKey }) {
  const m = view.m.partnerDesk.keys;
  return (
    <details>
      <summary>
        {m.revoke}
        <span class="away"> {one.hint}</span>
      </summary>
      <form method="post" action={action} class="key-form">
        <Hidden fields={{ do: 'revoke', key: one.id }} />
        <p>{m.revokeText}</p>
        <button class="button button-danger" type="submit">
          {m.revokeGo}
        </button>
      </form>
    </details>
  );
}

function KeyRow(props: Props & { one: PartnerKey }) {
  const { view, one, usage } = props;
  const m = view.m.partnerDesk.keys;
  const words = view.m.partners;
  const used = usage.keys.find(({ id }) => id === one.id);
  return (
    <li class="key">
      <div class="key-head">
        <h3>
          {m.kind[one.kind]} <code dir="ltr">{one.hint}</code>
        </h3>
        <span class={`badge ${BADGE[one.state]}`}>{keyState(view, one)}</span>
      </div>
      <p class="small quiet">
        {m.made(new Date(one.createdAt))}; {words.keys.lastUsed}: {lastUsed(view, one)}
        {used !== undefined &&
          `; ${m.use}: ${words.usage.counts.searches} ${view.m.format.number(used.searches)}, ${words.usage.counts.matches} ${view.m.format.number(used.matches)}, ${words.usage.counts.refused} ${view.m.format.number(used.refused)}`}
      </p>
      {one.kind === 'publishable' && works(one) && one.key !== undefined && (
        <Copyable view={view} id={`key-${one.id}`} text={one.key} name={m.key(one.hint)} />
      )}
      {works(one) && (
        <div class="key-change">
          <Rotate {...props} />
          <Revoke {...props} />
        </div>
      )}
    </li>
  );
}

/** The keys of a partner, newest first, and what can be done with them. */
export function KeysPart(props: Props) {
  const { view, keys, action } = props;
  const m = view.m.partnerDesk.keys;
  return (
    <section class="panel" aria-labelledby="keys">
      <h2 id="keys">{view.m.partners.keys.heading}</h2>
      <p class="hint">{m.lead}</p>
      {keys.length === 0 && <p>{m.none}</p>}
      <ul class="keys-list">
        {keys.map((one) => (
          <KeyRow key={one.id} {...props} one={one} />
        ))}
      </ul>
      <form method="post" action={action} class="buttons" aria-label={m.makeHeading}>
        <Hidden fields={{ do: 'add-key' }} />
        {KEY_KINDS.map((kind) => (
          <button key={kind} class="button" type="submit" name="kind" value={kind}>
            {m.make[kind]}
          </button>
        ))}
      </form>
    </section>
  );
}
