import { OPEN } from '../../challenges/states.js';
import type { QueueItem } from '../../review/contract.js';
import { placeName, sectorLabel, type View } from '../view.js';

/** When the page is made: every duration on it is measured from here. */
export interface Now {
  view: View;
  now: number;
}

const isOpen = (item: QueueItem) => OPEN.includes(item.status);

/** Time left to what was promised, or by how much it is late: in words, with a shape. */
export function Promised({ view, now, item }: Now & { item: QueueItem }) {
  const { queue, moment, duration } = view.m.review;
  if (!isOpen(item)) return <span class="quiet">{queue.noPromise}</span>;
  const due = new Date(item.dueAt);
  const left = due.getTime() - now;
  const late = item.late || left < 0;
  return (
    <time
      class={late ? 'badge badge-late' : 'badge badge-wait'}
      dateTime={item.dueAt}
      title={queue.promised(moment(due))}
    >
      {late ? queue.late(duration(Math.abs(left))) : queue.left(duration(left))}
    </time>
  );
}

/** How long it has waited since it was submitted. */
export function Waiting({ view, now, item }: Now & { item: QueueItem }) {
  const { moment, duration } = view.m.review;
  const since = new Date(item.submittedAt);
  return (
    <time dateTime={item.submittedAt} title={moment(since)}>
      {duration(now - since.getTime())}
    </time>
  );
}

/** The state of a challenge that does not wait for an answer, as a badge. */
export function StatusBadge({ view, item }: { view: View; item: QueueItem }) {
  const shape = { received: 'wait', proposed: 'wait', published: 'good', closed: 'gone' };
  const kind = item.status in shape ? shape[item.status as keyof typeof shape] : 'gone';
  return <span class={`badge badge-${kind}`}>{view.m.review.status[item.status]}</span>;
}

/** Counts of matches by state, in words; what is nought is left out. */
function countsOf({ m }: View, { matches, approvals, approvalsNeeded }: QueueItem): string[] {
  const { queue } = m.review;
  const parts: string[] = [];
  if (matches.proposed > 0) {
    const strong = matches.high > 0 ? ` (${queue.high(matches.high)})` : '';
    parts.push(queue.proposed(matches.proposed) + strong);
  }
  if (matches.approved > 0) parts.push(queue.approved(matches.approved));
  if (matches.rejected > 0) parts.push(queue.rejected(matches.rejected));
  if (parts.length === 0) parts.push(queue.noMatches);
  if (approvalsNeeded > 1) parts.push(queue.approvals(approvals, approvalsNeeded));
  return parts;
}

/** A person's name, or "You". */
export function nameOf(view: View, person: { id: string; name: string } | undefined): string {
  const { queue } = view.m.review;
  if (person === undefined) return queue.nobody;
  return person.id === view.person?.id ? queue.you : person.name;
}

/** Where it comes from, and its sectors. */
export function placeLine(view: View, item: QueueItem): string {
  return placeName(view, item.city, item.country);
}

function sectorLine(view: View, item: QueueItem): string {
  return item.sectors.map((id) => sectorLabel(view, id)).join('; ');
}

/** One line of the whole queue: a row of the table. */
export function QueueRow({ view, now, item, address }: Now & { item: QueueItem; address: string }) {
  const { queue, clock } = view.m.review;
  return (
    <tr id={`row-${item.id}`} data-row={item.id} data-version={item.version}>
      <td class="cell-select">
        <label class="select-box">
          <input type="checkbox" data-select={item.id} aria-label={queue.select(item.title)} />
        </label>
      </td>
      <th scope="row" class="cell-title">
        <a id={`open-${item.id}`} href={address} data-open dir="auto">
          {item.title}
        </a>
        <span class="row-line">{placeLine(view, item)}</span>
        <span class="row-line">{sectorLine(view, item)}</span>
        <span class="row-mark" data-mark />
      </th>
      <td class="nowrap" data-label={queue.column.waiting}>
        <Waiting view={view} now={now} item={item} />
      </td>
      <td data-label={queue.column.promise}>
        {isOpen(item) ? (
          <Promised view={view} now={now} item={item} />
        ) : (
          <StatusBadge view={view} item={item} />
        )}
      </td>
      <td data-label={queue.column.matches}>
        {countsOf(view, item).map((part) => (
          <span key={part} class="row-count">
            {part}
          </span>
        ))}
        {item.questions > 0 && <span class="badge badge-wait">{queue.questions(item.questions)}</span>}
      </td>
      <td data-label={queue.column.inHand} class={item.claimedBy === undefined ? 'nobody' : undefined}>
        {nameOf(view, item.claimedBy)}
        {item.claimedUntil !== undefined && (
          <span class="row-line">{queue.until(clock(new Date(item.claimedUntil)))}</span>
        )}
      </td>
      <td data-label={queue.column.task} class={item.assignedTo === undefined ? 'nobody' : undefined}>
        {nameOf(view, item.assignedTo)}
      </td>
    </tr>
  );
}

/** One line of the queue beside a challenge: what is needed to choose the next one. */
export function QueueLine(props: Now & { item: QueueItem; address: string; here: boolean }) {
  const { view, now, item, address, here } = props;
  const { queue } = view.m.review;
  return (
    <li id={`row-${item.id}`} data-row={item.id} data-version={item.version}>
      <a id={`open-${item.id}`} href={address} data-open aria-current={here ? 'page' : undefined}>
        <span class="line-title" dir="auto">
          {item.title}
        </span>
        <span class="row-line">{placeLine(view, item)}</span>
        <span class="line-end">
          {isOpen(item) ? (
            <Promised view={view} now={now} item={item} />
          ) : (
            <StatusBadge view={view} item={item} />
          )}
          <span class="row-count">
            {item.matches.proposed > 0 ? queue.proposed(item.matches.proposed) : countsOf(view, item)[0]}
          </span>
        </span>
        {item.claimedBy !== undefined && item.claimedBy.id !== view.person?.id && (
          <span class="row-line">
            {queue.column.inHand}: {item.claimedBy.name}
          </span>
        )}
        <span class="row-mark" data-mark />
      </a>
    </li>
  );
}
