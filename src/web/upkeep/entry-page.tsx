import type { ComponentChildren } from 'preact';
import type { Provenance } from '../../harvest/contract.js';
import type { EntryLink, EntryRecord } from '../../upkeep/contract.js';
import { Field, type FieldErrors, Hidden, type Notice, NoticeBox } from '../accounts/fields.js';
import { ConsoleLayout } from '../console/layout.js';
import { Table } from '../records/table.js';
import { entryAddress, safeLink, type View } from '../view.js';
import { catalogueAddress } from './addresses.js';
import { fieldText } from './fields.js';
import { differing, valuesOf } from './form.js';
import { StatusBadge } from './list-page.js';

interface Props {
  view: View;
  record: EntryRecord;
  /** Other sites that it came from, or is known at. */
  origins?: readonly Provenance[];
  notice?: Notice | undefined;
  /** The contact as typed, where it was not taken. */
  contact?: { values: { name: string; email: string }; errors: FieldErrors } | undefined;
}

/** What the form of an entry's page asks for, as its button's `do`. */
export const ACTIONS = ['publish', 'archive', 'restore', 'verify', 'discard'] as const;
type Action = (typeof ACTIONS)[number];

function ActionButton(props: { record: EntryRecord; action: Action; words: string; main?: boolean }) {
  const { record, action, words, main } = props;
  return (
    <form method="post" action={catalogueAddress(record.id)}>
      <Hidden fields={{ do: action, version: String(record.version) }} />
      <button class={main === true ? 'button button-main' : 'button'} type="submit">
        {words}
      </button>
    </form>
  );
}

function Actions({ view, record }: Props) {
  const m = view.m.upkeep.entry;
  const { status, draft, id } = record;
  return (
    <section class="buttons" aria-label={m.actions}>
      {status === 'draft' && <ActionButton record={record} action="publish" words={m.publish} main />}
      {status === 'published' && draft !== undefined && (
        <ActionButton record={record} action="publish" words={m.publishChanges} main />
      )}
      {status === 'published' && <ActionButton record={record} action="verify" words={m.verify} />}
      <a class="button" href={`${catalogueAddress(id)}/edit`}>
        {m.edit}
      </a>
      <a class="button" href={`${catalogueAddress(id)}/preview`}>
        {m.preview}
      </a>
      {status === 'published' && (
        <a class="button" href={entryAddress(id)}>
          {m.publicPage}
        </a>
      )}
      {status === 'archived' ? (
        <ActionButton record={record} action="restore" words={m.restore} />
      ) : (
        <ActionButton record={record} action="archive" words={m.archive} />
      )}
    </section>
  );
}

function Origins({ view, origins = [] }: Props) {
  const m = view.m.harvest;
  return origins.map(({ sourceName, theirId, theirAddress, state, withdrawnAt }) => (
    <p key={theirAddress}>
      {state === 'taken' ? m.provenance(sourceName) : m.sameElsewhere(sourceName)}:{' '}
      <a href={theirAddress}>{theirId}</a>
      {withdrawnAt !== undefined && ` (${m.withdrawnThere})`}
    </p>
  ));
}

function Panel({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="panel" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      {children}
    </section>
  );
}

/** What contacts wrote: each a task until somebody has dealt with it. */
function Answers({ view, record }: Props) {
  const m = view.m.upkeep.entry;
  if (record.answers.length === 0) return null;
  return (
    <Panel id="answers" title={m.answersTitle}>
      {record.answers.map((answer) => (
        <div key={answer.id} class="answered">
          <p>{m.answered(new Date(answer.answeredAt))}</p>
          <blockquote class="said" dir="auto">
            {answer.text}
          </blockquote>
          <form method="post" action={catalogueAddress(record.id)}>
            <Hidden fields={{ do: 'answer', question: answer.id }} />
            <button class="button" type="submit">
              {m.answerDone}
            </button>
          </form>
        </div>
      ))}
    </Panel>
  );
}

/** The draft beside a published entry: what would change. */
function Pending({ view, record }: Props) {
  const { entry: m, form } = view.m.upkeep;
  const { draft, kind } = record;
  if (draft === undefined) return null;
  const was = valuesOf({ kind, working: record.entry });
  const is = valuesOf({ kind, working: draft.entry });
  return (
    <Panel id="pending" title={m.pendingTitle}>
      <p class="hint">{m.pendingBy(draft.savedBy, new Date(draft.savedAt))}</p>
      {draft.outdated && <p class="notice notice-warning">{m.outdated}</p>}
      <dl class="changes">
        {differing(kind, was, is).map((field) => (
          <div key={field}>
            <dt>{form.labels[field]}</dt>
            <dd>
              <span class="quiet small">{m.was}</span>
              <p class="said" dir="auto">
                {fieldText(view, was, field) || form.saysNothing}
              </p>
            </dd>
            <dd>
              <span class="quiet small">{m.willBe}</span>
              <p class="said" dir="auto">
                {fieldText(view, is, field) || form.saysNothing}
              </p>
            </dd>
          </div>
        ))}
      </dl>
      <ActionButton record={record} action="discard" words={m.discard} />
    </Panel>
  );
}

function Dates({ view, record }: Props) {
  const m = view.m.upkeep.entry;
  const { format } = view.m;
  const date = (text: string) => format.date(new Date(text));
  return (
    <Panel id="dates" title={m.dates}>
      <dl class="pairs">
        <dt>{m.created}</dt>
        <dd>{date(record.createdAt)}</dd>
        <dt>{m.changed}</dt>
        <dd>{date(record.updatedAt)}</dd>
        <dt>{m.checked}</dt>
        <dd>
          {record.lastVerifiedAt === undefined
            ? m.neverChecked
            : m.checkedBy(new Date(record.lastVerifiedAt), record.lastVerifiedBy)}
        </dd>
        {record.askedAt !== undefined && (
          <>
            <dt>{m.asked}</dt>
            <dd>{date(record.askedAt)}</dd>
          </>
        )}
        <dt>{m.idLabel}</dt>
        <dd>
          <code>{record.id}</code>
        </dd>
      </dl>
    </Panel>
  );
}

const LINK_BADGE: Record<EntryLink['state'], string> = {
  works: 'badge-good',
  unclear: 'badge-wait',
  failing: 'badge-wait',
  dead: 'badge-late',
  refused: 'badge-late',
};

function LinkRow({ view, link }: { view: View; link: EntryLink }) {
  const m = view.m.upkeep.entry;
  const known = m.linkResults[link.result] ?? m.linkResult(link.result);
  const safe = safeLink(link.url);
  return (
    <tr>
      <td data-label={m.link.field}>
        {m.linkFields[link.field]}:{' '}
        {safe === undefined ? (
          link.url
        ) : (
          <a href={safe.href} rel="noreferrer">
            {safe.host}
          </a>
        )}
      </td>
      <td data-label={m.link.state}>
        <span class={`badge ${LINK_BADGE[link.state]}`}>{m.linkStates[link.state]}</span>
        {link.state !== 'works' && (
          <span class="small quiet row-more">
            {[known, link.failedDays > 0 ? m.failedDays(link.failedDays) : ''].filter(Boolean).join('; ')}
          </span>
        )}
      </td>
      <td data-label={m.link.checked}>{view.m.format.date(new Date(link.checkedAt))}</td>
    </tr>
  );
}

function Links({ view, record }: Props) {
  const m = view.m.upkeep.entry;
  return (
    <Panel id="links" title={m.linksTitle}>
      {record.links.length === 0 ? (
        <p class="hint">{m.noLinks}</p>
      ) : (
        <Table columns={[m.link.field, m.link.state, m.link.checked]}>
          {record.links.map((link) => (
            <LinkRow key={link.field} view={view} link={link} />
          ))}
        </Table>
      )}
    </Panel>
  );
}

function ContactForm({ view, record, contact }: Props) {
  const m = view.m.upkeep.entry;
  const action = catalogueAddress(record.id);
  const values = contact?.values ?? record.contact;
  const shared = { errors: contact?.errors, autocomplete: 'off', required: false };
  return (
    <Panel id="contact" title={m.contactTitle}>
      <p class="hint">{m.contactLead}</p>
      <form class="form" method="post" action={action} noValidate>
        <Hidden fields={{ do: 'contact' }} />
        <Field name="name" label={m.contactName} type="text" value={values?.name} {...shared} />
        <Field name="email" label={m.contactEmail} type="email" value={values?.email} {...shared} />
        <div class="buttons">
          <button class="button" type="submit">
            {m.contactSave}
          </button>
        </div>
      </form>
      {record.contact !== undefined && (
        <form method="post" action={action} class="contact-away">
          <Hidden fields={{ do: 'no-contact' }} />
          <button class="button button-danger" type="submit">
            {m.contactRemove}
          </button>
        </form>
      )}
    </Panel>
  );
}

/** One entry, for staff: how it stands, what can be done, and what needs a look. */
export function CatalogueEntryPage(props: Props) {
  const { view, record, notice } = props;
  const m = view.m.upkeep;
  const values = valuesOf(record);
  const title = record.kind === 'provider' ? values.name : values.title;
  return (
    <ConsoleLayout view={view} title={title} here="catalogue">
      <p>
        <a href="/console/catalogue">{m.entry.back}</a>
      </p>
      <div class="head">
        <h1 dir="auto">{title}</h1>
        <span class="flags">
          <StatusBadge view={view} status={record.status} />
          {record.draft !== undefined && <span class="badge badge-wait">{m.flags.pending}</span>}
        </span>
        <p class="hint">
          {view.m.kind[record.kind]}
          {values.country !== '' && `, ${view.m.format.countryName(values.country)}`}
        </p>
      </div>
      <NoticeBox notice={notice} />
      <Origins {...props} />
      {record.stale && (
        <div class="notice notice-warning">
          <p>
            {m.entry.stale} {m.entry.staleHint}
          </p>
        </div>
      )}
      <Actions {...props} />
      <div class="halves entry-halves">
        <div>
          <Answers {...props} />
          <Pending {...props} />
          <Links {...props} />
        </div>
        <div>
          <Dates {...props} />
          <ContactForm {...props} />
        </div>
      </div>
    </ConsoleLayout>
  );
}
