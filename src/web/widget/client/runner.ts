import type { Answer, Failure } from './api.js';

/** How a question stands while there is no answer. */
export type Waiting = 'searching' | 'slow';

/** Milliseconds before a search shows that it is under way: shorter ones would only flicker. */
const SHOWN_AFTER = 200;
const SLOW_AFTER = 5000;
const LONGEST = 30_000;
/** Pauses before a server that does not answer is asked again. */
const PAUSES = [2000, 6000, 15_000];

export interface Tell {
  waiting(how: Waiting): void;
  /** @param again Asks once more. */
  failed(failure: Failure, again: () => void): void;
}

/** Asks one question at a time: a newer one ends the older, whose answer is dropped even when it still comes. */
export interface Runner {
  run<T>(ask: (signal: AbortSignal) => Promise<Answer<T>>, done: (value: T) => void): void;
  /** Ends what is under way, and forgets it. */
  stop(): void;
  /** Ends what is under way, to be asked again by `resume`. */
  pause(): void;
  /** Asks again what could not be asked: the network is back, or the element. */
  resume(): void;
}

export function createRunner(tell: Tell): Runner {
  let control: AbortController | undefined;
  let timers: ReturnType<typeof setTimeout>[] = [];
  let running: (() => void) | undefined;
  let waiting: (() => void) | undefined;

  const later = (action: () => void, ms: number) => timers.push(setTimeout(action, ms));

  function stop(): void {
    control?.abort();
    control = undefined;
    running = undefined;
    waiting = undefined;
    settle();
  }

  function settle(): void {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  }

  async function start<T>(
    ask: (signal: AbortSignal) => Promise<Answer<T>>,
    done: (value: T) => void,
    tries: number,
  ): Promise<void> {
    stop();
    const own = new AbortController();
    control = own;
    const again = (next = 0) => void start(ask, done, next);
    running = again;
    later(() => tell.waiting('searching'), SHOWN_AFTER);
    later(() => tell.waiting('slow'), SLOW_AFTER);
    later(() => {
      if (control !== own) return;
      stop();
      tell.failed({ code: 'timed-out' }, () => again());
    }, LONGEST);
    const answer = await ask(own.signal);
    if (control !== own) return;
    control = undefined;
    running = undefined;
    settle();
    if ('value' in answer) {
      done(answer.value);
      return;
    }
    const { code } = answer.failure;
    if (code === 'offline' || code === 'unreachable') waiting = again;
    const pause = PAUSES[tries];
    if (code === 'unreachable' && pause !== undefined) later(() => again(tries + 1), pause);
    tell.failed(answer.failure, () => again());
  }

  return {
    run: (ask, done) => void start(ask, done, 0),
    stop,
    pause() {
      const next = running ?? waiting;
      stop();
      waiting = next;
    },
    resume: () => waiting?.(),
  };
}
