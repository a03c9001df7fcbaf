import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';

/** Makes spans; the one under way is known to everything that is called within it. */
export interface Spans {
  /** Runs the work within a span of a new trace. */
  root<T>(name: string, kind: SpanKind, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  /** Runs the work within a span below the one under way; where there is none, without a span. */
  child<T>(name: string, attributes: Attributes, work: (span: Span | undefined) => Promise<T>): Promise<T>;
  /** Begins a span below the one under way; where there is none, nothing. */
  begin(name: string, kind: SpanKind, attributes: Attributes): Span | undefined;
  /** Runs what follows within a span that was begun. */
  enter<T>(context: Context, work: () => T): T;
}

export function createSpans(tracer: Tracer): Spans {
  const active = new AsyncLocalStorage<Context>();

  async function within<T>(span: Span, parent: Context, work: () => Promise<T>): Promise<T> {
    try {
      return await active.run(trace.setSpan(parent, span), work);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  return {
    root: (name, kind, attributes, work) =>
      within(tracer.startSpan(name, { kind, attributes }, ROOT_CONTEXT), ROOT_CONTEXT, work),
    child(name, attributes, work) {
      const parent = active.getStore();
      if (parent === undefined) return work(undefined);
      const span = tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes }, parent);
      return within(span, parent, () => work(span));
    },
    begin(name, kind, attributes) {
      const parent = active.getStore();
      return parent && tracer.startSpan(name, { kind, attributes }, parent);
    },
    enter: (context, work) => active.run(context, work),
  };
}

/** Marks a span as failed, with the kind of error alone: messages of drivers hold what was asked for. */
export function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', kindOf(error));
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
