import type { Part } from './part.js';

/** Starts a part again whenever it ends, as `restart: unless-stopped` does. */
export interface Supervisor {
  /** From now on it is left alone. */
  release(): void;
}

/** @param options.waitMs from an end to the next start, in milliseconds. */
export function supervise(
  part: Part,
  { waitMs, say }: { waitMs: () => number; say: (line: string) => void },
): Supervisor {
  let timer: NodeJS.Timeout | undefined;
  let released = false;
  part.onExit(({ how, code, signal }) => {
    if (released || how === 'stopped') return;
    say(`${part.name} ended with ${code ?? signal}: starting it again`);
    timer = setTimeout(() => {
      // One that ends again while it starts comes here again by its exit.
      part.start().catch(() => undefined);
    }, waitMs());
  });
  return {
    release() {
      released = true;
      clearTimeout(timer);
    },
  };
}
