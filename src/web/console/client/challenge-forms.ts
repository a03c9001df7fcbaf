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
  /** Resolves when one's own changes are made and shown. */
  idle: () => Promise<void>;
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
  end(): void;
  publish(): void;
  /** Somebody else changed the challenge while a dialog is open: what is shown in it may be old. */
  changedBy(name: string): void;
}

export function createForms(deps: FormDeps): Forms {
  const { desk, dialogs, changes, speaker } = deps;
  /** The match and the version that the open dialog is about. */
  let about = { matchId: '', version: 0 };
  /** Resolves when that version is known. */
  let ready = Promise.resolve();
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
  dialogs.on('edit', async (form) => {
    await ready;
    const { matchId, version } = about;
    const reasons = form.has('restore') ? null : editedReasons(form);
    const body = { version, reasons, note: text(form, 'note') };
    return make('PATCH', `/matches/${encodeURIComponent(matchId)}`, body, 'edited');
  });
  dialogs.on('note', async (form) => {
    await ready;
    return make('PATCH', '', { version: about.version, note: text(form, 'note') }, 'noted');
  });
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
    await ready;
    const body = { version: about.version, as: text(form, 'as'), reason, note: text(form, 'note') };
    const problem = await make('POST', '/end', body, 'ended');
    if (problem === undefined) deps.finished(speaker.word('ended', { title: title() }));
    return problem;
  });
  dialogs.on('publish', async () => {
    // That of the preview: what is published is what is seen.
    const version = numberOf(document.getElementById('publish-part'), 'version');
    const body = { version, key };
    const words = { title: title() };
    const problem = await make('POST', '/publish', body, 'published', words);
    if (problem === undefined) deps.finished(speaker.word('published', words));
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

  /**
   * Opens a dialog on what is shown. One's own changes may still be on their way: what it shows and the version that
   * it rests on are those after them. What somebody else changed meanwhile under typed words stays a conflict.
   */
  function openOn(name: string, matchId: string, read: () => Base): void {
    const base = read();
    about = { matchId, version: base.version };
    dialogs.open(name, base.fill);
    const dialog = dialogs.current();
    ready = deps.idle().then(() => {
      const now = read();
      if (dialog === undefined || dialogs.current() !== dialog) return;
      if (now.source !== base.source) {
        if (dialogs.isTouched()) return;
        now.fill?.(dialog);
        dialog.querySelector('textarea')?.focus();
      }
      about.version = now.version;
    });
  }

  return {
    reject(matchId) {
      about = { matchId, version: 0 };
      dialogs.open('reject');
    },
    edit: (matchId) => openOn('edit', matchId, () => wordsOf(desk, matchId)),
    note: () => openOn('note', '', noteOf),
    end: () => openOn('end', '', () => ({ version: shownVersion(), source: '' })),
    add() {
      dialogs.open('add', (dialog) => dialog.querySelector('.found')?.remove());
    },
    publish() {
      // What is missing is known when all decisions are shown.
      void deps.idle().then(() => {
        key = crypto.getRandomValues(new Uint32Array(4)).join('-');
        dialogs.open('publish');
      });
    },
    changedBy(name) {
      if (dialogs.current()?.id !== 'dialog-publish') return;
      dialogs.problem(speaker.word('changedHere', { name }));
    },
  };
}

/** What a dialog begins from. */
interface Base {
  version: number;
  /** Tells whether it is another one now. */
  source: string;
  fill?: (dialog: HTMLDialogElement) => void;
}

/** The words of a match, as fields. */
function wordsOf(desk: Desk, matchId: string): Base {
  const selector = `template[data-edit="${CSS.escape(matchId)}"]`;
  const template = document.querySelector<HTMLTemplateElement>(selector);
  return {
    version: numberOf(desk.matches.row(matchId), 'version'),
    source: template?.innerHTML ?? '',
    fill(dialog) {
      const fields = template?.content.cloneNode(true);
      if (fields !== undefined) dialog.querySelector('.ask-body')?.replaceChildren(fields);
    },
  };
}

/** The note to the city. */
function noteOf(): Base {
  const note = document.getElementById('note-text')?.dataset.note ?? '';
  return {
    version: shownVersion(),
    source: note,
    fill(dialog) {
      const field = dialog.querySelector('textarea');
      if (field !== null) field.value = note;
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
