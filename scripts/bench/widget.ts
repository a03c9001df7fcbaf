import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { partnerSettingsSchema } from '../../src/partners/contract.js';
import { createPartnerService } from '../../src/partners/service.js';
import { sumsOf } from '../../src/partners/usage.js';
import { percentile } from './load.js';
import { startBenchServer } from './server.js';
import { type TypedSearch, typed } from './typed.js';

const ORIGIN = 'https://www.example.org';
/** Searches of one client, one after another. */
const ALONE = 1_000;

/** What the widget asks for while a reader types, and then. */
const pathOf = (key: string, { text, typing }: TypedSearch) =>
  `/v1/widget/search?key=${key}&language=es&q=${encodeURIComponent(text)}${typing ? '&by=titles&limit=6' : '&facets=kind,sector,country&limit=10'}`;

interface Outcome {
  /** From when it was due to the last byte, in milliseconds. */
  ms: number;
  /** 200, or what went wrong. */
  outcome: string;
}

/** Prints how `GET /v1/widget/search` does with one client, and with so many searches a second, however long they take. */
export async function printWidget(options: {
  entries: number;
  perSecond: number;
  seconds: number;
  model: string | undefined;
  /** Where the model is. */
  dataDir: string;
  /** Keeps the server's files there, and uses what an earlier run left. */
  keep?: string | undefined;
  log: Logger;
}): Promise<void> {
  const { entries, perSecond, seconds, model, keep, log } = options;
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'citymatch-widget-')));
  try {
    const models = join(options.dataDir, 'models');
    await mkdir(folder, { recursive: true });
    const filled = existsSync(join(folder, 'filled'));
    if (!filled) {
      if (existsSync(models)) await cp(models, join(folder, 'models'), { recursive: true });
      const first = await startBenchServer(folder, entries, model);
      console.log(`${entries} entries: indexed, embedding included, in ${first.seconds.toFixed(1)} s`);
      await first.stop();
      await mkdir(join(folder, 'filled'));
    }
    const { key, id } = await withDatabase(folder, log, addPartner);
    const server = await startBenchServer(folder, 0, model);
    const alone = await typed(ALONE, 1);
    const loaded = await typed(perSecond * seconds, 2);
    console.log(
      `Readers type ${loaded.queries} different queries: suggestions for every 1 to 4 letters, then the answer. ${loaded.searches.filter(({ typing }) => !typing).length} of ${loaded.searches.length} searches are answers; ${new Set(loaded.searches.map((one) => pathOf('', one))).size} are different.`,
    );
    const one = await inTurn(server.url, key, alone.searches);
    print('one client, one search after another', one);
    const all = await atRate(server.url, key, loaded.searches, perSecond);
    print(`${perSecond} searches a second for ${seconds} s`, all);
    const p95 = (list: readonly Outcome[]) => percentile(sorted(list), 0.95);
    console.log(`p95 under load over p95 of one client: ${(p95(all) / p95(one)).toFixed(2)}`);
    console.log(`memory: ${((await server.memory()) / 2 ** 30).toFixed(2)} GiB`);
    await server.stop();
    const counted = await withDatabase(folder, log, async ({ db }) => {
      const sums = await sumsOf(db, [id], new Date().toISOString().slice(0, 10));
      return sums.get(id) ?? 0;
    });
    const answered = [...one, ...all].filter(({ outcome }) => outcome === '200').length;
    console.log(`answered ${answered}, counted against the quota ${counted}`);
  } finally {
    if (keep === undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function withDatabase<T>(
  dataDir: string,
  log: Logger,
  work: (handle: DatabaseHandle) => Promise<T>,
): Promise<T> {
  const handle = await openDatabase({ dataDir, log });
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

async function addPartner({ db }: DatabaseHandle): Promise<{ id: string; key: string }> {
  const service = createPartnerService({ db, usage: { flush: () => Promise.resolve() }, changed: () => {} });
  const settings = partnerSettingsSchema.parse({
    name: 'Benchmark',
    origins: [ORIGIN],
    quotaPerDay: 10_000_000,
    ratePerMinute: 1_000_000,
    perAddressPerMinute: 1_000_000,
  });
  const partner = await service.create(settings, { actor: { kind: 'system', name: 'benchmark' } });
  return { id: partner.id, key: partner.keys[0]?.key ?? '' };
}

/** One search, answered whole; `due` is when it should have been sent. */
function ask(agent: Agent, url: string, path: string, due: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (outcome: string) => resolve({ ms: performance.now() - due, outcome });
    const headers = { origin: ORIGIN, 'accept-encoding': 'gzip' };
    const asking = request(url + path, { agent, headers }, (response) => {
      response.on('end', () => end(String(response.statusCode)));
      response.on('error', ({ message }) => end(message));
      response.resume();
    });
    asking.on('error', ({ message }) => end(message));
    asking.end();
  });
}

async function inTurn(url: string, key: string, searches: readonly TypedSearch[]): Promise<Outcome[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const outcomes: Outcome[] = [];
  for (const one of searches) outcomes.push(await ask(agent, url, pathOf(key, one), performance.now()));
  agent.destroy();
  return outcomes;
}

/** Sends each when it is due, whatever became of those before it: a slow answer delays no other question. */
async function atRate(
  url: string,
  key: string,
  searches: readonly TypedSearch[],
  perSecond: number,
): Promise<Outcome[]> {
  const agent = new Agent({ keepAlive: true });
  const started = performance.now();
  const asked: Promise<Outcome>[] = [];
  for (const [turn, one] of searches.entries()) {
    const due = started + (turn * 1000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
    asked.push(ask(agent, url, pathOf(key, one), due));
  }
  const outcomes = await Promise.all(asked);
  agent.destroy();
  return outcomes;
}

const sorted = (outcomes: readonly Outcome[]) => outcomes.map(({ ms }) => ms).sort((a, b) => a - b);

function print(name: string, outcomes: readonly Outcome[]): void {
  const times = sorted(outcomes);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(1));
  const wrong = outcomes.filter(({ outcome }) => outcome !== '200').map(({ outcome }) => outcome);
  const told = [...new Set(wrong)].map((one) => `${one}: ${wrong.filter((other) => other === one).length}`);
  console.log(
    `${name}: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, errors ${wrong.length}${told.length > 0 ? ` (${told.join(', ')})` : ''}`,
  );
}
