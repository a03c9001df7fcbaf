import { type Changes, shownVersion } from './challenge-changes.js';
import type { Desk } from './desk.js';
import type { Dialogs } from './dialogs.js';
import { all, numberOf } from './dom.js';
import { fetchPage } from './renew.js';
import type { Speaker } from './say.js';

interface FormDeps {
  desk: Desk;
  dialogs: Dialogs;
  changes: Changes;
  speaker: Speaker;
  /** After a rejection was chosen for a match. */
  reject: (matchId: string, more: { reason: string; note: string }) => void;
  /** After the challenge has left the queue: what is to be said of it. */
  finished: (words: string) => void;
}

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

const title = () => document.getElementById('title')?.textContent ?? '';

/** Opens the questions about a challenge, and does what is answered. */
export interface Forms {
  reject(matchId: string): void;
  edit(matchId: string): void;
  note(): void;
  add(): void;
  publish(): void;
  /** Somebody else changed the challenge while a dialog is open: what is shown in it may be old. */
  changedBy(name: string): void;
}

export function createForms(deps: FormDeps): Forms {
  const { desk, dialogs, changes, speaker } = deps;
  /** The match and the version that the open dialog is about. */
  let about = { matchId: '', version: 0 };
  let key = '';
  const make = async (...change: Parameters<Changes['make']>) => (await changes.make(...change)).problem;

  dialogs.on('reject', async (form) => {
    const reason = text(form, 'reason');
    if (reason === '') return speaker.word('chooseReason');
    // Closing gives the focus back; the decision then takes it on.
    dialogs.close('reject');
    deps.reject(about.matchId, { reason, note: text(form, 'note') });
    return undefined;
  });
  dialogs.on('edit', (form) => {
    const { matchId, version } = about;
    const reasons = form.has('restore') ? null : editedReasons(form);
    const body = { version, reasons, note: text(form, 'note') };
    return make('PATCH', `/matches/${encodeURIComponent(matchId)}`, body, 'edited');
  });
  dialogs.on('note', (form) =>
    make('PATCH', '', { version: about.version, note: text(form, 'note') }, 'noted'),
  );
  dialogs.on('assign', (form) =>
    make('PUT', '/assignment', { personId: text(form, 'person') || null }, 'assigned'),
  );
  dialogs.on('message', async (form) => {
    const words = text(form, 'text');
    if (words === '') return speaker.word('writeSomething');
    return make('POST', '/messages', { kind: text(form, 'kind'), text: words }, 'sent');
  });
  dialogs.on('end', async (form) => {
    const reason = text(form, 'reason');
    if (reason === '') return speaker.word('chooseReason');
    const body = { version: shownVersion(), as: text(form, 'as'), reason, note: text(form, 'note') };
    const problem = await make('POST', '/end', body, 'ended');
    if (problem === undefined) deps.finished(speaker.word('ended', { title: title() }));
    return problem;
  });
  dialogs.on('publish', async () => {
    const body = { version: about.version, key };
    const words = { title: title() };
    const problem = await make('POST', '/publish', body, 'published', words);
    if (problem === undefined) deps.finished(speaker.word('published', words));
    // What is shown now is what the next try is about.
    about.version = shownVersion();
    return problem;
  });
  dialogs.on('add', async (form, dialog) => {
    return (await search(text(form, 'q'), dialog, speaker)) ?? '';
  });
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-add]') : null;
    if (button !== null) void add(button);
  });

  async function add(button: HTMLElement): Promise<void> {
    const before = new Set(desk.matches.rows().map((row) => row.dataset.row));
    const body = { entryId: button.dataset.add };
    const title = button.dataset.title ?? '';
    const { problem, shown } = await changes.make('POST', '/matches', body, 'added', { title });
    if (problem !== undefined) {
      dialogs.problem(problem);
      return;
    }
    await shown;
    dialogs.close('add');
    desk.choose(desk.matches.rows().find((row) => !before.has(row.dataset.row))?.dataset.row);
  }

  return {
    reject(matchId) {
      about = { matchId, version: 0 };
      dialogs.open('reject');
    },
    edit(matchId) {
      const template = document.querySelector<HTMLTemplateElement>(
        `template[data-edit="${CSS.escape(matchId)}"]`,
      );
      about = { matchId, version: numberOf(desk.matches.row(matchId), 'version') };
      dialogs.open('edit', (dialog) => {
        const fields = template?.content.cloneNode(true);
        if (fields !== undefined) dialog.querySelector('.ask-body')?.replaceChildren(fields);
      });
    },
    note() {
      about = { matchId: '', version: shownVersion() };
      dialogs.open('note', (dialog) => {
        const field = dialog.querySelector('textarea');
        const now = document.getElementById('note-text');
        if (field !== null) field.value = now?.dataset.note ?? '';
      });
    },
    add() {
      dialogs.open('add', (dialog) => dialog.querySelector('.found')?.remove());
    },
    publish() {
      about = { matchId: '', version: shownVersion() };
      key = crypto.getRandomValues(new Uint32Array(4)).join('-');
      dialogs.open('publish');
    },
    changedBy(name) {
      if (dialogs.current()?.id !== 'dialog-publish') return;
      about.version = shownVersion();
      dialogs.problem(speaker.word('changedHere', { name }));
    },
  };
}

/** The reasons with their words as edited; an emptied one is left out. */
function editedReasons(form: FormData): unknown[] {
  const texts = form.getAll('text');
  return form.getAll('reason').flatMap((reason, index) => {
    const words = texts[index];
    if (typeof reason !== 'string' || typeof words !== 'string' || words.trim() === '') return [];
    const whole: unknown = JSON.parse(reason);
    return typeof whole === 'object' && whole !== null ? [{ ...whole, text: words.trim() }] : [];
  });
}

/** Shows what a search for an entry found; the first that can be added has the focus then. */
async function search(
  words: string,
  dialog: HTMLDialogElement,
  speaker: Speaker,
): Promise<string | undefined> {
  const address = dialog.querySelector<HTMLElement>('[data-address]')?.dataset.address ?? '';
  const place = dialog.querySelector('#found');
  const fresh = await fetchPage(`${address}?q=${encodeURIComponent(words)}`);
  if (fresh === 'signed-out') return speaker.word('signedOut');
  if (fresh === 'away') return speaker.word('offline');
  const found = fresh.page.getElementById('found');
  if (found !== null) place?.replaceChildren(...found.childNodes);
  all('[data-add]', dialog)[0]?.focus();
  return undefined;
}
