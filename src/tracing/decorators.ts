import { SpanKind } from '@opentelemetry/api';
import type { Embedder } from '../embedding/port.js';
import type { JobQueue } from '../queue/port.js';
import type { SearchAnswer, SearchEngine, SearchQuery } from '../search/port.js';
import { withMethods } from '../with-methods.js';
import type { Spans } from './spans.js';

export function tracedEmbedder(embedder: Embedder, spans: Spans): Embedder {
  return withMethods(embedder, {
    embed: (texts, priority = 'batch') =>
      spans.child(
        'embed',
        {
          'gen_ai.request.model': embedder.modelId,
          'citymatch.embedding.texts': texts.length,
          'citymatch.embedding.priority': priority,
        },
        () => embedder.embed(texts, priority),
      ),
  });
}

export function tracedEngine(engine: SearchEngine, spans: Spans): SearchEngine {
  const named = { 'citymatch.search.engine': engine.name };
  const counted = (count: number) => ({ ...named, 'citymatch.search.documents': count });
  return withMethods(engine, {
    search: (query: SearchQuery) =>
      spans.child('search', { ...named, ...shapeOf(query) }, async (span) => {
        const answer: SearchAnswer = await engine.search(query);
        span?.setAttributes({
          'citymatch.search.total': answer.total,
          'citymatch.search.hits': answer.hits.length,
        });
        return answer;
      }),
    similar: (id, options) => spans.child('search similar', named, () => engine.similar(id, options)),
    get: (ids) => spans.child('search get', counted(ids.length), () => engine.get(ids)),
    upsert: (documents) =>
      spans.child('search upsert', counted(documents.length), () => engine.upsert(documents)),
    remove: (ids) => spans.child('search remove', counted(ids.length), () => engine.remove(ids)),
    inventory: () => spans.child('search inventory', named, () => engine.inventory()),
  });
}

/** Of a query its form: what is looked for is the city's. */
function shapeOf({ vector, semanticRatio, words, limit, offset, facets, filter }: SearchQuery) {
  return {
    'citymatch.search.meaning': vector !== undefined,
    'citymatch.search.words': words,
    'citymatch.search.limit': limit,
    'citymatch.search.offset': offset ?? 0,
    'citymatch.search.facets': facets?.length ?? 0,
    'citymatch.search.filters': Object.keys(filter ?? {}).length,
    ...(semanticRatio !== undefined && { 'citymatch.search.semantic_ratio': semanticRatio }),
  };
}

export function tracedQueue(queue: JobQueue, spans: Spans): JobQueue {
  return withMethods(queue, {
    add: (name, data, options) =>
      spans.child('add job', { 'messaging.destination.name': name }, () => queue.add(name, data, options)),
    work: (name, handler, options) =>
      queue.work(
        name,
        (...job) =>
          spans.root(`job ${name}`, SpanKind.CONSUMER, { 'messaging.destination.name': name }, () =>
            handler(...job),
          ),
        options,
      ),
  });
}
