import { all, byId } from './dom.js';
import { type Fresh, fetchPage, replaceIfChanged, swapParts } from './renew.js';
import { createRowList, type RowList } from './row-list.js';
import { nextUndecided, step } from './rows.js';
import type { Speaker } from './say.js';

/** As in styles/desk.css. */
const ONE_COLUMN = '(max-width: 999px)';

/** Why the page is read anew. */
export interface RenewOptions {
  /** Who else changed the challenge: what they changed is marked, and no match moves. */
  by?: string | undefined;
  /** Who changed another challenge of the queue. */
  queueBy?: string | undefined;
  /** The queue is taken in the order that it has now. */
  queueOrder?: 'kept' | 'theirs';
}

/** A decision on its way. */
export interface Pending {
  /** It is saved: the mark goes with the next reading of the page. */
  saved(): void;
  /** It is not: the row is as it was. */
  failed(): void;
}

/** The challenge on show: its matches, the one that is chosen, and the queue beside it. */
export interface Desk {
  challengeId: string;
  matches: RowList;
  queue: RowList;
  chosen(): string | undefined;
  /** Shows a match's entry, and puts the focus on its row. */
  choose(id: string | undefined, focus?: boolean): void;
  /** The row a step from the chosen one. */
  stepFrom(by: 1 | -1): string | undefined;
  /** The next match without a decision, saved or on its way. */
  nextOpen(): string | undefined;
  title(id: string): string;
  /** Marks a match as being saved, also when its row is read anew meanwhile. */
  pending(id: string, status: 'approved' | 'rejected' | 'proposed'): Pending;
  /** Reads the page anew. */
  renew(about?: RenewOptions): Promise<Fresh>;
}

export function createDesk(challengeId: string, speaker: Speaker): Desk {
  const saving = new Map<string, { status: string; over: boolean }>();
  const matches = createRowList({ id: 'match-rows', speaker, gone: 'superseded', onRow: dressPending });
  const queue = createRowList({ id: 'queue-rows', speaker });
  let running = Promise.resolve();

  /** A row that was read before its decision was saved shows that it is on its way. */
  function dressPending(row: HTMLElement): void {
    const pending = saving.get(row.dataset.row ?? '');
    if (pending === undefined) return;
    row.dataset.pending = pending.status;
    row.ariaBusy = 'true';
    row.querySelector('.match-state')?.replaceChildren(speaker.word('saving'));
  }

  const chosen = () =>
    matches.rows().find((row) => row.querySelector('[aria-current]') !== null)?.dataset.row;

  function choose(id: string | undefined, focus = true): void {
    if (id === undefined) return;
    if (id !== chosen()) byId('panels', HTMLElement)?.scrollTo(0, 0);
    for (const row of matches.rows()) {
      const link = row.querySelector('[data-open]');
      if (row.dataset.row === id) link?.setAttribute('aria-current', 'true');
      else link?.removeAttribute('aria-current');
    }
    for (const panel of all('[data-panel]')) panel.hidden = panel.dataset.panel !== id;
    matches.seen(id);
    const address = new URL(location.href);
    address.searchParams.set('match', id);
    history.replaceState(null, '', address);
    const link = matches.link(id);
    link?.scrollIntoView({ block: 'nearest' });
    if (!focus) return;
    // In one column the entry stands below the list: there it is what is to be seen next.
    const title = document.getElementById(`panel-${id}-title`);
    if (!matchMedia(ONE_COLUMN).matches || title === null) link?.focus();
    else {
      title.focus({ preventScroll: true });
      title.closest('article')?.scrollIntoView({ block: 'start' });
    }
  }

  /** The panels of matches; those that did not change stay as they are. */
  function takePanels(page: Document): void {
    const place = document.getElementById('panels');
    const next = page.getElementById('panels');
    if (place === null || next === null) return;
    const id = chosen();
    for (const panel of all('[data-panel]', next)) {
      panel.hidden = panel.dataset.panel !== id;
      const old = document.getElementById(panel.id);
      if (old === null) place.append(panel);
      else replaceIfChanged(old, panel);
    }
  }

  function takeMatches(page: Document, by: string | undefined, order: 'kept' | 'theirs'): void {
    const before = chosen();
    const merged = matches.take(page, { by, order });
    const waits = order === 'kept' && (merged.reordered || merged.fresh.length > 0);
    const button = document.getElementById('new-order');
    if (button !== null) {
      button.hidden = !waits;
      button.textContent = speaker.word('newOrder');
    }
    takePanels(page);
    const now = chosen();
    if (before !== now || now === undefined) choose(matches.row(before ?? '') ? before : now, false);
  }

  function takeQueue(page: Document, by: string | undefined, order: 'kept' | 'theirs'): void {
    const { fresh } = queue.take(page, { by, order });
    const button = document.getElementById('fresh');
    if (button === null) return;
    button.hidden = order === 'theirs' || fresh.length === 0;
    button.textContent = speaker.word(fresh.length === 1 ? 'freshOne' : 'fresh', { count: fresh.length });
  }

  async function renewNow({ by, queueBy, queueOrder = 'kept' }: RenewOptions): Promise<Fresh> {
    const over = [...saving].filter(([, pending]) => pending.over);
    const fresh = await fetchPage(location.href);
    if (typeof fresh === 'string') return fresh;
    // It was erased meanwhile: the page that says so takes the place of this one.
    if (fresh.page.getElementById('head') === null) {
      location.reload();
      return fresh;
    }
    for (const [id, pending] of over) if (saving.get(id) === pending) saving.delete(id);
    swapParts(fresh.page);
    takeMatches(fresh.page, by, by === undefined ? 'theirs' : 'kept');
    takeQueue(fresh.page, queueBy ?? by, queueOrder);
    return fresh;
  }

  return {
    challengeId,
    matches,
    queue,
    chosen,
    choose,
    stepFrom: (by) =>
      step(
        matches.rows().map((row) => row.dataset.row ?? ''),
        matches.focused() ?? chosen(),
        by,
      ),
    nextOpen: () =>
      nextUndecided(
        matches.rows().map((row) => ({
          id: row.dataset.row ?? '',
          undecided:
            row.dataset.status === 'proposed' &&
            row.dataset.pending === undefined &&
            !row.classList.contains('row-gone'),
        })),
        chosen() ?? '',
      ),
    title: (id) => matches.row(id)?.dataset.title ?? '',
    pending(id, status) {
      const pending = { status, over: false };
      const words = () => matches.row(id)?.querySelector('.match-state');
      const before = words()?.textContent ?? '';
      saving.set(id, pending);
      const row = matches.row(id);
      if (row !== undefined) dressPending(row);
      return {
        saved() {
          pending.over = true;
        },
        failed() {
          if (saving.get(id) !== pending) return;
          saving.delete(id);
          const now = matches.row(id);
          delete now?.dataset.pending;
          if (now !== undefined) now.ariaBusy = null;
          words()?.replaceChildren(before);
        },
      };
    },
    renew(about = {}) {
      const result = running.then(() => renewNow(about));
      running = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
  };
}
