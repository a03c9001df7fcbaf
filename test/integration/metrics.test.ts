import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/metrics/metrics.js';
import { startHttpApp } from '../helpers/http-app.js';
import { startServer } from '../helpers/server-process.js';

const TOKEN = 'numbers-of-this-server';
const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

/** The value of a series, by its name and some of its labels. */
function readSeries(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const line = text
    .split('\n')
    .find(
      (one) =>
        one.replace(/[{ ].*/, '') === name &&
        Object.entries(labels).every(([label, value]) => one.includes(`${label}="${value}"`)),
    );
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('the numbers of a server', () => {
  it('tell requests by route, jobs, index and embedding, to who knows the token', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'citymatch-metrics-'));
    toStop.push(() => rm(dataDir, { recursive: true, force: true }));
    const server = await startServer({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'bundled', METRICS_TOKEN: TOKEN });
    toStop.push(() => server.kill());
    await server.ready();
    for (const id of ['cs-a', 'cs-b', 'cs-c']) await fetch(`${server.url}/v1/entries/${id}?secret=x`);
    const statement = 'Streets flood after heavy rain in our old town';
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await fetch(`${server.url}/v1/match`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ statement }),
      });
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
    }
    for (const authorization of ['', `Bearer ${TOKEN}x`, 'Bearer ', `Basic ${TOKEN}`]) {
      const refused = await fetch(`${server.url}/metrics`, { headers: { authorization } });
      expect(refused.status).toBe(401);
    }
    const read = async () => {
      const response = await fetch(`${server.url}/metrics`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      expect(response.status).toBe(200);
      return response.text();
    };
    const text = await read();
    const requests = 'http_server_request_duration_seconds_count';
    const route = (path: string, status: string) => ({ http_route: path, http_response_status_code: status });
    expect(readSeries(text, requests, route('/v1/match', '200'))).toBe(2);
    expect(readSeries(text, requests, route('/v1/entries/:id', '400'))).toBe(3);
    expect(readSeries(text, requests, route('/metrics', '401'))).toBe(4);
    expect(text).not.toMatch(/secret|cs-a|flood/);
    expect(readSeries(text, 'citymatch_index_entries')).toBe(262);
    for (const job of ['index-entries', 'match-challenge', 'send-mails'])
      expect(readSeries(text, 'citymatch_jobs', { job, state: 'dead' })).toBe(0);
    expect(
      readSeries(text, 'citymatch_search_duration_seconds_count', { engine: 'embedded' }),
    ).toBeGreaterThan(0);
    expect(readSeries(text, 'process_memory_bytes', { kind: 'resident' })).toBeGreaterThan(1e7);
    expect(readSeries(text, 'process_cpu_time_seconds_total', { mode: 'user' })).toBeGreaterThan(0);
    expect(readSeries(text, 'nodejs_eventloop_delay_seconds', { statistic: 'max' })).toBeGreaterThanOrEqual(
      0,
    );
    expect(readSeries(text, 'citymatch_outbox')).toBeGreaterThanOrEqual(0);
    // The statement was asked for twice, and computed once.
    const asked = readSeries(text, 'citymatch_embedding_asked_total', { priority: 'query' }) ?? 0;
    const computed = readSeries(text, 'citymatch_embedding_computed_total', { priority: 'query' }) ?? 0;
    expect(asked - computed).toBeGreaterThanOrEqual(1);
    expect(
      readSeries(text, 'citymatch_embedding_duration_seconds_count', { priority: 'batch' }),
    ).toBeGreaterThan(0);
  }, 400_000);

  it('are for this machine alone where no token is set', async () => {
    const metrics = createMetrics({ version: '1' });
    toStop.push(() => metrics.close());
    const config = { rateLimit: 1, trustProxy: 1, publicUrl: undefined };
    const site = await startHttpApp({ metrics, config });
    toStop.push(() => site.stop());
    metrics.webhookSent('failed', 1_500);
    const { text } = await site.get('/metrics');
    const failed = { outcome: 'failed' };
    expect(readSeries(text, 'citymatch_webhook_duration_seconds_sum', failed)).toBe(1.5);
    // Not limited either: whoever reads them reads them often.
    for (let turn = 0; turn < 3; turn += 1) expect((await site.get('/metrics')).status).toBe(200);
    const elsewhere = await site.get('/metrics', { headers: { 'x-forwarded-for': '192.0.2.1' } });
    expect(elsewhere.status).toBe(403);
    expect(elsewhere.text).toContain('METRICS_TOKEN');
  });
});
