import type { EntryKind } from '../../catalogue/entry.js';
import type { EntryRecord, LookAlike } from '../../upkeep/contract.js';
import { Hidden } from '../accounts/fields.js';
import { ConflictNotice } from '../components/form-parts.js';
import { ConsoleLayout } from '../console/layout.js';
import { placeName, type View } from '../view.js';
import { catalogueAddress } from './addresses.js';
import { EntryErrorSummary, EntryFields, fieldText } from './fields.js';
import type { EntryErrors, EntryField, EntryValues } from './form.js';

interface Props {
  view: View;
  kind: EntryKind;
  values: EntryValues;
  errors: EntryErrors;
}

interface NewProps extends Props {
  lookAlikes: readonly LookAlike[];
  /** Ids of look-alikes that were shown before. */
  seen: readonly string[];
}

function LookAlikes({ view, lookAlikes }: NewProps) {
  const { alike, status } = view.m.upkeep;
  if (lookAlikes.length === 0) return null;
  return (
    <section class="notice notice-warning" id="look-alikes" role="alert" tabIndex={-1}>
      <h2>{alike.title(lookAlikes.length)}</h2>
      <p>{alike.lead}</p>
      <ul class="plain-list">
        {lookAlikes.map((one) => (
          <li key={one.id}>
            <a href={catalogueAddress(one.id)} target="_blank" dir="auto" rel="noopener">
              {one.title}
            </a>
            {` (${[placeName(view, one.city, one.country), status[one.status]].filter((part) => part !== '').join('; ')}): `}
            {view.m.format.list(one.why.map((why) => alike.why[why]))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Buttons({ view, cancel, publish }: { view: View; cancel: string; publish: boolean }) {
  const { form } = view.m.upkeep;
  return (
    <div class="buttons form-end">
      <button class="button button-main" type="submit" name="do" value="draft">
        {form.saveDraft}
      </button>
      <button class="button" type="submit" name="do" value="preview">
        {form.preview}
      </button>
      {publish && (
        <button class="button" type="submit" name="do" value="publish">
          {form.publish}
        </button>
      )}
      <a href={cancel}>{form.cancel}</a>
    </div>
  );
}

/** The form of a new entry, with those like it before it is saved. */
export function NewEntryPage(props: NewProps) {
  const { view, kind, errors, lookAlikes, seen } = props;
  const title = view.m.upkeep.form.newTitle[kind];
  const shown = [...new Set([...seen, ...lookAlikes.map(({ id }) => id)])].join(' ');
  const wrong = Object.keys(errors).length > 0 || lookAlikes.length > 0;
  return (
    <ConsoleLayout view={view} title={wrong ? view.m.errors.title(title) : title} here="catalogue">
      <div class="sheet">
        <p>
          <a href="/console/catalogue">{view.m.upkeep.entry.back}</a>
        </p>
        <h1>{title}</h1>
        <EntryErrorSummary {...props} />
        <LookAlikes {...props} />
        <form class="entry-form" method="post" action="/console/catalogue/new" noValidate>
          <Hidden fields={{ kind, seen: shown }} />
          <EntryFields {...props} />
          <Buttons view={view} cancel="/console/catalogue" publish />
        </form>
      </div>
    </ConsoleLayout>
  );
}

interface EditProps extends Props {
  record: EntryRecord;
  /** What `baseOf` gives of the values that the form was first made with. */
  base: string;
  /** Why the change was not taken: somebody else was faster. */
  conflict?: Conflict | undefined;
}

interface Conflict {
  why: string;
  /** What the entry says now. */
  stored: EntryValues;
  /** Fields that they changed alone, and those that both changed. */
  theirs: readonly EntryField[];
  both: readonly EntryField[];
}

function Conflicting({ view, conflict }: { view: View; conflict: Conflict }) {
  const { form } = view.m.upkeep;
  const labelled = (names: readonly EntryField[]) =>
    names.map((field) => ({ field, label: form.labels[field] }));
  const lists = [
    { title: form.conflictBoth, fields: labelled(conflict.both) },
    { title: form.conflictTaken, fields: labelled(conflict.theirs) },
  ];
  const why = form.conflict(conflict.why);
  return <ConflictNotice title={form.conflictTitle} why={why} lists={lists} none={form.conflictNone} />;
}

/** The form of an entry that is there; after a conflict, with what it says now below the fields that differ. */
export function EditEntryPage(props: EditProps) {
  const { view, kind, values, errors, record, base, conflict } = props;
  const { form, entry: words } = view.m.upkeep;
  const name = values[kind === 'provider' ? 'name' : 'title'];
  const title = form.editTitle(name);
  const now =
    conflict &&
    Object.fromEntries(conflict.both.map((field) => [field, fieldText(view, conflict.stored, field)]));
  const wrong = conflict !== undefined || Object.keys(errors).length > 0;
  return (
    <ConsoleLayout view={view} title={wrong ? view.m.errors.title(title) : title} here="catalogue">
      <div class="sheet">
        <p>
          <a href={catalogueAddress(record.id)}>{words.backToEntry}</a>
        </p>
        <h1 dir="auto">{title}</h1>
        {record.status === 'published' && <p class="hint">{form.editLead}</p>}
        <EntryErrorSummary {...props} />
        {conflict !== undefined && <Conflicting view={view} conflict={conflict} />}
        <form class="entry-form" method="post" action={`${catalogueAddress(record.id)}/edit`} noValidate>
          <Hidden fields={{ version: String(record.version), base }} />
          <EntryFields {...props} now={now} />
          <Buttons view={view} cancel={catalogueAddress(record.id)} publish={record.status !== 'archived'} />
        </form>
      </div>
    </ConsoleLayout>
  );
}
