import { setTimeout as pause } from 'node:timers/promises';
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { ObserveStatement } from '../db/observed.js';
import { requestIdOf } from '../http/logging.js';
import { routeOf } from '../http/route-of.js';
import { tracedEmbedder, tracedEngine, tracedQueue } from './decorators.js';
import { createExporter } from './exporter.js';
import type { Tracing } from './port.js';
import { createSpans, fail, type Spans } from './spans.js';

/** How long the last spans may take to be sent when the process stops. */
const FLUSH_MS = 2_000;
/** Asked for all the time and worth no trace. */
const QUIET = /^\/(healthz|readyz|metrics|assets\/)/;

const OFF: Tracing = {
  requests: (_req, _res, next) => next(),
  embedder: (embedder) => embedder,
  engine: (engine) => engine,
  queue: (queue) => queue,
  statement: undefined,
  close: () => Promise.resolve(),
};

/**
 * Traces that go to a collector in the background, in batches; nothing waits for it, and what it does not take is
 * dropped. OpenTelemetry's own variables for sampling, batches and headers count too (OTEL_TRACES_SAMPLER, OTEL_BSP_*,
 * OTEL_EXPORTER_OTLP_HEADERS).
 * @param options.endpoint OTLP over HTTP, without `/v1/traces`; absent: no traces are made, at no cost.
 */
export function createTracing(options: {
  endpoint: string | undefined;
  version: string;
  log: Logger;
}): Tracing {
  const { endpoint, version, log } = options;
  if (endpoint === undefined) return OFF;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'citymatch', 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(createExporter(endpoint, log))],
  });
  const tracer = provider.getTracer('citymatch', version);
  const spans = createSpans(tracer);
  return {
    requests: traceRequests(tracer, spans),
    embedder: (embedder) => tracedEmbedder(embedder, spans),
    engine: (engine) => tracedEngine(engine, spans),
    queue: (queue) => tracedQueue(queue, spans),
    statement: traceStatements(spans),
    async close() {
      // The exporter has told of what it could not send.
      const flushed = provider.shutdown().catch(() => undefined);
      await Promise.race([flushed, pause(FLUSH_MS, undefined, { ref: false })]);
    },
  };
}

/** Not the path: in it are ids; and not the query, in which a city searches and shows its secret. */
function traceRequests(tracer: Tracer, spans: Spans): RequestHandler {
  const propagator = new W3CTraceContextPropagator();
  const headers = {
    keys: (from: Record<string, unknown>) => Object.keys(from),
    get: (from: Record<string, unknown>, name: string) => {
      const value = from[name];
      return typeof value === 'string' ? value : undefined;
    },
  };
  return (req, res, next) => {
    if (QUIET.test(req.path)) return next();
    const { method } = req;
    const above = propagator.extract(ROOT_CONTEXT, req.headers, headers);
    const attributes = { 'http.request.method': method, 'citymatch.request.id': requestIdOf(req) };
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, above);
    res.once('close', () => {
      const route = routeOf(req);
      if (route !== 'none') {
        span.updateName(`${method} ${route}`);
        span.setAttribute('http.route', route);
      }
      if (res.headersSent) span.setAttribute('http.response.status_code', res.statusCode);
      if (!res.writableFinished) span.setAttribute('error.type', 'aborted');
      if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    spans.enter(trace.setSpan(above, span), next);
  };
}

const VERB = /^\s*(\w+)/;
/** drizzle writes names in quotes. */
const TABLE = /\b(?:from|into|update)\s+(?:"citymatch"\.)?"?(\w+)"?/i;

/** Of a statement its verb and its table are told, which are ours; never its text or its parameters. */
function traceStatements(spans: Spans): ObserveStatement {
  return (text) => {
    const verb = (VERB.exec(text)?.[1] ?? 'statement').toUpperCase();
    const table = TABLE.exec(text)?.[1];
    const span: Span | undefined = spans.begin(table ? `${verb} ${table}` : verb, SpanKind.CLIENT, {
      'db.system.name': 'postgresql',
      'db.operation.name': verb,
      ...(table !== undefined && { 'db.collection.name': table }),
    });
    return (error) => {
      if (span && error !== undefined) fail(span, error);
      span?.end();
    };
  };
}
