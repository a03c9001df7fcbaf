import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import type { Boost } from './bm25.js';
import { type FoundSet, find } from './find.js';
import { takeBest } from './fuse.js';
import { createHighlighter, type Highlighter } from './highlight.js';
import { IndexState } from './index-state.js';
import type {
  IndexInfo,
  SearchAnswer,
  SearchDocument,
  SearchEngine,
  SearchFilter,
  SearchHit,
  SearchQuery,
} from './port.js';
import { similarQuery } from './similar.js';
import { readSnapshot, writeSnapshot } from './snapshot.js';
import { NO_VECTOR } from './vectors.js';
import { WordIndex } from './words.js';
import { fitting, type Write } from './writes.js';

/** While an index is built aside, searches get their turn after this many documents. */
const TURN = 20;

/**
 * The search engine in the process: MiniSearch for words, exact dot products for meaning. Everything is in
 * memory; `dir` keeps a snapshot. One process only.
 */
export async function createEmbeddedEngine(options: {
  dir?: string;
  log: Logger;
  /** Other weights of the fields than the usual ones, for comparing; not with `dir`. */
  boost?: Boost;
}): Promise<SearchEngine> {
  const { dir, log, boost } = options;
  const saved = dir === undefined ? undefined : await readSnapshot(dir, log);
  const empty = () => new IndexState(new WordIndex(undefined, boost));
  return new EmbeddedEngine(saved ?? empty(), dir, empty);
}

class EmbeddedEngine implements SearchEngine {
  readonly name = 'embedded';
  #version = 0;
  #state: IndexState;
  readonly #dir: string | undefined;
  readonly #empty: () => IndexState;
  readonly #highlight = createHighlighter();
  /** Writes made while a new index is built aside, to be made there too. */
  #pending: Write[] | undefined;
  /** The snapshot that is being written, and the one that begins after it. */
  #saving: Promise<void> | undefined;
  #nextSave: Promise<void> | undefined;

  constructor(state: IndexState, dir: string | undefined, empty: () => IndexState) {
    this.#state = state;
    this.#dir = dir;
    this.#empty = empty;
  }

  get version(): number {
    return this.#version;
  }

  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    this.#version += 1;
    this.#state.put(documents);
    this.#pending?.push({ put: documents });
  }

  async remove(ids: readonly string[]): Promise<void> {
    this.#version += 1;
    for (const id of ids) this.#state.drop(id);
    this.#pending?.push({ drop: ids });
  }

  async search(query: SearchQuery): Promise<SearchAnswer> {
    const state = this.#state;
    const { limit, offset = 0 } = query;
    const found = find(state, query);
    const page = found.isListing
      ? found.slots.slice(offset, offset + limit)
      : takeBest(found.slots, found.score, offset + limit, (a, b) => state.compareIds(a, b)).slice(offset);
    return {
      hits: page.flatMap((slot) => toHit(state, found, slot, query.highlight ? this.#highlight : undefined)),
      total: found.slots.length,
      facets: query.facets ? state.facets.count(found.slots, query.facets) : {},
    };
  }

  async similar(id: string, options: { limit: number; filter?: SearchFilter }): Promise<SearchHit[]> {
    const document = this.#state.get(id);
    if (!document) return [];
    const answer = await this.search(similarQuery(document, options));
    return answer.hits.filter((hit) => hit.id !== id).slice(0, options.limit);
  }

  async get(ids: readonly string[]): Promise<SearchDocument[]> {
    return ids.flatMap((id) => this.#state.get(id) ?? []);
  }

  async revisions(ids: readonly string[]): Promise<Map<string, string>> {
    return new Map((await this.get(ids)).map(({ id, revision }): [string, string] => [id, revision]));
  }

  async inventory(): Promise<Map<string, string>> {
    const { documents, slots } = this.#state;
    return new Map([...slots].map(([id, slot]) => [id, documents[slot]?.revision ?? '']));
  }

  async info(): Promise<IndexInfo> {
    const { slots, modelId, dimensions } = this.#state;
    return { documents: slots.size, modelId, dimensions };
  }

  async replaceAll(documents: AsyncIterable<readonly SearchDocument[]>): Promise<void> {
    if (this.#pending) throw new AppError('conflict', 'The search index is being rebuilt already');
    this.#pending = [];
    try {
      const next = this.#empty();
      for await (const batch of documents) {
        for (let at = 0; at < batch.length; at += TURN) {
          next.put(batch.slice(at, at + TURN));
          await nextTurn();
        }
      }
      for (const write of this.#pending) replay(next, write);
      this.#state = next;
      this.#version += 1;
    } finally {
      this.#pending = undefined;
    }
  }

  /** Calls that come while a snapshot is written share the one after it, which has their writes. */
  persist(): Promise<void> {
    const dir = this.#dir;
    if (dir === undefined) return Promise.resolve();
    this.#nextSave ??= this.#saveNext(dir);
    return this.#nextSave;
  }

  async #saveNext(dir: string): Promise<void> {
    // A failure is told to those who asked for that snapshot.
    await this.#saving?.catch(() => undefined);
    await nextTurn();
    this.#saving = this.#nextSave;
    this.#nextSave = undefined;
    await writeSnapshot(dir, this.#state);
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#saving, this.#nextSave]);
  }
}

function replay(state: IndexState, write: Write): void {
  if ('drop' in write) for (const id of write.drop) state.drop(id);
  else state.put(fitting(write.put, state.modelId));
}

function toHit(
  state: IndexState,
  found: FoundSet,
  slot: number,
  highlight: Highlighter | undefined,
): SearchHit[] {
  const document = state.documents[slot];
  if (!document) return [];
  const cosine = found.similarities?.best[slot] ?? NO_VECTOR;
  const semantic = cosine === NO_VECTOR ? null : Math.min(1, Math.max(-1, cosine));
  return [
    {
      id: document.id,
      kind: document.kind,
      score: found.score[slot] ?? 0,
      keyword: found.keyword[slot] || null,
      semantic,
      ...(semantic !== null && { semanticField: found.similarities?.fieldOf(slot) ?? 'whole' }),
      highlights: highlight?.(document, found.words.stems) ?? [],
    },
  ];
}
