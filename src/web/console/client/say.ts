import type { staffReviewDialogs } from '../../messages/staff/review-dialogs.js';

/** A sentence that the script can say. */
export type WordKey = keyof (typeof staffReviewDialogs)['script'];
type Filling = Readonly<Record<string, string | number>>;

/** How long what was said stays to be seen, in milliseconds; longer when something was not done. */
const SHOWN_MS = 6_000;
const REFUSED_MS = 20_000;

/** Puts values into `{…}`; a name without a value stays as it is. */
export function fill(words: string, values: Filling = {}): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Says what happened: to be seen, and to be heard. */
export interface Speaker {
  word(key: WordKey, values?: Filling): string;
  say(key: WordKey, values?: Filling): void;
  /** Says a text that is put together already. */
  tell(text: string, refused?: boolean): void;
  /** As `say`, for what was not done. */
  refuse(key: WordKey, values?: Filling): void;
}

/** @param words The sentences as the page gives them, JSON. */
export function createSpeaker(words: string): Speaker {
  const known = readWords(words);
  let hide: ReturnType<typeof setTimeout> | undefined;

  function show(text: string, refused: boolean): void {
    const live = document.getElementById('live');
    if (live !== null) live.textContent = text;
    const box = document.getElementById('said');
    if (box === null) return;
    box.textContent = text;
    box.classList.toggle('said-refused', refused);
    clearTimeout(hide);
    hide = setTimeout(() => box.replaceChildren(), refused ? REFUSED_MS : SHOWN_MS);
  }

  const word = (key: WordKey, values?: Filling) => fill(known.get(key) ?? key, values);
  return {
    word,
    tell: (text, refused = false) => show(text, refused),
    say: (key, values) => show(word(key, values), false),
    refuse: (key, values) => show(word(key, values), true),
  };
}

function readWords(json: string): Map<string, string> {
  const value: unknown = JSON.parse(json);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
