import { announce, byId, copyOf } from './dom.js';

/** Milliseconds before a search shows that it is under way: shorter ones would only flicker. */
const SKELETON_AFTER = 200;

export interface Swap {
  /** Shows the page at `address` in place of this one's content, without leaving it. */
  go(address: string, options: SwapOptions): Promise<void>;
}

export interface SwapOptions {
  /** `push` adds to the history, `replace` changes its last step, `none` is for Back and Forward. */
  history: 'push' | 'replace' | 'none';
  /** Where the focus goes: the answer's heading, or the control that had it. */
  focus: 'answer' | 'keep';
}

/** Fetches pages and swaps them in; a newer request ends an older one. */
export function createSwap({ afterSwap }: { afterSwap: () => void }): Swap {
  let running: AbortController | undefined;
  let shown = pageOf(location.href);

  async function go(address: string, options: SwapOptions): Promise<void> {
    running?.abort();
    const own = new AbortController();
    running = own;
    const skeleton = setTimeout(() => showSearching(options), SKELETON_AFTER);
    try {
      const response = await fetch(address, { signal: own.signal, headers: { accept: 'text/html' } });
      const text = await response.text();
      clearTimeout(skeleton);
      if (own.signal.aborted) return;
      if (!(response.headers.get('content-type') ?? '').includes('text/html')) {
        show('failed');
        return;
      }
      if (options.history !== 'none') history[`${options.history}State`](null, '', address);
      shown = pageOf(location.href);
      place(text, options);
      afterSwap();
    } catch {
      clearTimeout(skeleton);
      if (!own.signal.aborted) show(navigator.onLine ? 'failed' : 'offline');
    }
  }

  /** A notice in the answer's place, with a button that tries once more what was asked for. */
  function show(template: 'failed' | 'offline'): void {
    const notice = copyOf(template);
    const title = notice.querySelector('h2')?.textContent ?? '';
    notice.querySelector('[data-retry]')?.addEventListener('click', () => {
      byId('challenge', HTMLFormElement)?.requestSubmit();
    });
    answerPlace().replaceChildren(notice);
    announce(title);
  }

  addEventListener('popstate', () => {
    // A jump within the page changes the address too; there is nothing to fetch then.
    if (pageOf(location.href) === shown) return;
    void go(location.href, { history: 'none', focus: 'keep' });
  });
  return { go };
}

const pageOf = (address: string) => address.split('#')[0] ?? address;

/** The answer's element, made at the end of the content where the page has none yet. */
function answerPlace(): Element {
  const existing = document.getElementById('answer');
  if (existing !== null) return existing;
  const made = document.createElement('section');
  made.id = 'answer';
  made.className = 'answer answer-new';
  (document.querySelector('.start-main') ?? document.getElementById('content'))?.append(made);
  return made;
}

/** Where the control in use stays, only the matches below it give way. */
function showSearching({ focus }: SwapOptions): void {
  const skeleton = copyOf('searching');
  announce(skeleton.firstElementChild?.getAttribute('data-announce') ?? '');
  const matches = focus === 'keep' ? document.querySelector('#answer > .filters ~ *') : null;
  const place = matches ?? answerPlace();
  place.replaceChildren(skeleton);
  place.setAttribute('aria-busy', 'true');
  place.querySelector('.searching-word')?.scrollIntoView({ block: 'nearest' });
}

function place(html: string, { focus }: SwapOptions): void {
  const focused = document.activeElement?.id ?? '';
  const opened = document.querySelector('details.pick[open]')?.id;
  const page = new DOMParser().parseFromString(html, 'text/html');
  const next = page.getElementById('content');
  const content = document.getElementById('content');
  // Another language was chosen meanwhile, in another window: the frame must follow.
  const another = page.documentElement.lang !== document.documentElement.lang;
  if (next === null || content === null || another) {
    location.reload();
    return;
  }
  document.title = page.title;
  content.replaceChildren(...next.childNodes);
  if (opened !== undefined && focus === 'keep') document.getElementById(opened)?.setAttribute('open', '');
  const summary = document.getElementById('error-summary');
  const heading = document.getElementById('answer-heading');
  if (summary !== null) summary.focus();
  else if (focus === 'answer' && heading !== null) {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
  } else document.getElementById(focused)?.focus({ preventScroll: true });
  announce(document.getElementById('answer')?.dataset.announce);
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
