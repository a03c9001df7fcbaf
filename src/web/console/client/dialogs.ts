import { all, byId, isTyping } from './dom.js';

/** Sends a dialog's form: `undefined` closes it, a text is the problem that keeps it open. */
export type Submit = (form: FormData, dialog: HTMLDialogElement) => Promise<string | undefined>;

/** The questions in front of the page. */
export interface Dialogs {
  /** Opens one, with its fields as they were served; `prepare` fills them. */
  open(name: string, prepare?: (dialog: HTMLDialogElement) => void): void;
  close(name: string): void;
  /** Whether any of them is in front of the page. */
  isOpen(): boolean;
  current(): HTMLDialogElement | undefined;
  /** Whether something was typed or chosen in it since it was opened. */
  isTouched(): boolean;
  /** What a dialog's form does. */
  on(name: string, submit: Submit): void;
  /** Shows a problem in the dialog that is open. */
  problem(text: string): void;
}

export function createDialogs({ afterClose }: { afterClose: () => void }): Dialogs {
  const handlers = new Map<string, Submit>();
  let touched = false;
  const dialogOf = (name: string) => byId(`dialog-${name}`, HTMLDialogElement);
  const current = () => all('dialog[open]').find((one) => one instanceof HTMLDialogElement);

  function problem(text: string): void {
    const place = current()?.querySelector('.ask-problem');
    if (place !== null && place !== undefined) place.textContent = text;
  }

  function open(name: string, prepare?: (dialog: HTMLDialogElement) => void): void {
    const dialog = dialogOf(name);
    if (dialog === undefined || current() !== undefined) return;
    dialog.querySelector('form')?.reset();
    dialog.querySelector('.ask-problem')?.replaceChildren();
    prepare?.(dialog);
    touched = false;
    dialog.showModal();
    const first =
      dialog.querySelector<HTMLElement>('[data-first]') ??
      dialog.querySelector<HTMLElement>('input[type="radio"]:checked') ??
      dialog.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, button');
    first?.focus();
  }

  /** Closes it with the focus outside at once: the browser takes it out of a closed dialog only later. */
  function shut(dialog: HTMLDialogElement | null | undefined): void {
    if (dialog?.open !== true) return;
    dialog.close();
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && dialog.contains(focused)) focused.blur();
    afterClose();
  }

  async function submit(dialog: HTMLDialogElement, form: HTMLFormElement, by: HTMLElement | null) {
    const handler = handlers.get(form.dataset.form ?? '');
    if (handler === undefined) {
      shut(dialog);
      return;
    }
    if (form.ariaBusy === 'true') return;
    form.ariaBusy = 'true';
    try {
      const wrong = await handler(new FormData(form, by), dialog);
      if (wrong === undefined) shut(dialog);
      else problem(wrong);
    } finally {
      form.ariaBusy = null;
    }
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.form === undefined) return;
    event.preventDefault();
    const dialog = form.closest('dialog');
    if (dialog !== null) void submit(dialog, form, event.submitter);
  });
  document.addEventListener('input', () => {
    touched = true;
  });
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-close]') !== null) {
      shut(target.closest('dialog'));
    }
  });
  // Closed by the browser, as by a gesture of a phone: the event does not bubble, but is captured.
  document.addEventListener('close', () => afterClose(), { capture: true });
  document.addEventListener('keydown', (event) => {
    const dialog = current();
    if (dialog === undefined) return;
    // Enter begins a new line in a longer text: with Ctrl it goes ahead from there as well.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      dialog.querySelector('form')?.requestSubmit();
      return;
    }
    // The browser closes a little later by itself: the next key would still fall into the dialog.
    if (event.key === 'Escape') {
      event.preventDefault();
      shut(dialog);
      return;
    }
    if (isTyping(document.activeElement)) return;
    if (event.ctrlKey || event.altKey || event.metaKey || !/^\d$/.test(event.key)) return;
    const choice = dialog.querySelector<HTMLInputElement>(`input[data-key="${event.key}"]`);
    if (choice === null) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
  });

  return {
    open,
    close: (name) => shut(dialogOf(name)),
    isOpen: () => current() !== undefined,
    current: () => {
      const dialog = current();
      return dialog instanceof HTMLDialogElement ? dialog : undefined;
    },
    isTouched: () => touched,
    on: (name, handler) => handlers.set(name, handler),
    problem,
  };
}
