import { type ReviewEvent, readEvent } from './events.js';

/** A stream that ends after its minute comes back in a second: only a longer break is told. */
const GRACE_MS = 5_000;
const RETRY_MS = 5_000;
/** The server ends each stream after a minute: one that lasts longer without a word is dead. */
const LONGEST_MS = 90_000;

interface LiveOptions {
  /** The last event that is known, for the address of the next connection. */
  since(): number;
  onEvent(event: ReviewEvent): void;
  /** The connection has been away for some seconds; or, finally, because nobody is signed in any more. */
  onLost(why: 'away' | 'signed-out'): void;
  /** It is back after it was told lost. */
  onBack(): void;
}

/** Listens to what happens, for as long as the page is open; connects again by itself. */
export function listen(options: LiveOptions): void {
  let lost = false;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;

  function open(): void {
    source?.close();
    source = new EventSource(`/v1/review/events?since=${options.since()}`);
    const own = source;
    own.addEventListener('open', () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(reopen, LONGEST_MS);
      clearTimeout(grace);
      grace = undefined;
      if (lost) options.onBack();
      lost = false;
    });
    own.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const event = readEvent(data);
      if (event !== undefined) options.onEvent(event);
    });
    own.addEventListener('error', () => {
      grace ??= setTimeout(tell, GRACE_MS);
      if (own.readyState === EventSource.CLOSED) void again();
    });
  }

  function reopen(): void {
    if (document.visibilityState === 'visible') open();
  }

  function tell(): void {
    lost = true;
    options.onLost('away');
  }

  /** The browser gave up, as it does on any answer but 200: find out why, and try again. */
  async function again(): Promise<void> {
    const status = await fetch('/v1/review/reviewers').then(
      (response) => response.status,
      () => 0,
    );
    if (status === 401 || status === 403) {
      clearTimeout(grace);
      lost = true;
      options.onLost('signed-out');
      return;
    }
    setTimeout(reopen, RETRY_MS);
  }

  addEventListener('offline', tell);
  addEventListener('online', open);
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) open();
  });
  // A browser keeps six connections to a server: windows that nobody looks at leave them to the others.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') open();
    else source?.close();
  });
  open();
}
