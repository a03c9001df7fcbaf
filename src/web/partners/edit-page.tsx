import type { Partner } from '../../partners/contract.js';
import { Hidden } from '../accounts/fields.js';
import { ConflictNotice } from '../components/form-parts.js';
import { ConsoleLayout } from '../console/layout.js';
import type { View } from '../view.js';
import { partnerAddress } from './addresses.js';
import { facetLabel, valueLabel } from './facet-values.js';
import { PartnerErrorSummary, PartnerFields } from './fields.js';
import { isText, type PartnerErrors, type PartnerField, type PartnerValues } from './form.js';

interface Props {
  view: View;
  values: PartnerValues;
  errors: PartnerErrors;
  /** Entries that the scope of the form opens; unknown where it is no scope. */
  opens: number | undefined;
}

function Buttons({ view, go, cancel }: { view: View; go: string; cancel: string }) {
  return (
    <div class="buttons form-end">
      <button class="button button-main" type="submit" name="do" value="save">
        {go}
      </button>
      <a href={cancel}>{view.m.partnerDesk.form.cancel}</a>
    </div>
  );
}

const isWrong = (errors: PartnerErrors) => Object.keys(errors).length > 0;

/** The form of a new partner. Enter in a field saves: the first button of a form is what Enter presses. */
export function NewPartnerPage(props: Props) {
  const { view, errors } = props;
  const { form, back } = view.m.partnerDesk;
  return (
    <ConsoleLayout
      view={view}
      title={isWrong(errors) ? view.m.errors.title(form.newTitle) : form.newTitle}
      here="partners"
    >
      <div class="sheet">
        <p>
          <a href="/console/partners">{back}</a>
        </p>
        <h1>{form.newTitle}</h1>
        <PartnerErrorSummary {...props} />
        <form class="entry-form" method="post" action="/console/partners/new" noValidate data-counts>
          <button class="away" type="submit" name="do" value="save" tabIndex={-1} aria-hidden="true" />
          <PartnerFields {...props} />
          <Buttons view={view} go={form.create} cancel="/console/partners" />
        </form>
      </div>
    </ConsoleLayout>
  );
}

/** Why a change was not taken: somebody else was faster. */
export interface PartnerConflict {
  why: string;
  /** What is saved now. */
  stored: PartnerValues;
  /** Fields that they changed alone, and those that both changed. */
  theirs: readonly PartnerField[];
  both: readonly PartnerField[];
}

interface EditProps extends Props {
  partner: Partner;
  /** The version that the form was made from. */
  version: number;
  /** What `baseOf` gives of the values that the form was first made with. */
  base: string;
  conflict?: PartnerConflict | undefined;
}

function fieldName(view: View, field: PartnerField): string {
  return isText(field) ? view.m.partnerDesk.form.labels[field] : facetLabel(view, field);
}

/** A field as a person reads it. */
function fieldText(view: View, values: PartnerValues, field: PartnerField): string {
  if (isText(field)) return values[field];
  return view.m.format.list(values[field].map((value) => valueLabel(view, field, value)));
}

function Conflicting({ view, conflict }: { view: View; conflict: PartnerConflict }) {
  const { form } = view.m.partnerDesk;
  const labelled = (names: readonly PartnerField[]) =>
    names.map((field) => ({ field, label: fieldName(view, field) }));
  const lists = [
    { title: form.conflictBoth, fields: labelled(conflict.both) },
    { title: form.conflictTheirs, fields: labelled(conflict.theirs) },
  ];
  const why = form.conflict(conflict.why);
  return <ConflictNotice title={form.conflictTitle} why={why} lists={lists} none={form.conflictNone} />;
}

/** The form of a partner that is there; after a conflict, with what is saved by now below the fields that differ. */
export function EditPartnerPage(props: EditProps) {
  const { view, errors, partner, version, base, conflict } = props;
  const { form, backTo } = view.m.partnerDesk;
  const address = partnerAddress(partner.id);
  const title = form.editTitle(partner.name);
  const now =
    conflict &&
    Object.fromEntries(conflict.both.map((field) => [field, fieldText(view, conflict.stored, field)]));
  const wrong = conflict !== undefined || isWrong(errors);
  return (
    <ConsoleLayout view={view} title={wrong ? view.m.errors.title(title) : title} here="partners">
      <div class="sheet">
        <p>
          <a href={address}>{backTo(partner.name)}</a>
        </p>
        <h1 dir="auto">{title}</h1>
        <PartnerErrorSummary {...props} />
        {conflict !== undefined && <Conflicting view={view} conflict={conflict} />}
        <form class="entry-form" method="post" action={`${address}/settings`} noValidate data-counts>
          <button class="away" type="submit" name="do" value="save" tabIndex={-1} aria-hidden="true" />
          <Hidden fields={{ version: String(version), base }} />
          <PartnerFields {...props} now={now} />
          <Buttons view={view} go={form.save} cancel={address} />
        </form>
      </div>
    </ConsoleLayout>
  );
}
