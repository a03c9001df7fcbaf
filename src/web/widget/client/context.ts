import type { Api } from './api.js';
import type { Settings } from './settings.js';
import type { Words } from './words.js';

/** An entry to be opened: what is known of it before it is asked for. */
export interface Opened {
  id: string;
  kind: 'case-study' | 'provider';
  title: string;
  language?: string | undefined;
  /** Address of its page on the site. */
  page: string;
}

/** What every part of one widget shares. */
export interface Context {
  words: Words;
  settings: Settings;
  api: Api;
  /** Says something to those who listen to the page. */
  say(text: string): void;
  /** Tells the host page. @returns false where it wants to do itself what would follow. */
  emit(name: 'search' | 'select' | 'submit', detail: object, cancelable?: boolean): boolean;
  /** Opens an entry in place; the focus comes back to `from`. */
  open(entry: Opened, from: HTMLElement): void;
}

/** An address on the site; what is no address there leads to its start page. */
export function onSite({ settings }: Context, path: string): string {
  const { base } = settings;
  if (base === undefined) return '#';
  return URL.canParse(path, base) && new URL(path, base).protocol.startsWith('http')
    ? new URL(path, base).href
    : base;
}
