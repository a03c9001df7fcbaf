import { all } from './dom.js';
import { keepingFocus } from './renew.js';
import { type Merged, merge } from './rows.js';
import type { Speaker, WordKey } from './say.js';

interface RowListOptions {
  /** Id of the element whose children are the rows. */
  id: string;
  speaker: Speaker;
  /** What is said of a row that is there no longer. */
  gone?: WordKey;
  /** Called with each row that was put there, so that what the script adds to rows can be added anew. */
  onRow?: (row: HTMLElement) => void;
}

/** Rows that are read anew without moving: what changed is marked, what is gone is greyed. */
export interface RowList {
  rows(): HTMLElement[];
  /** Ids of the rows that are still there. */
  ids(): string[];
  row(id: string): HTMLElement | undefined;
  link(id: string): HTMLElement | undefined;
  /** The row that has the focus. */
  focused(): string | undefined;
  /**
   * Takes rows of a page that was read anew. `by` names who changed it, where it was somebody else.
   * `order: 'theirs'` takes the list as it is now; else rows stay, and fresh ones are left out.
   */
  take(page: Document, about: { by: string | undefined; order: 'kept' | 'theirs' }): Merged;
  /** Takes the mark off a row that was looked at. */
  seen(id: string): void;
}

export function createRowList({ id: listId, speaker, gone = 'gone', onRow }: RowListOptions): RowList {
  const marks = new Map<string, string>();
  /** Each row as it was served: one that is served alike again stays, with the focus and what it shows. */
  const served = new Map<string, string>();
  const list = () => document.getElementById(listId);
  const rowsOf = (root: ParentNode | null) => (root === null ? [] : all(':scope > [data-row]', root));
  const idOf = (row: HTMLElement) => row.dataset.row ?? '';
  const isGone = (row: HTMLElement) => row.classList.contains('row-gone');

  const markOf = (by: string) =>
    by === '' ? speaker.word('changedByThem') : speaker.word('changedBy', { name: by });

  function dress(row: HTMLElement): void {
    const mark = marks.get(idOf(row));
    const place = row.querySelector('[data-mark]');
    if (mark !== undefined && place !== null) place.textContent = mark;
    row.classList.toggle('row-changed', mark !== undefined);
    onRow?.(row);
  }

  function leave(row: HTMLElement, by: string | undefined): void {
    if (isGone(row)) return;
    row.classList.add('row-gone');
    const place = row.querySelector('[data-mark]');
    const words = by === undefined || by === '' ? speaker.word(gone) : speaker.word('goneBy', { name: by });
    if (place !== null) place.textContent = words;
  }

  for (const row of rowsOf(list())) served.set(idOf(row), row.outerHTML);

  return {
    rows: () => rowsOf(list()),
    ids: () =>
      rowsOf(list())
        .filter((row) => !isGone(row))
        .map(idOf),
    row: (id) => rowsOf(list()).find((row) => idOf(row) === id),
    link: (id) => document.getElementById(`open-${id}`) ?? undefined,
    focused: () => {
      const row = document.activeElement?.closest<HTMLElement>('[data-row]');
      return row?.parentElement?.id === listId ? row.dataset.row : undefined;
    },
    take(page, { by, order }) {
      const now = rowsOf(page.getElementById(listId));
      const shown = rowsOf(list());
      const merged = merge(shown.map(idOf), now.map(idOf));
      keepingFocus(() => {
        const sameAsShown = (row: HTMLElement) =>
          served.get(idOf(row)) === row.outerHTML
            ? shown.find((one) => idOf(one) === idOf(row) && !isGone(one) && one.ariaBusy !== 'true')
            : undefined;
        for (const row of now) {
          const old = shown.find((one) => idOf(one) === idOf(row));
          if (by !== undefined && old?.dataset.version !== row.dataset.version)
            marks.set(idOf(row), markOf(by));
          if (by === undefined && old?.dataset.version !== row.dataset.version) marks.delete(idOf(row));
        }
        const next = now.map((row) => sameAsShown(row) ?? row);
        for (const row of now) served.set(idOf(row), row.outerHTML);
        if (order === 'theirs') list()?.replaceChildren(...next);
        else {
          for (const old of shown) {
            const row = next.find((one) => idOf(one) === idOf(old));
            if (row === undefined) leave(old, by);
            else if (row !== old) old.replaceWith(row);
          }
        }
        for (const row of rowsOf(list())) if (!isGone(row)) dress(row);
      });
      return merged;
    },
    seen(id) {
      if (!marks.delete(id)) return;
      const row = rowsOf(list()).find((one) => idOf(one) === id);
      row?.classList.remove('row-changed');
      row?.querySelector('[data-mark]')?.replaceChildren();
    },
  };
}
