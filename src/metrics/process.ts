import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Meter } from '@opentelemetry/api';

/** How finely the event loop is watched, in milliseconds. */
const RESOLUTION_MS = 20;
const NANO = 1e9;
const MICRO = 1e6;

/**
 * What the process itself takes: memory, processor time, and how long the event loop keeps others waiting since the
 * last reading.
 * @returns stops watching.
 */
export function watchProcess(meter: Meter): () => void {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  const gauge = (name: string, description: string) => meter.createObservableGauge(name, { description });
  const memory = gauge('process.memory.bytes', 'Memory of the process, by kind');
  const delay = gauge('nodejs.eventloop.delay.seconds', 'How late the event loop was since the last reading');
  const cpu = meter.createObservableCounter('process.cpu.time.seconds', {
    description: 'Processor time that the process took',
  });
  meter.addBatchObservableCallback(
    (result) => {
      const { rss, heapUsed, external } = process.memoryUsage();
      result.observe(memory, rss, { kind: 'resident' });
      result.observe(memory, heapUsed, { kind: 'heap' });
      result.observe(memory, external, { kind: 'external' });
      const { user, system } = process.cpuUsage();
      result.observe(cpu, user / MICRO, { mode: 'user' });
      result.observe(cpu, system / MICRO, { mode: 'system' });
      // Before the first turn there is no mean.
      const late = (value: number) =>
        Number.isFinite(value) ? Math.max(0, value / NANO - RESOLUTION_MS / 1000) : 0;
      result.observe(delay, late(loop.mean), { statistic: 'mean' });
      result.observe(delay, late(loop.percentile(99)), { statistic: 'p99' });
      result.observe(delay, late(loop.max), { statistic: 'max' });
      loop.reset();
    },
    [memory, cpu, delay],
  );
  return () => loop.disable();
}
