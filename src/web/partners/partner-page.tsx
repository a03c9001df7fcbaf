import type { Partner, PartnerUsage } from '../../partners/contract.js';
import { Hidden, type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { partnerAddress } from './addresses.js';
import { KeysPart, MadeKey, type NewKey } from './keys-part.js';
import { LinkPart, MadeLink } from './link-part.js';
import { StateBadge } from './list-page.js';
import type { LookErrors, LookValues } from './look-form.js';
import { LookPart } from './look-part.js';
import { OriginList, ScopeList } from './scope-parts.js';
import type { SnippetSource, Snippets } from './snippet.js';
import { UsagePart } from './usage-part.js';
import type { Span } from './usage-spans.js';

/** What came of a form, shown on the page once. */
export interface PartnerOutcome {
  notice?: Notice | undefined;
  made?: NewKey | undefined;
  link?: string | undefined;
  look?: { values: LookValues; errors: LookErrors } | undefined;
  wrongOverlap?: { keyId: string; typed: string } | undefined;
}

interface Props extends PartnerOutcome {
  view: View;
  partner: Partner;
  usage: PartnerUsage;
  span: Span;
  /** Entries that its scope opens. */
  opens: number;
  linkSince: Date | undefined;
  source: SnippetSource | undefined;
  snippets: Snippets | undefined;
}

function Settings({ view, partner, opens }: Pick<Props, 'view' | 'partner' | 'opens'>) {
  const { page, form } = view.m.partnerDesk;
  const { partners } = view.m;
  const address = partnerAddress(partner.id);
  const { quotaPerDay } = partner;
  return (
    <section class="panel" aria-labelledby="settings">
      <h2 id="settings">{page.settings}</h2>
      <dl class="pairs">
        <dt>{page.contact}</dt>
        <dd dir="auto">{partner.contact ?? page.noContact}</dd>
        <dt>{partners.origins.heading}</dt>
        <dd>
          <OriginList view={view} origins={partner.origins} />
        </dd>
        <dt>{partners.scope.heading}</dt>
        <dd>
          <ScopeList view={view} scope={partner.scope} />
          <p class="quiet">{form.opens(opens)}</p>
        </dd>
        <dt>{page.quota}</dt>
        <dd>{quotaPerDay === null ? page.anyNumber : view.m.format.number(quotaPerDay)}</dd>
        <dt>{page.rates}</dt>
        <dd>{page.ratesText(partner.ratePerMinute, partner.perAddressPerMinute)}</dd>
      </dl>
      <div class="buttons">
        <a class="button" href={`${address}/settings`}>
          {page.edit}
        </a>
        <State view={view} partner={partner} />
      </div>
      {partner.status === 'active' && <p class="hint">{page.pauseHint}</p>}
    </section>
  );
}

function State({ view, partner }: Pick<Props, 'view' | 'partner'>) {
  const { page } = view.m.partnerDesk;
  const paused = partner.status === 'paused';
  return (
    <form method="post" action={partnerAddress(partner.id)}>
      <Hidden fields={{ do: paused ? 'resume' : 'pause', version: String(partner.version) }} />
      <button class={paused ? 'button button-main' : 'button'} type="submit">
        {paused ? page.resume : page.pause}
      </button>
    </form>
  );
}

function Remove({ view, partner }: Pick<Props, 'view' | 'partner'>) {
  const { page } = view.m.partnerDesk;
  return (
    <details class="panel remove">
      <summary>{page.remove}</summary>
      <form method="post" action={partnerAddress(partner.id)} class="key-form">
        <Hidden fields={{ do: 'remove' }} />
        <p>{page.removeAsk(partner.name)}</p>
        <button class="button button-danger" type="submit">
          {page.removeGo}
        </button>
      </form>
    </details>
  );
}

/** One partner: what it may, what it used, its keys, the page of its people, its look and the lines for its pages. */
export function PartnerPage(props: Props) {
  const { view, partner, usage, span, notice, made, link, look } = props;
  const m = view.m.partnerDesk;
  const address = partnerAddress(partner.id);
  const failed = notice?.kind === 'danger' || look !== undefined || props.wrongOverlap !== undefined;
  return (
    <ConsoleLayout
      view={view}
      title={failed ? view.m.errors.title(partner.name) : partner.name}
      here="partners"
    >
      <div class="sheet sheet-wide partner">
        <p>
          <a href="/console/partners">{m.back}</a>
        </p>
        <div class="head">
          <h1 dir="auto">{partner.name}</h1>
          <StateBadge view={view} status={partner.status} />
          <p class="hint">{m.page.since(new Date(partner.createdAt))}</p>
        </div>
        <NoticeBox notice={notice} />
        {made !== undefined && <MadeKey view={view} made={made} />}
        {link !== undefined && <MadeLink view={view} link={link} />}
        <UsagePart
          view={view}
          usage={usage}
          span={span}
          addressOf={(days) => `${address}?days=${days}`}
          csv={`${address}/usage.csv?days=${span}`}
        />
        <Settings {...props} />
        <KeysPart
          view={view}
          keys={partner.keys}
          usage={usage}
          action={address}
          wrongOverlap={props.wrongOverlap}
        />
        <LinkPart view={view} action={address} since={props.linkSince} />
        <LookPart
          view={view}
          partner={partner}
          action={`${address}#look`}
          source={props.source}
          snippets={props.snippets}
          typed={look}
        />
        <Remove view={view} partner={partner} />
      </div>
    </ConsoleLayout>
  );
}
