import { connect, type Socket } from 'node:net';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';

/** How long a statement may take before the server is asked whether it answers at all, in milliseconds. */
const PATIENCE_MS = 3_500;
const LOOK_EVERY_MS = 500;
const RETRY_SECONDS = 5;

/** Where postgres.js connects to: hosts and ports in turn, or the path of a socket. */
interface Target {
  host: string[];
  port: number[];
  path: string | false | undefined;
}

/** Gives up what waits for a server that hangs. */
export interface HangWatch {
  /** Makes the sockets of a client's connections: its option `socket`. */
  socket(target: Target): Socket;
  /** The same client, whose statements and transactions are given up once the server is found to hang. */
  watched<T extends object>(client: T): T;
  close(): void;
}

interface Waiting {
  since: number;
  giveUp(error: AppError): void;
}

/**
 * A server that hangs, as one whose machine is frozen, keeps its connections: TCP says nothing for many minutes. When
 * statements wait for long, `probe` asks the server anew. While it gives no answer, whoever waits is told that the
 * database is away, and the connections are closed, so that the server rolls back what was open on them and the pool
 * has its places free. A statement that is merely slow goes on, until the server itself ends it.
 * @param probe Resolves when the server answers; rejects, within seconds, when it does not.
 */
export function createHangWatch(options: {
  probe: () => Promise<void>;
  log: Logger;
  patienceMs?: number;
  lookEveryMs?: number;
}): HangWatch {
  const { probe, log, patienceMs = PATIENCE_MS, lookEveryMs = LOOK_EVERY_MS } = options;
  const sockets = new Set<Socket>();
  const waiting = new Set<Waiting>();
  let connections = 0;
  let hangs = false;
  let asking = false;

  async function look(): Promise<void> {
    const late = performance.now() - patienceMs;
    if (asking || ![...waiting].some(({ since }) => since < late)) return;
    asking = true;
    try {
      await probe();
      if (hangs) log.info('PostgreSQL answers again');
      hangs = false;
    } catch (error) {
      if (!hangs) log.error({ err: error }, 'PostgreSQL does not answer: what waits for it is given up');
      hangs = true;
      giveUp(late);
    } finally {
      asking = false;
    }
  }

  function giveUp(late: number): void {
    // One that is still being made has a limit of its own, after which it gives its place free.
    for (const socket of sockets) if (socket.bytesRead > 0) socket.destroy();
    for (const one of waiting) if (one.since < late) one.giveUp(away());
  }

  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();

  function wait(give: Waiting['giveUp']): { end(): void } {
    const one = { since: performance.now(), giveUp: give };
    waiting.add(one);
    return { end: () => void waiting.delete(one) };
  }

  return {
    socket({ host, port, path }) {
      const turn = connections++ % Math.max(1, host.length);
      const name = host[turn] ?? 'localhost';
      const socket = path ? connect(path) : connect(port[turn] ?? 5432, name);
      // The driver names the host to a server that wants TLS.
      Object.assign(socket, { host: name, port: port[turn] });
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
    watched: (client) => watch(client, wait),
    close: () => clearInterval(timer),
  };
}

function away(): AppError {
  return new AppError('unavailable', 'The database cannot be reached just now; try again in a moment', {
    retryAfterSeconds: RETRY_SECONDS,
  });
}

type Work = (tx: object) => unknown;
type Wait = (giveUp: Waiting['giveUp']) => { end(): void };

/** A client of postgres.js as drizzle uses it: `unsafe` for statements, `begin` for transactions. */
function watch<T extends object>(client: T, wait: Wait): T {
  return new Proxy(client, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      const call = (given: unknown[]): unknown => Reflect.apply(method, target, given);
      if (name === 'unsafe') return (...given: unknown[]) => watchStatement(call(given), wait);
      if (name === 'begin') return (...given: unknown[]) => watchTransaction(call, given, wait);
      return typeof name === 'symbol' ? method : (...given: unknown[]) => call(given);
    },
  });
}

/** The driver settles what it gave by calling its own `resolve` and `reject`. */
function watchStatement(query: unknown, wait: Wait): unknown {
  if (!(query instanceof Promise)) return query;
  const settle = (name: 'resolve' | 'reject'): ((value: unknown) => void) => {
    const own: unknown = Reflect.get(query, name);
    return (value) => {
      waits.end();
      if (typeof own === 'function') Reflect.apply(own, query, [value]);
    };
  };
  const reject = settle('reject');
  const waits = wait(reject);
  Reflect.set(query, 'resolve', settle('resolve'));
  Reflect.set(query, 'reject', reject);
  return query;
}

/**
 * A transaction that is given up before its first statement never begins. Once it is over, by a lost connection too,
 * what its work still asks for is refused: the driver would send it on the connection that takes the lost one's place.
 */
function watchTransaction(
  call: (given: unknown[]) => unknown,
  given: unknown[],
  wait: Wait,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let begun = false;
    let over = false;
    const waits = wait((error) => {
      if (begun) return;
      over = true;
      reject(error);
    });
    const end = () => {
      over = true;
      waits.end();
    };
    const guarded = given.map((one) => {
      if (typeof one !== 'function') return one;
      return (tx: object): unknown => {
        if (over) throw away();
        begun = true;
        return (one as Work)(guard(tx, () => over));
      };
    });
    Promise.resolve(call(guarded)).then(resolve, reject).finally(end);
  });
}

function guard<T extends object>(tx: T, isOver: () => boolean): T {
  return new Proxy(tx, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      const call = (given: unknown[]): unknown => Reflect.apply(method, target, given);
      if (name === 'unsafe') return (...given: unknown[]) => (isOver() ? refused() : call(given));
      if (name === 'savepoint') {
        return (...given: unknown[]) =>
          call(
            given.map((one) =>
              typeof one === 'function' ? (inner: object) => (one as Work)(guard(inner, isOver)) : one,
            ),
          );
      }
      return typeof name === 'symbol' ? method : (...given: unknown[]) => call(given);
    },
  });
}

/** As a statement of the driver, which may be told to give rows as lists before it is awaited. */
function refused(): Promise<never> {
  const answer = Promise.reject<never>(away());
  answer.catch(() => undefined);
  return Object.assign(answer, { values: () => answer });
}
