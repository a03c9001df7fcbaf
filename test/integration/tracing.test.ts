import express from 'express';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createCachedEmbedder } from '../../src/embedding/cache.js';
import { createIndexer } from '../../src/indexing/indexer.js';
import { createTracing } from '../../src/tracing/tracing.js';
import { caseStudyEntry } from '../helpers/catalogue.js';
import { type CollectedSpan, startCollector } from '../helpers/collector.js';
import { openTestDatabase } from '../helpers/database.js';
import { freePort } from '../helpers/free-port.js';
import { until } from '../helpers/until.js';
import { startWholeSite } from '../helpers/whole-site.js';
import { createWordEmbedder } from '../helpers/word-embedder.js';

const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
/** OTLP's numbers for kinds of spans. */
const SERVER = 2;
const CLIENT = 3;

async function collector() {
  const started = await startCollector();
  toStop.push(started.stop);
  return started;
}

function attributeOf(span: CollectedSpan | undefined, key: string): string | number | undefined {
  const value = span?.attributes.find((one) => one.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
}

describe('the traces of a server', () => {
  it('show a whole match request below the span of who asked, and nothing of what was asked', async () => {
    const { endpoint, spans, text } = await collector();
    const tracing = createTracing({ endpoint, version: '1', log: pino({ level: 'silent' }) });
    const database = await openTestDatabase({ onStatement: tracing.statement });
    const embedder = createCachedEmbedder({
      db: database.db,
      embedder: tracing.embedder(createWordEmbedder()),
    });
    const site = await startWholeSite({}, database, { tracing, embedder });
    toStop.push(site.stop);
    await site.store.save([caseStudyEntry('cs-1', { challenge: 'Zanzibar streets flood' })]);
    await createIndexer({ ...site, embedder: () => embedder, log: pino({ level: 'silent' }) }).index([
      'cs-1',
    ]);
    const match = (body: unknown) =>
      fetch(`${site.address}/v1/match`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', traceparent: `00-${TRACE}-${CALLER}-01` },
        body: JSON.stringify(body),
      });
    const matched = await match({ statement: 'Zanzibar streets flood after heavy rain in our old town' });
    expect(matched.status).toBe(200);
    expect(await matched.text()).toContain('cs-1');
    const refused = await match({ statements: 'Zanzibar' });
    expect(refused.status).toBe(400);
    for (const path of [
      '/v1/search?q=Zanzibar&token=hush',
      '/v1/entries/cs-1',
      '/challenges/ch-hush?token=hush',
      '/hush',
      '/healthz',
    ])
      await (await fetch(site.address + path)).arrayBuffer();
    // What is not sent yet is sent before the process ends.
    await tracing.close();

    const trace = spans.filter(({ traceId }) => traceId === TRACE);
    const root = trace.find((span) => attributeOf(span, 'http.response.status_code') === 200);
    expect(root).toMatchObject({ name: 'POST /v1/match', kind: SERVER, parentSpanId: CALLER });
    expect(attributeOf(root, 'http.route')).toBe('/v1/match');
    expect(attributeOf(root, 'citymatch.request.id')).toBe(matched.headers.get('x-request-id'));
    const below = trace.filter(({ parentSpanId }) => parentSpanId === root?.spanId);
    const names = below.map(({ name }) => name);
    expect(names).toContain('embed');
    expect(names).toContain('search');
    const read = spans.find(({ name }) => name === 'GET /v1/entries/:id');
    const statement = spans.find(({ name }) => name === 'SELECT entries');
    expect(statement).toMatchObject({ parentSpanId: read?.spanId, traceId: read?.traceId, kind: CLIENT });
    expect(
      attributeOf(
        below.find(({ name }) => name === 'search'),
        'citymatch.search.hits',
      ),
    ).toBeGreaterThan(0);
    // Everything hangs together: each parent is a span of the same trace, the caller, or nobody.
    for (const { parentSpanId, traceId } of spans) {
      if (parentSpanId === undefined || parentSpanId === CALLER) continue;
      expect(spans.find(({ spanId }) => spanId === parentSpanId)?.traceId).toBe(traceId);
    }
    const others = spans
      .filter(({ traceId, kind }) => traceId !== TRACE && kind === SERVER)
      .map(({ name }) => name);
    expect(others.sort()).toEqual([
      'GET /challenges/:id',
      'GET /v1/entries/:id',
      'GET /v1/search',
      'GET /{*path}',
    ]);
    expect(text()).not.toMatch(/zanzibar|flood|hush|select .* from/i);
  });

  it('of each job are one of its own, which says whether it failed, but not the words of the error', async () => {
    const { endpoint, spans, text } = await collector();
    const tracing = createTracing({ endpoint, version: '1', log: pino({ level: 'silent' }) });
    const handlers: ((data: { challengeId: string }) => Promise<void>)[] = [];
    const statement = tracing.statement;
    const queue = tracing.queue({
      add: async () => {},
      work: async (_name, handler) => {
        handlers.push(handler as (typeof handlers)[number]);
      },
      counts: async () => ({ waiting: 0, active: 0, delayed: 0, dead: 0, oldestSeconds: 0, byName: {} }),
      dead: async () => [],
      retryDead: async () => {},
      close: async () => {},
    });
    await queue.work('match-challenge', async ({ challengeId }) => {
      statement?.('select "id" from "citymatch"."entries" where "id" = $1')();
      if (challengeId === 'bad') throw new Error('Failed query: params: hush');
    });
    const [handler] = handlers;
    await handler?.({ challengeId: 'good' });
    await expect(handler?.({ challengeId: 'bad' })).rejects.toThrow('hush');
    await tracing.close();
    const jobs = spans.filter(({ name }) => name === 'job match-challenge');
    expect(jobs.map(({ parentSpanId, status }) => [parentSpanId, status.code])).toEqual([
      [undefined, 0],
      [undefined, 2],
    ]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(2);
    expect(spans.filter(({ name }) => name === 'SELECT entries')).toHaveLength(2);
    expect(text()).not.toContain('hush');
  });
});

describe('a collector', () => {
  it.each(['that is not there', 'that answers with errors'])(
    '%s costs one warning, and requests are answered as ever',
    async (what) => {
      const there = what === 'that is not there' ? undefined : await collector();
      there?.answerWith(400);
      const endpoint = there?.endpoint ?? `http://127.0.0.1:${await freePort()}`;
      const lines: string[] = [];
      const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
      const tracing = createTracing({ endpoint, version: '1', log });
      const app = express().use(tracing.requests);
      app.get('/v1/a', (_req, res) => void res.send('a'));
      const server = app.listen(0, '127.0.0.1');
      toStop.push(() => new Promise((resolve) => server.close(resolve)));
      await new Promise((resolve) => server.once('listening', resolve));
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      for (let turn = 0; turn < 3; turn += 1) {
        const answer = await fetch(`http://127.0.0.1:${port}/v1/a`);
        expect(await answer.text()).toBe('a');
      }
      await tracing.close();
      if (there) await until(() => lines.length > 0);
      expect(lines.length).toBeLessThanOrEqual(1);
      for (const line of lines) expect(line).toContain('OTEL_EXPORTER_OTLP_ENDPOINT');
    },
  );
});
