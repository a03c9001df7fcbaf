import { Hidden } from '../accounts/fields.js';
import type { View } from '../view.js';
import { Copyable } from './copyable.js';

interface Props {
  view: View;
  /** Address that the forms go to. */
  action: string;
  /** Since when there is a link; absent: there is none. */
  since: Date | undefined;
}

/** A link that was made a moment ago: it is shown this once. */
export function MadeLink({ view, link }: { view: View; link: string }) {
  const m = view.m.partnerDesk.link;
  return (
    <div class="notice notice-done" role="status" id="made-link">
      <h2>{m.new}</h2>
      <p>{m.newText}</p>
      <Copyable view={view} id="new-link" text={link} name={m.new} />
    </div>
  );
}

/** The page of the partner's own people: its secret link, made, renewed and withdrawn. */
export function LinkPart({ view, action, since }: Props) {
  const m = view.m.partnerDesk.link;
  return (
    <section class="panel" aria-labelledby="link">
      <h2 id="link">{m.heading}</h2>
      <p class="hint">{m.lead}</p>
      <p>{since === undefined ? m.none : m.since(since)}</p>
      <div class="buttons">
        <form method="post" action={action}>
          <Hidden fields={{ do: 'link' }} />
          <button class="button" type="submit">
            {since === undefined ? m.make : m.renew}
          </button>
        </form>
        {since !== undefined && (
          <form method="post" action={action}>
            <Hidden fields={{ do: 'link-withdraw' }} />
            <button class="button button-danger" type="submit">
              {m.withdraw}
            </button>
          </form>
        )}
      </div>
      {since !== undefined && <p class="hint">{m.renewHint}</p>}
    </section>
  );
}
