import type { Logger } from 'pino';
import { AppError } from '../../errors.js';
import { DEFAULT_RATIO } from '../find.js';
import { createHighlighter } from '../highlight.js';
import { checkMeilisearch } from '../meilisearch-check.js';
import type {
  IndexInfo,
  SearchAnswer,
  SearchDocument,
  SearchEngine,
  SearchFilter,
  SearchHit,
  SearchQuery,
} from '../port.js';
import { similarQuery } from '../similar.js';
import { checkVectors, type Write } from '../writes.js';
import { type AnswerDeps, answer, beginWithWords } from './answer.js';
import { codeOf, createMeiliClient, type MeiliClient } from './client.js';
import { createFollower, type Follower } from './follower.js';
import { createForesight } from './foresight.js';
import { ensureIndex, setDimensions } from './lifecycle.js';
import { readInfo } from './overview.js';
import { beginRebuild } from './rebuild.js';
import { toDocument, toStored } from './record.js';
import { createRecords, type Records, referenceSchema } from './records.js';
import { indexName } from './settings.js';

/** Documents handed over, and references read, at a time. */
const BATCH = 1_000;
const REFERENCES = 20_000;

export interface MeilisearchOptions {
  url: string;
  /** A key that may do everything with the indexes that begin with `prefix`. */
  key?: string | undefined;
  log: Logger;
  /** Names of indexes begin so; default `citymatch`. */
  prefix?: string;
}

/**
 * The search engine on a Meilisearch server, 1.50 or later, that several processes share. Meilisearch keeps the
 * documents and finds them, by our own stems and by vectors; filters, totals and counts are its own and exact; scores
 * are computed here.
 * @throws AppError `misconfigured`, naming MEILI_URL or MEILI_KEY; `unavailable` when the server does not answer.
 */
export async function createMeilisearchEngine(options: MeilisearchOptions): Promise<SearchEngine> {
  const { url, key, log, prefix = 'citymatch' } = options;
  await checkMeilisearch(url, key);
  const client = createMeiliClient({ url, key });
  const index = indexName(prefix);
  try {
    await ensureIndex(client, index);
    const records = createRecords({ client, index });
    const follower = await createFollower({ client, index, records, log });
    return new MeilisearchEngine({ client, index, records, follower, log });
  } catch (error) {
    client.close();
    throw error;
  }
}

interface Parts {
  client: MeiliClient;
  index: string;
  records: Records;
  follower: Follower;
  log: Logger;
}

class MeilisearchEngine implements SearchEngine {
  readonly name = 'meilisearch';
  readonly #parts: Parts;
  readonly #highlight = createHighlighter();
  readonly #foresight = createForesight();
  /** Writes made while a new index is built aside, to be made there too. */
  #pending: Write[] | undefined;
  /** Writes under way, and what new ones wait for while indexes are swapped. */
  readonly #writing = new Set<Promise<void>>();
  #gate: Promise<void> | undefined;
  #mending: Promise<void> | undefined;
  /** Reading ahead, which the first search begins: a process that only writes needs no records in memory. */
  #warming: Promise<void> | undefined;
  readonly #stop = new AbortController();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    const last = [...new Map(documents.map((one) => [one.id, one])).values()];
    if (last.length === 0) return;
    await this.#write({ put: last }, async ({ client, index }) => {
      const held = await readInfo(client, index);
      const { dimensions } = checkVectors(last, held);
      if (held.dimensions === null && dimensions !== null) await setDimensions(client, index, dimensions);
      for (let at = 0; at < last.length; at += BATCH) {
        const stored = last.slice(at, at + BATCH).map(toStored);
        await client.write((meili) => meili.index(index).addDocuments(stored));
      }
    });
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#write({ drop: ids }, async ({ client, index }) => {
      // A server that hangs, or has lost the index, is known sooner by a question.
      await readInfo(client, index);
      await client.write((meili) => meili.index(index).deleteDocuments([...ids]));
    });
  }

  search(query: SearchQuery): Promise<SearchAnswer> {
    this.#warming ??= this.#warm();
    return this.#guarded(() => answer(this.#answering(), query, this.#foresight.take(query)));
  }

  foresee(query: SearchQuery): void {
    const ratio = query.semanticRatio ?? DEFAULT_RATIO;
    // Without vectors in the index the question is another one.
    if (query.text.trim() === '' || this.#parts.follower.overview.info.dimensions === null) return;
    this.#foresight.begin(query, () => beginWithWords(this.#answering(), query, ratio));
  }

  async #warm(): Promise<void> {
    const { records, log } = this.#parts;
    await records
      .warm(this.#stop.signal)
      .catch((error: unknown) => log.debug({ err: error }, 'Records could not be read ahead'));
  }

  #answering(): AnswerDeps {
    const { client, index, records, follower } = this.#parts;
    return { client, index, records, overview: follower.overview, highlight: this.#highlight };
  }

  async similar(id: string, options: { limit: number; filter?: SearchFilter }): Promise<SearchHit[]> {
    const [document] = await this.get([id]);
    if (document === undefined) return [];
    const { hits } = await this.search(similarQuery(document, options));
    return hits.filter((hit) => hit.id !== id).slice(0, options.limit);
  }

  async get(ids: readonly string[]): Promise<SearchDocument[]> {
    return this.#guarded(async ({ records }) => (await records.get(ids)).map(toDocument));
  }

  revisions(ids: readonly string[]): Promise<Map<string, string>> {
    return this.#guarded(async ({ records }) => asMap(await records.references(ids)));
  }

  inventory(): Promise<Map<string, string>> {
    return this.#guarded(async ({ client, index }) => {
      const held = new Map<string, string>();
      for (let offset = 0; ; offset += REFERENCES) {
        const { results } = await client.read((meili) =>
          meili.index(index).getDocuments({ fields: ['id', 'revision'], limit: REFERENCES, offset }),
        );
        for (const [id, revision] of asMap(results.map((one) => referenceSchema.parse(one)))) {
          held.set(id, revision);
        }
        if (results.length < REFERENCES) return held;
      }
    });
  }

  info(): Promise<IndexInfo> {
    return this.#guarded(({ client, index }) => readInfo(client, index));
  }

  async replaceAll(documents: AsyncIterable<readonly SearchDocument[]>): Promise<void> {
    if (this.#pending) throw new AppError('conflict', 'The search index is being rebuilt already');
    this.#pending = [];
    try {
      await this.#guarded(({ client, index }) => this.#rebuild(client, index, documents));
    } finally {
      this.#pending = undefined;
    }
    await this.#parts.follower.refresh();
  }

  async #rebuild(
    client: MeiliClient,
    index: string,
    documents: AsyncIterable<readonly SearchDocument[]>,
  ): Promise<void> {
    const rebuild = await beginRebuild(client, index);
    let open = (): void => {};
    try {
      await rebuild.fill(documents);
      await rebuild.replay(this.#pending?.splice(0) ?? []);
      // What is being written now must not go to the index that is about to go.
      this.#gate = new Promise((resolve) => {
        open = resolve;
      });
      await Promise.allSettled(this.#writing);
      await rebuild.replay(this.#pending?.splice(0) ?? []);
      await rebuild.swap();
    } finally {
      this.#gate = undefined;
      open();
      await rebuild.tidy();
    }
  }

  /** Meilisearch keeps its own files. */
  persist(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#parts.follower.close();
    this.#parts.client.close();
    await Promise.allSettled(this.#writing);
  }

  async #write(write: Write, make: (parts: Parts) => Promise<void>): Promise<void> {
    while (this.#gate) await this.#gate;
    const ids = 'drop' in write ? write.drop : write.put.map(({ id }) => id);
    const { records, follower } = this.#parts;
    const writing = this.#guarded(async (parts) => {
      records.forget(ids);
      await make(parts);
      records.forget(ids);
      this.#foresight.clear();
      this.#pending?.push(write);
    });
    this.#writing.add(writing);
    await writing.finally(() => this.#writing.delete(writing));
    await follower.wrote();
  }

  /** A server that has lost its data gets its index again, empty; the next reconcile fills it. */
  async #guarded<T>(act: (parts: Parts) => Promise<T>): Promise<T> {
    try {
      return await act(this.#parts);
    } catch (error) {
      if (codeOf(error) === 'index_not_found') {
        const { client, index, log } = this.#parts;
        log.error(
          'The search engine has lost the index: an empty one is made, and filled by the next reconcile',
        );
        this.#mending ??= ensureIndex(client, index)
          .catch((cause: unknown) => log.warn({ err: cause }, 'The search index cannot be made yet'))
          .finally(() => {
            this.#mending = undefined;
          });
      }
      throw error;
    }
  }
}

function asMap(references: readonly { id: string; revision: string }[]): Map<string, string> {
  return new Map(references.map(({ id, revision }) => [id, revision]));
}
