import { EventEmitter } from 'node:events';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

type Unlisten = () => Promise<void>;

/**
 * BullMQ's idea of a pool (its `PgPool`) over one PGlite. PGlite has one session, so what a pool keeps apart is
 * kept apart here: each statement waits for the transaction under way, ours or BullMQ's, because PGlite queues
 * them; and BullMQ's BEGIN to COMMIT becomes one `transaction()`. BullMQ's functions are found through the end of
 * the session's search path, behind every schema of ours, so that they shadow nothing.
 */
export async function createPglitePool(pglite: PGlite): Promise<PgPool> {
  await pglite.exec('set search_path to "$user", public, bullmq');
  return new PglitePool(pglite);
}

async function run(on: PGlite | Transaction, text: string, params?: readonly unknown[]) {
  // Several statements in one text, as in a migration, go by the simple protocol.
  const result = params ? await on.query(text, [...params]) : (await on.exec(text)).at(-1);
  return { rows: result?.rows ?? [], rowCount: result?.affectedRows ?? 0 };
}

class PglitePool extends EventEmitter implements PgPool {
  readonly #pglite: PGlite;
  /** BullMQ polls seldom when told that a lost connection is noticed; this one cannot be lost. */
  readonly options = { keepAlive: true };

  constructor(pglite: PGlite) {
    super();
    this.#pglite = pglite;
    // Each queue and each worker listens.
    this.setMaxListeners(0);
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return run(this.#pglite, text, params) as Promise<PgQueryResult<R>>;
  }

  async connect(): Promise<PgPoolClient> {
    return new PgliteClient(this.#pglite);
  }

  /** The database is its owner's to close. */
  async end(): Promise<void> {}
}

class PgliteClient extends EventEmitter implements PgPoolClient {
  readonly #pglite: PGlite;
  readonly #listening = new Map<string, Promise<Unlisten>>();
  #transaction: { on: Transaction; end(): Promise<void> } | undefined;

  constructor(pglite: PGlite) {
    super();
    this.#pglite = pglite;
    this.setMaxListeners(0);
  }

  async query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    const command = text.replace(/^(\s*--.*\n|\s+)+/, '').trimEnd();
    const listen = /^listen\s+"?(\w+)"?/i.exec(command)?.[1];
    if (listen !== undefined) await this.#listen(listen);
    else if (command === 'BEGIN') await this.#begin();
    else if (command === 'COMMIT') await this.#end();
    else if (command === 'ROLLBACK') {
      await this.#transaction?.on.rollback();
      await this.#end();
    } else return run(this.#transaction?.on ?? this.#pglite, text, params) as Promise<PgQueryResult<R>>;
    return { rows: [], rowCount: 0 };
  }

  /** Holds `transaction()` open until COMMIT or ROLLBACK. */
  #begin(): Promise<void> {
    return new Promise((begun, failed) => {
      const done = this.#pglite.transaction(
        (on) =>
          new Promise<void>((finish) => {
            const end = () => {
              finish();
              return done;
            };
            this.#transaction = { on, end };
            begun();
          }),
      );
      done.catch(failed);
    });
  }

  async #end(): Promise<void> {
    const transaction = this.#transaction;
    this.#transaction = undefined;
    await transaction?.end();
  }

  async #listen(channel: string): Promise<void> {
    const known = this.#listening.get(channel);
    const listening =
      known ??
      this.#pglite.listen(channel, (payload) => {
        this.emit('notification', { channel, payload } satisfies PgNotification);
      });
    this.#listening.set(channel, listening);
    await listening;
  }

  release(): void {
    for (const listening of this.#listening.values()) {
      // A database that is closed already listens no more.
      listening.then((unlisten) => unlisten()).catch(() => undefined);
    }
    this.#listening.clear();
  }
}
