import type { Logger } from 'pino';
import type { MeiliClient } from './client.js';
import { type Overview, readOverview } from './overview.js';
import type { Records } from './records.js';
import { SAMPLE } from './statistics.js';

/** How often it is looked whether another process has written, in milliseconds. */
const LOOK_MS = 1_000;
/** A look at everything costs time at the server: at most a twentieth of it goes there. */
const SHARE = 20;

/** Keeps what is known of the index up to date, also of what other processes write. */
export interface Follower {
  readonly overview: Overview;
  /** Looks at everything now. @throws AppError `unavailable`. */
  refresh(): Promise<void>;
  /** To be called after a write of this process: in a small index it is known at once, in a large one soon. */
  wrote(): Promise<void>;
  close(): void;
}

export async function createFollower(options: {
  client: MeiliClient;
  index: string;
  records: Records;
  log: Logger;
}): Promise<Follower> {
  const { client, index, records, log } = options;
  let overview = await readOverview(client, index, records);
  let seen = await stamp();
  let seenAt = Date.now();
  let next = 0;
  let running: Promise<void> | undefined;
  let queued: Promise<void> | undefined;
  let closed = false;

  function stamp(): Promise<string> {
    return client.read(async (meili) => (await meili.getRawIndex(index)).updatedAt);
  }

  async function readAll(): Promise<void> {
    const started = performance.now();
    const now = await stamp();
    const at = Date.now();
    overview = await readOverview(client, index, records);
    [seen, seenAt] = [now, at];
    next = performance.now() + SHARE * (performance.now() - started);
  }

  /** Calls that come while one is under way share the one after it, which sees what they wrote. */
  function refresh(): Promise<void> {
    if (running === undefined) {
      running = readAll().finally(() => {
        running = undefined;
      });
      return running;
    }
    const current = running;
    queued ??= current
      .catch(() => undefined)
      .then(() => {
        queued = undefined;
        return refresh();
      });
    return queued;
  }

  async function look(): Promise<void> {
    if (closed || running !== undefined || performance.now() < next) return;
    try {
      const [before, at] = [seen, Date.now()];
      if ((await stamp()) !== before) await refresh();
      else if (seen === before) records.confirm(seenAt, at);
    } catch (error) {
      if (!closed) log.debug({ err: error }, 'The search engine cannot be looked at');
    }
  }

  const timer = setInterval(() => void look(), LOOK_MS);
  timer.unref();
  return {
    get overview() {
      return overview;
    },
    refresh,
    async wrote() {
      if (overview.info.documents <= SAMPLE) await refresh();
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}
