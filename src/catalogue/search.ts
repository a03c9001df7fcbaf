import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import type { Embedder } from '../embedding/port.js';
import { AppError } from '../errors.js';
import type { Facet, Highlight, SearchEngine, SearchFilter, SearchHit, SearchQuery } from '../search/port.js';
import { type Entry, type EntryKind, entrySchema, placeOf, summaryOf, titleOf } from './entry.js';
import { staleBefore } from './freshness.js';

/** Weight of meaning against words for the few words of a search box. */
const SEMANTIC_RATIO = 0.4;

/** An entry as the index holds it: with the day on which it was last known to be true. */
const heldSchema = z.intersection(entrySchema, z.object({ checkedOn: z.iso.date().optional() }));

/** An entry as lists show it. */
export interface EntrySummary {
  id: string;
  kind: EntryKind;
  title: string;
  summary: string;
  sectors: string[];
  city?: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  year?: number;
  /** BCP 47 language that it is written in. */
  language?: string;
  verified: boolean;
  /** Nobody has confirmed or changed it for long. */
  stale?: true;
  sourceUrl?: string;
}

/** A found entry. */
export interface CatalogueHit extends EntrySummary {
  /** In [0, 1], comparable within one answer; absent in a listing and among neighbours without vectors. */
  score?: number;
  highlights: Highlight[];
}

export interface CatalogueQuery {
  /** Words; empty lists everything in title order. */
  text: string;
  filter: SearchFilter;
  /** `titles`: by the words of titles and places alone; else by all words and by meaning. */
  by?: 'titles' | 'meaning' | undefined;
  facets: readonly Facet[];
  limit: number;
  /** How many hits to pass over. */
  offset: number;
}

export interface CatalogueAnswer {
  hits: CatalogueHit[];
  total: number;
  /** Where the next page begins; absent on the last one. */
  nextOffset?: number;
  facets: Partial<Record<Facet, Record<string, number>>>;
  tookMs: number;
  /** A part is away: words alone decided. Absent when all is well. */
  degraded?: true;
}

/** The neighbours of an entry. */
export interface SimilarAnswer {
  hits: CatalogueHit[];
  degraded?: true;
}

/** The search box over the catalogue. */
export interface CatalogueSearch {
  /** @throws AppError `unavailable` when the engine is away. */
  search(query: CatalogueQuery): Promise<CatalogueAnswer>;
  /** Published entries nearest in meaning, nearest first; empty for an unknown id. */
  similar(id: string, limit: number): Promise<SimilarAnswer>;
}

/**
 * Searches by words and, while there is an embedder whose vectors the index holds, by meaning as well.
 * Where the embedder is missing or away, the words alone decide.
 */
export function createCatalogueSearch(deps: {
  engine: SearchEngine;
  embedder: () => Embedder | undefined;
  /** Days without a check after which an entry is stale; absent: none is. */
  staleAfterDays?: number | undefined;
  now?: () => Date;
}): CatalogueSearch {
  const { engine, staleAfterDays, now = () => new Date() } = deps;

  /** What was read already: the engine in the process gives the same payload again and again, and never changes one. */
  const known = new WeakMap<object, z.infer<typeof heldSchema>>();
  const read = (payload: unknown) => {
    const key = typeof payload === 'object' && payload !== null ? payload : {};
    const entry = known.get(key) ?? heldSchema.parse(payload);
    known.set(key, entry);
    return entry;
  };

  /** Hits with what the entry itself says; one that went meanwhile is left out. */
  async function present(hits: readonly SearchHit[], scored: boolean): Promise<CatalogueHit[]> {
    const documents = await engine.get(hits.map(({ id }) => id));
    const before = staleAfterDays === undefined ? undefined : staleBefore(staleAfterDays, now());
    const entries = new Map(documents.map(({ id, payload }) => [id, read(payload)]));
    return hits.flatMap((hit) => {
      const entry = entries.get(hit.id);
      if (entry === undefined) return [];
      const score = Math.round(Math.min(1, Math.max(0, hit.score)) * 10_000) / 10_000;
      const { checkedOn } = entry;
      const stale =
        before !== undefined && checkedOn !== undefined && Date.parse(checkedOn) < before.getTime();
      return [
        {
          ...summarise(entry),
          ...(stale && { stale }),
          ...(scored && { score }),
          highlights: hit.highlights,
        },
      ];
    });
  }

  return {
    async search({ text, filter, by, facets, limit, offset }) {
      const started = performance.now();
      const words = text.trim();
      const query: SearchQuery = {
        ...{ text: words, words: 'all', filter, facets, limit, offset, highlight: words !== '' },
        ...(by === 'titles' && { only: by }),
      };
      const embedder = words === '' || by === 'titles' ? undefined : deps.embedder();
      const making = embedded(embedder, words);
      // The model works in a thread of its own: the engine's turn is now.
      if (embedder) engine.foresee?.({ ...query, semanticRatio: SEMANTIC_RATIO });
      const { vector, failed } = await making;
      const answer = await engine.search({
        ...query,
        ...(vector && { vector, semanticRatio: SEMANTIC_RATIO }),
      });
      const hits = await present(answer.hits, words !== '');
      const next = offset + answer.hits.length;
      return {
        hits,
        total: answer.total,
        ...(answer.hits.length > 0 && next < answer.total && { nextOffset: next }),
        facets: answer.facets,
        tookMs: Math.round((performance.now() - started) * 10) / 10,
        ...((failed || answer.degraded || engine.degraded) && { degraded: true }),
      };
    },
    async similar(id, limit) {
      const hits = await present(await engine.similar(id, { limit }), true);
      return { hits, ...(engine.degraded && { degraded: true }) };
    },
  };
}

/** The vector of a query; none where the embedder is missing, or away (`failed`). */
async function embedded(
  embedder: Embedder | undefined,
  text: string,
): Promise<{ vector: Float32Array | undefined; failed: boolean }> {
  try {
    return { vector: (await embedder?.embed([text], 'query'))?.[0], failed: false };
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return { vector: undefined, failed: true };
    throw error;
  }
}

/** What lists show of an entry. */
function summarise(entry: Entry): EntrySummary {
  const { city, country } = placeOf(entry);
  const year = entry.kind === 'case-study' ? entry.body.year : null;
  const { sectors, language, verified, sourceUrl } = entry.body;
  return {
    id: entry.id,
    kind: entry.kind,
    title: titleOf(entry),
    summary: summaryOf(entry),
    sectors,
    ...(city !== '' && { city }),
    country,
    ...(year !== null && { year }),
    language,
    verified,
    ...(sourceUrl !== null && { sourceUrl }),
  };
}
