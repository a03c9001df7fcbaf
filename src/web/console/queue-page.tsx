import { atLeast } from '../../access.js';
import type { QueueResponse } from '../../review/contract.js';
import type { View } from '../view.js';
import { BulkDialogs } from './bulk-dialogs.js';
import { KeysDialog } from './keys-dialog.js';
import { ConsoleLayout } from './layout.js';
import { challengeAddress, isFiltered, type QueueFilter, queueAddress } from './queue-query.js';
import { QueueRow } from './queue-rows.js';
import { ScriptFrame } from './script-frame.js';

interface Props {
  view: View;
  filter: QueueFilter;
  answer: QueueResponse;
  people: readonly { id: string; name: string }[];
  now: number;
}

interface Choice {
  value: string;
  label: string;
}

function Select(props: { name: string; label: string; chosen: string; choices: readonly Choice[] }) {
  const { name, label, chosen, choices } = props;
  return (
    <div class="field">
      <label class="label" for={`filter-${name}`}>
        {label}
      </label>
      <select id={`filter-${name}`} name={name}>
        {choices.map(({ value, label: words }) => (
          <option key={value} value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

const choicesOf = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

function Filters({ view, filter }: Props) {
  const { filter: m, status } = view.m.review;
  const { format } = view.m;
  const any = { value: '', label: m.any };
  const sorted = (choices: Choice[]) => choices.sort((a, b) => a.label.localeCompare(b.label, format.locale));
  const sectors = sorted(view.taxonomy.sectors.map(({ id, labels }) => ({ value: id, label: labels.en })));
  const countries = sorted(
    view.taxonomy.countryCodes.map((code) => ({ value: code, label: format.countryName(code) })),
  );
  return (
    <form class="sift" method="get" action="/console" aria-label={m.label}>
      <div class="field field-words">
        <label class="label" for="filter-q">
          {m.words}
        </label>
        <input id="filter-q" name="q" type="search" dir="auto" maxLength={200} value={filter.q} />
      </div>
      <Select
        name="status"
        label={m.status}
        chosen={filter.status}
        choices={choicesOf({ open: m.open, ...status, all: m.all })}
      />
      <Select name="assigned" label={m.assigned} chosen={filter.assigned} choices={choicesOf(m.assignees)} />
      <Select name="sector" label={m.sector} chosen={filter.sector} choices={[any, ...sectors]} />
      <Select name="country" label={m.country} chosen={filter.country} choices={[any, ...countries]} />
      <Select
        name="late"
        label={m.late}
        chosen={filter.late}
        choices={[{ value: '', label: m.lates.any }, ...choicesOf({ yes: m.lates.yes, no: m.lates.no })]}
      />
      <Select name="order" label={m.order} chosen={filter.order} choices={choicesOf(m.orders)} />
      <button class="button" type="submit">
        {m.apply}
      </button>
    </form>
  );
}

function Empty({ view, filter }: Props) {
  const { queue } = view.m.review;
  const filtered = isFiltered(filter);
  return (
    <div class="empty">
      <h2>{filtered ? queue.noneTitle : queue.emptyTitle}</h2>
      <p>{filtered ? queue.none : queue.empty}</p>
      {filtered && (
        <a class="button" href="/console">
          {queue.whole}
        </a>
      )}
    </div>
  );
}

function Table({ view, filter, answer, now }: Props) {
  const { column, caption } = view.m.review.queue;
  return (
    <div class="table-box">
      <table class="table table-stack queue-table">
        <caption class="away">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="away">{column.select}</span>
            </th>
            <th scope="col">{column.challenge}</th>
            <th scope="col">{column.waiting}</th>
            <th scope="col">{column.promise}</th>
            <th scope="col">{column.matches}</th>
            <th scope="col">{column.inHand}</th>
            <th scope="col">{column.task}</th>
          </tr>
        </thead>
        <tbody data-rows id="queue-rows">
          {answer.items.map((item) => (
            <QueueRow
              key={item.id}
              view={view}
              now={now}
              item={item}
              address={challengeAddress(item.id, filter)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pages({ view, filter, answer }: Props) {
  const { queue } = view.m.review;
  if (filter.cursor === '' && answer.nextCursor === undefined) return null;
  return (
    <nav class="pages" aria-label={queue.pages}>
      {filter.cursor !== '' && (
        <a class="button" href={queueAddress(filter, { cursor: '' })}>
          {queue.first}
        </a>
      )}
      {answer.nextCursor !== undefined && (
        <a class="button" href={queueAddress(filter, { cursor: answer.nextCursor })} rel="next">
          {queue.next}
        </a>
      )}
    </nav>
  );
}

/** What can be done with all that is selected; shown while something is. */
function BulkBar({ view }: { view: View }) {
  const { bulk } = view.m.review;
  return (
    <fieldset class="bulk-bar" id="bulk" hidden>
      <legend class="away">{bulk.label}</legend>
      <strong data-chosen />
      <div class="buttons">
        <button class="button" type="button" data-act="bulk-assign">
          {bulk.assign} <kbd>g</kbd>
        </button>
        <button class="button" type="button" data-act="bulk-approve">
          {bulk.approve} <kbd>s</kbd>
        </button>
        <button class="button button-danger" type="button" data-act="bulk-decline">
          {bulk.decline} <kbd>d</kbd>
        </button>
        <button class="button button-quiet" type="button" data-act="bulk-clear">
          {bulk.clear}
        </button>
      </div>
    </fieldset>
  );
}

/** The queue: who waits for how long, and who is on it. */
export function QueuePage(props: Props) {
  const { view, answer } = props;
  const { queue, act } = view.m.review;
  const staff = view.person !== undefined && atLeast(view.person.role, 'staff');
  return (
    <ConsoleLayout view={view} title={queue.title} here="queue">
      <ScriptFrame view={view} page="queue" lastEventId={answer.lastEventId} />
      <div class="head">
        <h1 id="queue-heading" tabIndex={-1}>
          {queue.title}
        </h1>
        <span class="quiet" id="queue-count" data-part>
          {queue.count(answer.total)}
        </span>
        <div class="head-end">
          <button class="button button-quiet" type="button" data-act="keys">
            {act.keys} <kbd>?</kbd>
          </button>
        </div>
      </div>
      <Filters {...props} />
      <div id="notices" />
      <button class="button fresh" type="button" id="fresh" data-act="fresh" hidden />
      <div id="queue-list" data-list="queue">
        {answer.items.length === 0 ? <Empty {...props} /> : <Table {...props} />}
        <Pages {...props} />
      </div>
      {staff && (
        <>
          <BulkBar view={view} />
          <BulkDialogs view={view} people={props.people} />
        </>
      )}
      <KeysDialog view={view} page="queue" />
    </ConsoleLayout>
  );
}
