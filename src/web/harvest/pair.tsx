import type { Harvested } from '../../harvest/contract.js';
import { Hidden } from '../accounts/fields.js';
import { Table } from '../records/table.js';
import { catalogueAddress } from '../upkeep/addresses.js';
import { fieldText } from '../upkeep/fields.js';
import { differing, type EntryField, FIELDS, valuesOf } from '../upkeep/form.js';
import { StatusBadge } from '../upkeep/list-page.js';
import type { View } from '../view.js';

/** Fields that are always shown; of the others it is told whether they differ. */
const SHOWN: ReadonlySet<EntryField> = new Set([
  ...([
    'title',
    'name',
    'summary',
    'description',
    'city',
    'country',
    'year',
    'sourceUrl',
    'website',
  ] as const),
]);

type Ours = Harvested['ours'][number];

/** An entry of another site beside ours, with what is to be decided. */
export function Pair({ view, one }: { view: View; one: Harvested }) {
  const m = view.m.harvest;
  const { title, name } = one.theirs;
  const called = String(title ?? name ?? one.theirId);
  const heading = `pair-${one.id}`;
  return (
    <section class="panel" aria-labelledby={heading}>
      <h3 id={heading} dir="auto">
        {called}
      </h3>
      <p class="hint">
        {m.from(one.source.name, view.m.format.date(new Date(one.fetchedAt)))}{' '}
        <a href={one.theirAddress}>{m.theirPage}</a>
      </p>
      {one.notice !== undefined && (
        <p>
          <span class="badge badge-late">{m.noticeTitle[one.notice]}</span> {m.notice[one.notice]}
        </p>
      )}
      {one.ours.length === 0 && <p>{m.gone}</p>}
      {one.ours.map((ours) => (
        <Beside key={ours.id} view={view} one={one} ours={ours} />
      ))}
      <form class="buttons" method="post" action="/console/harvest">
        <Hidden fields={{ do: one.notice === undefined ? 'different' : 'noted', id: one.id }} />
        {one.notice === undefined ? (
          <button class="button" type="submit" aria-label={m.differentAs(called)}>
            {m.different}
          </button>
        ) : (
          <button class="button" type="submit">
            {m.noted}
          </button>
        )}
      </form>
    </section>
  );
}

function Beside({ view, one, ours }: { view: View; one: Harvested; ours: Ours }) {
  const m = view.m.harvest;
  const { labels } = view.m.upkeep.form;
  const { kind } = one;
  const [there, here] = [one.theirs, ours.entry].map((working) => valuesOf({ kind, working }));
  if (there === undefined || here === undefined) return null;
  const others = differing(kind, there, here).filter((field) => !SHOWN.has(field));
  return (
    <div class="pair">
      <p>
        <a href={catalogueAddress(ours.id)}>{m.ourPage}</a> <StatusBadge view={view} status={ours.status} />{' '}
        {ours.why.length > 0 && m.likeness(ours.why.map((why) => m.why[why]))}
      </p>
      <Table columns={[m.field, m.theirs, m.ours]}>
        {FIELDS[kind]
          .filter((field) => SHOWN.has(field))
          .map((field) => (
            <tr key={field}>
              <th scope="row">{labels[field]}</th>
              <td data-label={m.theirs} dir="auto">
                {fieldText(view, there, field)}
              </td>
              <td data-label={m.ours} dir="auto">
                {fieldText(view, here, field)}
              </td>
            </tr>
          ))}
      </Table>
      {others.length > 0 && <p class="hint">{m.alsoDiffers(others.map((field) => labels[field]))}</p>}
      {one.notice === undefined && (
        <form class="buttons" method="post" action="/console/harvest">
          <Hidden fields={{ do: 'same', id: one.id, entryId: ours.id }} />
          <button class="button button-main" type="submit" aria-label={m.sameAs(ours.title)}>
            {m.same}
          </button>
        </form>
      )}
    </div>
  );
}
