import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../errors.js';
import { compileFilter, countFacets } from './facets.js';
import { type Found, fuse, takeBest } from './fuse.js';
import { highlightsOf } from './highlight.js';
import { IndexState } from './index-state.js';
import type {
  HeldDocument,
  IndexInfo,
  SearchAnswer,
  SearchDocument,
  SearchEngine,
  SearchFilter,
  SearchHit,
  SearchQuery,
} from './port.js';
import { readSnapshot, writeSnapshot } from './snapshot.js';
import { NO_VECTOR, type Similarities } from './vectors.js';
import type { WordQuery } from './words.js';

/** How many nearest neighbours count as found beside those found by words. */
const NEIGHBOURS = 100;
/** Share of the way from the average document to the best that a neighbour of a search box must have gone. */
const NEIGHBOUR_FLOOR = 0.6;

type Write = { put: SearchDocument } | { drop: string };

/**
 * The search engine in the process: MiniSearch for words, exact dot products for meaning. Everything is in
 * memory; `dir` keeps a snapshot. One process only.
 */
export async function createEmbeddedEngine(options: { dir?: string; log: Logger }): Promise<SearchEngine> {
  const saved = options.dir === undefined ? undefined : await readSnapshot(options.dir, options.log);
  return new EmbeddedEngine(saved ?? new IndexState(), options.dir);
}

class EmbeddedEngine implements SearchEngine {
  readonly name = 'embedded';
  #state: IndexState;
  readonly #dir: string | undefined;
  /** Writes made while a new index is built aside, to be made there too. */
  #pending: Write[] | undefined;
  #persisting: Promise<void> | undefined;

  constructor(state: IndexState, dir: string | undefined) {
    this.#state = state;
    this.#dir = dir;
  }

  async upsert(documents: readonly SearchDocument[]): Promise<void> {
    for (const document of documents) {
      this.#state.put(document);
      this.#pending?.push({ put: document });
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#state.drop(id);
      this.#pending?.push({ drop: id });
    }
  }

  async search(query: SearchQuery): Promise<SearchAnswer> {
    const state = this.#state;
    const offset = query.offset ?? 0;
    const { found, words } = this.#find(state, query);
    const listing = query.text.trim() === '' && !query.vector;
    const page = listing
      ? found.slice(offset, offset + query.limit)
      : takeBest(found, offset + query.limit, (a, b) => state.compareIds(a, b)).slice(offset);
    const documents = (slots: readonly Found[]) => slots.flatMap(({ slot }) => state.documents[slot] ?? []);
    return {
      hits: page.flatMap((one) => toHit(state, one, query.highlight ? words : undefined)),
      total: found.length,
      facets: query.facets ? countFacets(documents(found), query.facets) : {},
    };
  }

  /** Everything the query finds, filter applied, unordered (a listing: in title order). */
  #find(state: IndexState, query: SearchQuery): { found: FoundRow[]; words: WordQuery } {
    const passes = compileFilter(query.filter);
    const allowed = (slot: number) => {
      const document = state.documents[slot];
      return document !== undefined && passes(document);
    };
    const words = state.words.read(query.text, {
      prefix: query.words === 'all',
      ...(query.language === undefined ? {} : { language: query.language }),
    });
    if (query.text.trim() === '' && !query.vector) {
      return {
        found: state
          .titleOrder()
          .filter(allowed)
          .map((slot) => row(slot)),
        words,
      };
    }
    const byWords = this.#byWords(state, words, query.words, allowed);
    const ratio = query.vector && state.matrix ? (query.semanticRatio ?? 0.5) : 0;
    const meaning =
      query.vector && ratio > 0 ? byMeaning(state, query.vector, allowed, query.words === 'all') : undefined;
    const slots = new Set([...(ratio < 1 ? byWords.keys() : []), ...(meaning?.admitted ?? [])]);
    const bestWord = Math.max(0, ...byWords.values());
    const found = [...slots].map((slot) => {
      const score = byWords.get(slot);
      const keyword = score === undefined || bestWord === 0 ? null : score / bestWord;
      const cosine = meaning?.similarities.best[slot] ?? NO_VECTOR;
      const semantic = cosine === NO_VECTOR ? null : cosine;
      const scale = { ratio, floor: meaning?.floor ?? 0, best: meaning?.best ?? 1 };
      const field = semantic === null ? undefined : meaning?.similarities.row[slot];
      return { slot, keyword, semantic, score: fuse(keyword, semantic, scale), field };
    });
    return { found, words };
  }

  #byWords(
    state: IndexState,
    words: WordQuery,
    combine: 'all' | 'any',
    allowed: (slot: number) => boolean,
  ): Map<number, number> {
    const look = (how: 'all' | 'any') =>
      new Map(
        state.words.find(words, how).flatMap(({ id, score }) => {
          const slot = state.slots.get(id);
          return slot !== undefined && allowed(slot) ? [[slot, score] as const] : [];
        }),
      );
    const found = look(combine);
    return found.size === 0 && combine === 'all' && words.words.length > 1 ? look('any') : found;
  }

  async similar(id: string, options: { limit: number; filter?: SearchFilter }): Promise<SearchHit[]> {
    const document = this.#state.get(id);
    if (!document) return [];
    const vector = (document.vectors.find(({ field }) => field === 'whole') ?? document.vectors[0])?.vector;
    const text = `${document.text.title} ${document.text.keywords}`;
    const answer = await this.search({
      text: vector ? '' : text,
      words: 'any',
      language: document.language,
      ...(vector ? { vector, semanticRatio: 1 } : {}),
      ...(options.filter ? { filter: options.filter } : {}),
      limit: options.limit + 1,
    });
    return answer.hits.filter((hit) => hit.id !== id).slice(0, options.limit);
  }

  async get(ids: readonly string[]): Promise<SearchDocument[]> {
    return ids.flatMap((id) => this.#state.get(id) ?? []);
  }

  async inventory(): Promise<Map<string, string>> {
    const { documents, slots } = this.#state;
    return new Map([...slots].map(([id, slot]) => [id, documents[slot]?.revision ?? '']));
  }

  async info(): Promise<IndexInfo> {
    const { slots, modelId, matrix } = this.#state;
    const withVectors = matrix !== undefined && matrix.size > 0;
    return {
      documents: slots.size,
      modelId: withVectors ? modelId : null,
      dimensions: withVectors ? matrix.dimensions : null,
    };
  }

  async replaceAll(documents: AsyncIterable<readonly SearchDocument[]>): Promise<void> {
    if (this.#pending) throw new AppError('conflict', 'The search index is being rebuilt already');
    this.#pending = [];
    try {
      const next = new IndexState();
      for await (const batch of documents) {
        for (const document of batch) next.put(document);
        await nextTurn();
      }
      for (const write of this.#pending) replay(next, write);
      this.#state = next;
    } finally {
      this.#pending = undefined;
    }
  }

  persist(): Promise<void> {
    if (this.#dir === undefined) return Promise.resolve();
    const dir = this.#dir;
    // Calls that come while one is writing share the next one, which sees their writes.
    this.#persisting = (this.#persisting ?? Promise.resolve()).then(() => writeSnapshot(dir, this.#state));
    return this.#persisting;
  }

  async close(): Promise<void> {
    await this.#persisting;
  }
}

interface FoundRow extends Found {
  /** Matrix row of the best passage. */
  field: number | undefined;
}

function row(slot: number): FoundRow {
  return { slot, keyword: null, semantic: null, score: 0, field: undefined };
}

/** A document of another model keeps its words; without its revision the next reconcile embeds it anew. */
function replay(state: IndexState, write: Write): void {
  if ('drop' in write) state.drop(write.drop);
  else {
    const fits =
      write.put.vectors.length === 0 || state.modelId === null || write.put.modelId === state.modelId;
    state.put(fits ? write.put : { ...write.put, vectors: [], modelId: null, revision: '' });
  }
}

interface Neighbours {
  similarities: Similarities;
  admitted: number[];
  /** Cosine of the average document, and of the best. */
  floor: number;
  best: number;
}

/** The nearest documents that pass; with `strict` only those clearly nearer than the average document. */
function byMeaning(
  state: IndexState,
  vector: Float32Array,
  allowed: (slot: number) => boolean,
  strict: boolean,
): Neighbours | undefined {
  const { matrix } = state;
  if (!matrix || matrix.size === 0) return undefined;
  if (vector.length !== matrix.dimensions) {
    throw new AppError(
      'misconfigured',
      `The query vector has ${vector.length} dimensions, the search index has ${matrix.dimensions}`,
    );
  }
  const similarities = matrix.compare(vector, state.documents.length);
  const slots: number[] = [];
  let sum = 0;
  for (let slot = 0; slot < state.documents.length; slot++) {
    const cosine = similarities.best[slot] ?? NO_VECTOR;
    if (cosine === NO_VECTOR || !allowed(slot)) continue;
    slots.push(slot);
    sum += cosine;
  }
  const floor = slots.length === 0 ? 0 : sum / slots.length;
  const near = takeBest(
    slots.map((slot) => ({ slot, keyword: null, semantic: null, score: similarities.best[slot] ?? 0 })),
    NEIGHBOURS,
    (a, b) => state.compareIds(a, b),
  );
  const best = near[0]?.score ?? 0;
  const least = strict ? floor + NEIGHBOUR_FLOOR * (best - floor) : Number.NEGATIVE_INFINITY;
  return {
    similarities,
    admitted: near.filter(({ score }) => score >= least).map(({ slot }) => slot),
    floor,
    best,
  };
}

function toHit(state: IndexState, found: FoundRow, words: WordQuery | undefined): SearchHit[] {
  const document: HeldDocument | undefined = state.documents[found.slot];
  if (!document) return [];
  const field = found.field === undefined || found.field < 0 ? undefined : state.matrix?.fieldOf(found.field);
  return [
    {
      id: document.id,
      kind: document.kind,
      score: found.score,
      keyword: found.keyword,
      semantic: found.semantic,
      ...(field ? { semanticField: field } : {}),
      highlights: words ? highlightsOf(document, words.stems) : [],
    },
  ];
}
