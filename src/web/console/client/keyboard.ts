import { byId, device, isTyping } from './dom.js';
import { type Command, commandOf, type PageKind } from './keys.js';
import type { Speaker } from './say.js';

const OFF = 'keys-off';

/** Turns keys, and buttons with `data-act`, into commands; keys can be turned off on this device. */
export function listenToKeys(options: {
  page: PageKind;
  speaker: Speaker;
  dialog: () => boolean;
  run: (command: string) => void;
}): void {
  const { page, speaker, dialog, run } = options;
  let on = device.get(OFF) !== 'yes';
  document.documentElement.classList.toggle('keys-off', !on);

  const box = byId('keys-on', HTMLInputElement);
  if (box !== undefined) {
    // The dialog resets its form when it opens: what is set here is what it resets to.
    box.defaultChecked = on;
    box.checked = on;
    box.addEventListener('change', () => {
      on = box.checked;
      box.defaultChecked = on;
      device.set(OFF, on ? undefined : 'yes');
      document.documentElement.classList.toggle('keys-off', !on);
      speaker.say(on ? 'keysOn' : 'keysOff');
    });
  }

  document.addEventListener('keydown', (event) => {
    const focused = document.activeElement;
    const command = commandOf(event, {
      page,
      on,
      typing: isTyping(focused),
      dialog: dialog(),
      inRows: focused === null || focused === document.body || focused.closest('[data-rows]') !== null,
    });
    if (command === undefined) return;
    event.preventDefault();
    run(command satisfies Command);
  });
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLElement>('[data-act]');
    // A link goes where it leads.
    if (button === null || button instanceof HTMLAnchorElement) return;
    run(button.dataset.act ?? '');
  });
}
