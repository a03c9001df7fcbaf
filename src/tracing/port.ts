import type { RequestHandler } from 'express';
import type { ObserveStatement } from '../db/observed.js';
import type { Embedder } from '../embedding/port.js';
import type { JobQueue } from '../queue/port.js';
import type { SearchEngine } from '../search/port.js';

/**
 * Traces as OpenTelemetry has them: what a request or a job did, and how long each step took. Nothing that a city, a
 * person or the catalogue says is in them: no statement, no address, no parameter, no message of an error.
 */
export interface Tracing {
  /** A span for each request, in the trace that its `traceparent` names (W3C Trace Context), else in one of its own. */
  requests: RequestHandler;
  /** The same embedder, with a span for each call within a trace. */
  embedder(embedder: Embedder): Embedder;
  /** The same engine, with a span for each call within a trace. */
  engine(engine: SearchEngine): SearchEngine;
  /** The same queue; each job that is worked off is a trace. */
  queue(queue: JobQueue): JobQueue;
  /** A span for each statement of the database within a trace: its verb and table. Absent: nobody observes them. */
  statement: ObserveStatement | undefined;
  /** Sends what is not sent yet; resolves soon also where nobody takes it. */
  close(): Promise<void>;
}
