import { performance } from 'node:perf_hooks';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { Request, RequestHandler, Response } from 'express';
import type { Embedder } from '../embedding/port.js';
import { routeOf } from '../http/route-of.js';
import type { OutboxRelay } from '../queue/outbox.js';
import type { JobQueue } from '../queue/port.js';
import type { SearchEngine } from '../search/port.js';
import { withMethods } from '../with-methods.js';
import { watchProcess } from './process.js';

/** Upper bounds of the buckets of a duration, in seconds: those of OpenTelemetry's conventions for HTTP. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** What is counted of a running server, as OpenTelemetry names it, told as Prometheus reads it. */
export interface Metrics {
  /** Counts and times each request by method, route and status; no address and no query is kept. */
  requests: RequestHandler;
  /** The same embedder, with the time that the model takes. */
  timed(embedder: Embedder): Embedder;
  /** The same embedder with a memory, with how many texts it was asked for: the rest was remembered. */
  counted(embedder: Embedder): Embedder;
  /** The same engine for readers, with the time that each search takes, and how many something lesser answered. */
  searched<T extends SearchEngine>(engine: T): T;
  /** Counts and times an attempt to deliver a webhook's message. */
  webhookSent(outcome: string, tookMs: number): void;
  /** From now on these parts are asked at each reading. */
  watch(parts: Watched): void;
  /** Everything in Prometheus' text format. */
  answer(req: Request, res: Response): void;
  close(): Promise<void>;
}

/** The parts whose state is told. */
export interface Watched {
  queue: Pick<JobQueue, 'counts'>;
  relay: Pick<OutboxRelay, 'pending'>;
  engine: Pick<SearchEngine, 'info'>;
}

export function createMetrics({ version }: { version: string }): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
  const provider = new MeterProvider({ readers: [exporter] });
  const meter = provider.getMeter('citymatch', version);
  const seconds = (name: string, description: string) =>
    // The unit stands in the name, as Prometheus has it; its exporter here does not add it.
    meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: BOUNDS } });
  const requests = seconds(
    'http.server.request.duration.seconds',
    'Time from a request to the end of its answer',
  );
  const modelTime = seconds(
    'citymatch.embedding.duration.seconds',
    'Time of one call of the embedding model',
  );
  const searchTime = seconds('citymatch.search.duration.seconds', 'Time of one search of the engine');
  const lesser = meter.createCounter('citymatch.search.degraded', {
    description: 'Searches that were answered with less than is configured, as a part was away',
  });
  const stopProcess = watchProcess(meter);
  const computed = meter.createCounter('citymatch.embedding.computed', {
    description: 'Texts that the embedding model turned into vectors',
  });
  const asked = meter.createCounter('citymatch.embedding.asked', {
    description: 'Texts whose vectors were asked for; those not computed were remembered',
  });
  const webhooks = seconds(
    'citymatch.webhook.duration.seconds',
    'Time of one attempt to deliver a message of a webhook, by its outcome',
  );
  return {
    webhookSent: (outcome, tookMs) => webhooks.record(tookMs / 1000, { outcome }),
    requests(req, res, next) {
      const started = performance.now();
      res.once('close', () => {
        requests.record((performance.now() - started) / 1000, {
          'http.request.method': req.method,
          'http.route': routeOf(req),
          'http.response.status_code': res.statusCode,
        });
      });
      next();
    },
    timed: (embedder) => ({
      ...same(embedder),
      async embed(texts, priority = 'batch') {
        const started = performance.now();
        const vectors = await embedder.embed(texts, priority);
        modelTime.record((performance.now() - started) / 1000, { priority });
        computed.add(texts.length, { priority });
        return vectors;
      },
    }),
    counted: (embedder) => ({
      ...same(embedder),
      embed(texts, priority = 'batch') {
        asked.add(texts.length, { priority });
        return embedder.embed(texts, priority);
      },
    }),
    searched: (engine) =>
      withMethods<SearchEngine>(engine, {
        async search(query) {
          const started = performance.now();
          const answer = await engine.search(query);
          searchTime.record((performance.now() - started) / 1000, { engine: engine.name });
          if (answer.degraded === true) lesser.add(1);
          return answer;
        },
      }) as typeof engine,
    watch(parts) {
      watchQueue(meter, parts);
      watchIndex(meter, parts);
    },
    answer: (req, res) => exporter.getMetricsRequestHandler(req, res),
    async close() {
      stopProcess();
      await provider.shutdown();
    },
  };
}

type Meter = ReturnType<MeterProvider['getMeter']>;

/** All of an embedder but `embed`; methods of a class are not its own keys. */
function same(embedder: Embedder): Omit<Embedder, 'embed'> {
  const { modelId, dimensions, languages } = embedder;
  return { modelId, dimensions, languages, close: () => embedder.close() };
}

function watchQueue(meter: Meter, { queue }: Watched): void {
  const jobs = meter.createObservableGauge('citymatch.jobs', { description: 'Jobs by kind and state' });
  const oldest = meter.createObservableGauge('citymatch.jobs.oldest.seconds', {
    description: 'Age of the oldest job that is neither done nor dead',
  });
  meter.addBatchObservableCallback(
    async (result) => {
      // A part that is away leaves a gap in its series; /readyz says that it is.
      const counts = await queue.counts().catch(() => undefined);
      if (counts === undefined) return;
      for (const [job, states] of Object.entries(counts.byName)) {
        for (const [state, count] of Object.entries(states)) result.observe(jobs, count, { job, state });
      }
      result.observe(oldest, counts.oldestSeconds);
    },
    [jobs, oldest],
  );
}

function watchIndex(meter: Meter, { relay, engine }: Watched): void {
  const changes = meter.createObservableGauge('citymatch.outbox', {
    description: 'Changes that are not on the job queue yet',
  });
  const lag = meter.createObservableGauge('citymatch.outbox.oldest.seconds', {
    description: 'Age of the oldest change that is not on the job queue yet',
  });
  const entries = meter.createObservableGauge('citymatch.index.entries', {
    description: 'Entries that can be found',
  });
  meter.addBatchObservableCallback(
    async (result) => {
      const [pending, info] = await Promise.allSettled([relay.pending(), engine.info()]);
      if (pending.status === 'fulfilled') {
        result.observe(changes, pending.value.rows);
        result.observe(lag, pending.value.oldestSeconds);
      }
      if (info.status === 'fulfilled') result.observe(entries, info.value.documents);
    },
    [changes, lag, entries],
  );
}
