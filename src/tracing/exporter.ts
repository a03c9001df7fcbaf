import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';

/** `ExportResultCode.SUCCESS` of OpenTelemetry's core, which is an enum in the types alone. */
const SENT = 0;

/**
 * Sends spans by OTLP over HTTP, as JSON, to `endpoint`/v1/traces. A collector that does not take them is told of in
 * the log once, and once more when it is back; what it did not take is lost.
 */
export function createExporter(endpoint: string, log: Logger): SpanExporter {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  let away = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== SENT;
        if (failed && !away) {
          const why = result.error?.message;
          log.warn(
            { why },
            'Traces cannot be sent to OTEL_EXPORTER_OTLP_ENDPOINT: they are dropped until it takes them',
          );
        }
        if (!failed && away) log.info('Traces can be sent again');
        away = failed;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
