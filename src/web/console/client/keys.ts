/** What a key asks for. */
export type Command =
  | 'next'
  | 'previous'
  | 'next-challenge'
  | 'previous-challenge'
  | 'back'
  | 'approve'
  | 'reject'
  | 'reset'
  | 'undo'
  | 'edit'
  | 'note'
  | 'add'
  | 'up'
  | 'down'
  | 'claim'
  | 'assign'
  | 'message'
  | 'end'
  | 'publish'
  | 'select'
  | 'bulk-assign'
  | 'bulk-approve'
  | 'bulk-decline'
  | 'words'
  | 'keys';

export type PageKind = 'queue' | 'challenge';

/** A key as the browser tells of it. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
}

/** Where the focus is when it is pressed. */
export interface Situation {
  page: PageKind;
  /** Single keys are on (WCAG 2.2, 2.1.4). */
  on: boolean;
  /** In a field that takes text, or one of its own keys. */
  typing: boolean;
  /** A dialog is in front of the page. */
  dialog: boolean;
  /** In a list of rows, or nowhere: there arrows move the cursor; elsewhere they scroll. */
  inRows: boolean;
}

const BOTH: Readonly<Record<string, Command>> = { j: 'next', k: 'previous', '?': 'keys' };
const OF_PAGE: Readonly<Record<PageKind, Readonly<Record<string, Command>>>> = {
  queue: {
    ...BOTH,
    x: 'select',
    g: 'bulk-assign',
    s: 'bulk-approve',
    d: 'bulk-decline',
    '/': 'words',
  },
  challenge: {
    ...BOTH,
    ']': 'next-challenge',
    '[': 'previous-challenge',
    b: 'back',
    a: 'approve',
    r: 'reject',
    z: 'reset',
    0: 'reset',
    u: 'undo',
    e: 'edit',
    n: 'note',
    '+': 'add',
    '/': 'add',
    J: 'down',
    K: 'up',
    c: 'claim',
    g: 'assign',
    m: 'message',
    d: 'end',
    p: 'publish',
  },
};

/** What a key asks for here; `undefined` for a key that is the browser's, the field's or nobody's. */
export function commandOf(press: Press, at: Situation): Command | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined;
  if (at.typing || at.dialog) return undefined;
  // Arrows are no characters: they stay when single keys are off.
  if (at.inRows && press.key === 'ArrowDown') return 'next';
  if (at.inRows && press.key === 'ArrowUp') return 'previous';
  if (!at.on) return undefined;
  const keys = OF_PAGE[at.page];
  return Object.hasOwn(keys, press.key) ? keys[press.key] : undefined;
}
