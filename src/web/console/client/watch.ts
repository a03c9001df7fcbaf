import { numberOf } from './dom.js';
import { createEventLog, type ReviewEvent } from './events.js';
import { listen } from './live.js';
import type { Fresh } from './renew.js';
import type { Speaker, WordKey } from './say.js';

/** Events that come together are shown together, after this many milliseconds. */
const TOGETHER_MS = 120;
/** How often a page that is looked at is read anew, for its times of waiting. */
const TIMES_MS = 60_000;
const RETRY_MS = 5_000;

/** What happened since the page was read last. */
export interface Happened {
  /** Challenges that it is about. */
  about: ReadonlySet<string>;
  /** Name of who else changed something; `undefined` when only oneself did; empty for the product or a city. */
  by: string | undefined;
}

interface WatchOptions {
  speaker: Speaker;
  renew: (happened: Happened) => Promise<Fresh>;
}

/** Keeps the page true: shows what others do, says when it cannot, and makes up for what was missed. */
export function watch({ speaker, renew }: WatchOptions): void {
  const shownEvent = () => numberOf(document.getElementById('state'), 'event');
  const log = createEventLog(document.body.dataset.person ?? '', shownEvent());
  let waiting: ReviewEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  /** Why nothing is heard of changes; why the page could not be read anew. */
  let lost: WordKey | undefined;
  let old: WordKey | undefined;

  function soon(delay = TOGETHER_MS): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void show();
    }, delay);
  }

  async function show(): Promise<void> {
    if (running) return soon();
    running = true;
    const events = waiting;
    waiting = [];
    const others = events.filter(({ byId }) => byId === '' || byId !== document.body.dataset.person);
    const names = [...new Set(others.map(({ by }) => by).filter((name) => name !== ''))];
    const fresh = await renew({
      about: new Set(events.map(({ challengeId }) => challengeId)),
      by: others.length === 0 ? undefined : names.join(', '),
    });
    running = false;
    old = fresh === 'signed-out' ? 'lostSignedOut' : fresh === 'away' ? 'away' : undefined;
    tell();
    if (fresh === 'signed-out') return;
    if (fresh === 'away') {
      waiting = [...events, ...waiting];
      return soon(RETRY_MS);
    }
    log.shown(shownEvent());
  }

  listen({
    since: () => log.last(),
    onEvent(event) {
      log.shown(shownEvent());
      if (log.take(event) === 'nothing') return;
      waiting.push(event);
      soon();
    },
    onLost(why) {
      lost = why === 'away' ? 'lost' : 'lostSignedOut';
      tell();
    },
    onBack() {
      lost = undefined;
      tell();
      speaker.say('back');
      soon(0);
    },
  });
  setInterval(() => {
    if (document.visibilityState === 'visible') soon(0);
  }, TIMES_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') soon(0);
  });

  /** Says on the page that it may be old, until it is not. */
  function tell(): void {
    const key = lost ?? old;
    const place = document.getElementById('notices');
    if (place === null) return;
    if (key === undefined) {
      place.replaceChildren();
      return;
    }
    const words = speaker.word(key);
    if (place.textContent === words) return;
    const notice = document.createElement('p');
    notice.className = 'notice notice-warning';
    notice.textContent = words;
    place.replaceChildren(notice);
    speaker.refuse(key);
  }
}
