import { readBulk, send } from './api.js';
import { failureText } from './challenge-changes.js';
import { createDialogs } from './dialogs.js';
import { all, byId } from './dom.js';
import { listenToKeys } from './keyboard.js';
import { type Fresh, fetchPage, replaceIfChanged, swapParts } from './renew.js';
import { createRowList } from './row-list.js';
import { step } from './rows.js';
import type { Speaker } from './say.js';
import { watch } from './watch.js';

/** Brings the page of the queue to life. */
export function startQueue(speaker: Speaker): void {
  const selected = new Set<string>();
  const titles = new Map<string, string>();
  const list = createRowList({
    id: 'queue-rows',
    speaker,
    onRow: (row) => {
      const box = row.querySelector<HTMLInputElement>('[data-select]');
      if (box !== null) box.checked = selected.has(row.dataset.row ?? '');
    },
  });
  /** The row that had the focus last: where it goes back to when its own was replaced. */
  let last: string | undefined;
  document.addEventListener('focusin', () => {
    last = list.focused() ?? last;
  });
  const focusRow = () => {
    const row = (last === undefined ? undefined : list.link(last)) ?? list.rows()[0]?.querySelector('a');
    (row ?? byId('queue-heading', HTMLElement))?.focus();
  };
  const dialogs = createDialogs({
    afterClose: () => {
      if (document.activeElement === null || document.activeElement === document.body) focusRow();
    },
  });

  /** Nothing on show moves; what is new is offered, or shown at once where nothing is on show. */
  async function renew(by: string | undefined, order: 'kept' | 'theirs' = 'kept'): Promise<Fresh> {
    const fresh = await fetchPage(location.href);
    if (typeof fresh === 'string') return fresh;
    swapParts(fresh.page);
    const button = document.getElementById('fresh');
    const next = fresh.page.getElementById('queue-list');
    const empty = list.rows().length === 0 || next?.querySelector('[data-row]') === null;
    if (order === 'theirs' || (list.rows().length === 0 && next !== null)) {
      const old = document.getElementById('queue-list');
      if (next !== null && old !== null) replaceIfChanged(old, next);
      keep();
      if (button !== null) button.hidden = true;
      return fresh;
    }
    const merged = list.take(fresh.page, { by, order: 'kept' });
    for (const id of merged.gone) select(id, false);
    if (button !== null) {
      button.hidden = merged.fresh.length === 0 || empty;
      const count = merged.fresh.length;
      button.textContent = speaker.word(count === 1 ? 'freshOne' : 'fresh', { count });
    }
    return fresh;
  }

  /** After the whole list was replaced: what is selected and still there stays so. */
  function keep(): void {
    const ids = new Set(list.ids());
    for (const id of selected) if (!ids.has(id)) selected.delete(id);
    for (const id of selected) select(id, true);
    showBulk();
  }

  function select(id: string, on: boolean): void {
    if (on) selected.add(id);
    else selected.delete(id);
    const row = list.row(id);
    row?.classList.toggle('selected', on);
    const box = row?.querySelector<HTMLInputElement>('[data-select]');
    if (box !== null && box !== undefined) box.checked = on;
    titles.set(id, row?.querySelector('[data-open]')?.textContent ?? id);
    showBulk();
  }

  function showBulk(): void {
    const bar = document.getElementById('bulk');
    if (bar === null) return;
    bar.hidden = selected.size === 0;
    const count = bar.querySelector('[data-chosen]');
    if (count !== null) count.textContent = speaker.word('selected', { count: selected.size });
  }

  /** Does something to all that is selected, and shows what was refused, and why. */
  async function bulk(action: Record<string, unknown>): Promise<string | undefined> {
    const ids = [...selected];
    const outcome = await send('POST', '/v1/review/bulk', { challengeIds: ids, action });
    if (outcome.kind !== 'done') return failureText(speaker, outcome);
    const { done, refused } = readBulk(outcome.body);
    for (const id of done) select(id, false);
    await renew(undefined);
    dialogs.current()?.close();
    const words = speaker.word('bulkDone', { count: done.length, refused: refused.length });
    dialogs.open('bulk-result', (dialog) => showResult(dialog, words, refused, titles));
    return undefined;
  }

  dialogs.on('bulk-assign', (form) => {
    const person = form.get('person');
    return bulk({ do: 'assign', personId: typeof person === 'string' && person !== '' ? person : null });
  });
  dialogs.on('bulk-decline', async (form) => {
    const reason = form.get('reason');
    if (typeof reason !== 'string') return speaker.word('chooseReason');
    return bulk({ do: 'decline', reason, note: form.get('note') ?? '' });
  });

  const commands = commandsOf();
  function commandsOf(): Record<string, () => void> {
    const go = (by: 1 | -1) => {
      const id = step(
        list.rows().map((row) => row.dataset.row ?? ''),
        list.focused(),
        by,
      );
      if (id === undefined) return;
      list.link(id)?.focus();
      list.seen(id);
    };
    const withSelected = (run: () => void) => () => {
      if (selected.size > 0) run();
    };
    return {
      next: () => go(1),
      previous: () => go(-1),
      select() {
        const id = list.focused();
        if (id === undefined || list.row(id)?.querySelector('[data-select]') === null) return;
        select(id, !selected.has(id));
        speaker.say('selected', { count: selected.size });
      },
      'bulk-assign': withSelected(() => dialogs.open('bulk-assign')),
      'bulk-approve': withSelected(() => {
        void bulk({ do: 'approve-high' }).then((problem) => {
          if (problem !== undefined) speaker.tell(problem, true);
        });
      }),
      'bulk-decline': withSelected(() => dialogs.open('bulk-decline')),
      'bulk-clear': () => {
        for (const id of [...selected]) select(id, false);
        focusRow();
      },
      words: () => document.getElementById('filter-q')?.focus(),
      fresh: () => {
        void renew(undefined, 'theirs').then(() =>
          list.rows()[0]?.querySelector<HTMLElement>('[data-open]')?.focus(),
        );
      },
      keys: () => dialogs.open('keys'),
    };
  }

  listenToKeys({ page: 'queue', speaker, dialog: dialogs.isOpen, run: (command) => commands[command]?.() });
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.select !== undefined) {
      select(target.dataset.select, target.checked);
    }
  });
  watch({ speaker, renew: ({ by }) => renew(by) });
}

function showResult(
  dialog: HTMLDialogElement,
  words: string,
  refused: readonly { id: string; why: string }[],
  titles: ReadonlyMap<string, string>,
): void {
  const place = dialog.querySelector('#bulk-done');
  if (place !== null) place.textContent = words;
  const box = dialog.querySelector<HTMLElement>('#bulk-refused-box');
  if (box !== null) box.hidden = refused.length === 0;
  const lines = refused.map(({ id, why }) => {
    const line = document.createElement('li');
    const title = document.createElement('strong');
    title.textContent = titles.get(id) ?? id;
    line.append(title, `: ${why}`);
    return line;
  });
  all('#bulk-refused', dialog)[0]?.replaceChildren(...lines);
}
