import { cpSync, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.js';
import { createEmbedder } from '../src/embedding/create.js';
import { ensureModel } from '../src/embedding/ensure.js';
import { createLog } from '../src/log.js';
import { readJudgments } from '../src/matching/judgments.js';
import { printFallback } from './bench/fallback.js';
import { printJobs } from './bench/jobs.js';
import { load, medianOf, percentile } from './bench/load.js';
import { embeddingRates, rawQuery } from './bench/parts.js';
import { printQueue } from './bench/queue.js';
import { startBenchServer } from './bench/server.js';
import { printStack } from './bench/stack.js';
import { printWidget } from './bench/widget.js';
import { endWithChildren } from './command.js';

const USAGE = `npm run bench -- [options]
  --entries N    how many entries; repeatable (default 1000 and 10000)
  --model NAME   embedding model, as EMBEDDING_MODEL
  --stack        PostgreSQL, Redis, the Meilisearch of MEILI_BIN and two processes of each kind instead
                 (default 10000 and 100000 entries, which takes an hour or more)
  --dir PATH     with --stack: keep the servers' files and logs there; what an earlier run filled is used again
  --soak N       with --stack: also N seconds of load, with the memory of every process
  --only NAME    queue: the review queue alone; fallback: the words in the database beside the engine;
                 jobs: embedding through jobs beside the model alone; widget: 200 widget searches a second
                 for a minute, over 10000 entries (--dir, --seconds N and --rate N change it)`;
const CLIENTS = 16;
const REQUESTS = 320;
const WORDS = [
  'flooding',
  'bus rapid transit',
  'compost',
  'street lighting',
  'water loss',
  'heat',
  'housing',
  'solar',
];

const { values } = parseArgs({
  options: {
    entries: { type: 'string', multiple: true },
    model: { type: 'string' },
    only: { type: 'string' },
    stack: { type: 'boolean', default: false },
    dir: { type: 'string' },
    soak: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '200' },
    help: { type: 'boolean', default: false },
  },
});
const config = readConfig();
const sizes = (values.entries ?? (values.stack ? ['10000', '100000'] : ['1000', '10000'])).map(Number);
const log = createLog('error');
const model = values.model ?? config.embeddingModel;

/** Different statements in plenty, so that nothing is answered from a cache: two judged ones after another. */
async function statementsOf(): Promise<string[]> {
  const judged = (await readJudgments('seeds/judgments.jsonl')).filter(({ language }) => language === 'en');
  return judged.flatMap(({ statement }, i) =>
    Array.from({ length: 20 }, (_, j) =>
      `${statement} ${judged[(i + j + 1) % judged.length]?.statement ?? ''}`.slice(0, 400),
    ),
  );
}

const postMatch = (url: string, statement: string) =>
  fetch(`${url}/v1/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ statement, city: { country: 'PE', population: 40_000 } }),
  });

const ms = (value: number) => value.toFixed(1).padStart(8);
const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(2)} GiB`;

async function printLoad(name: string, requests: (() => Promise<Response>)[]): Promise<void> {
  await load(requests.slice(0, 32), CLIENTS);
  const { sorted, perSecond } = await load(requests.slice(32), CLIENTS);
  const shares = [0.5, 0.95, 0.99].map((share) => ms(percentile(sorted, share))).join('');
  console.log(`  ${name.padEnd(28)}${shares}${perSecond.toFixed(0).padStart(12)}`);
}

/** Everything at one size, in one data folder of its own. */
async function measure(entries: number, workDir: string, statements: readonly string[]): Promise<void> {
  const dataDir = join(workDir, String(entries));
  await mkdir(dataDir, { recursive: true });
  const models = join(config.dataDir, 'models');
  if (existsSync(models)) cpSync(models, join(dataDir, 'models'), { recursive: true });
  const first = await startBenchServer(dataDir, entries, model);
  console.log(`\n${entries} entries: indexed, embedding included, in ${first.seconds.toFixed(1)} s`);
  console.log(`  ${`${CLIENTS} clients, ms`.padEnd(28)}     p50     p95     p99  requests/s`);
  await printLoad(
    'POST /v1/match',
    statements.slice(0, REQUESTS).map((one) => () => postMatch(first.url, one)),
  );
  await printLoad(
    'GET /v1/search',
    Array.from(
      { length: REQUESTS },
      (_, i) => () =>
        fetch(
          `${first.url}/v1/search?q=${encodeURIComponent(`${WORDS[i % WORDS.length]} ${i % 40}`)}&facets=kind,sector`,
        ),
    ),
  );
  const others = statements.slice(REQUESTS);
  const matchMs = await medianOf(60, async (turn) =>
    (await postMatch(first.url, others[turn] ?? '')).arrayBuffer(),
  );
  console.log(`  memory after making the database and indexing everything: ${gib(await first.memory())}`);
  await first.stop();
  const again = await startBenchServer(dataDir, 0, model);
  await load(
    statements.slice(0, 64).map((one) => () => postMatch(again.url, one)),
    CLIENTS,
  );
  console.log(
    `  second start: ${again.seconds.toFixed(1)} s, memory under load ${gib(await again.memory())}`,
  );
  await again.stop();
  const embedder = await createEmbedder({ model, dataDir, log });
  const { embedMs, engineMs } = await rawQuery(dataDir, embedder, others.slice(100), log);
  await embedder.close();
  const ratio = (matchMs / (embedMs + engineMs)).toFixed(2);
  console.log(
    `  one client: match ${matchMs.toFixed(1)} ms; query embedding ${embedMs.toFixed(1)} ms + engine query ${engineMs.toFixed(1)} ms; ratio ${ratio}`,
  );
}

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const [cpu] = cpus();
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} x ${cpu?.model}, ${gib(totalmem())}`,
  );
  console.log('Client and server share the machine.');
  if (values.stack) {
    const { meiliBinary: binary, dataDir } = config;
    const soakSeconds = Number(values.soak);
    if (model === undefined) await ensureModel({ dataDir, log });
    const statements = await statementsOf();
    return printStack({ sizes, binary, keep: values.dir, soakSeconds, statements, model, dataDir, log });
  }
  if (values.only === 'fallback') return printFallback(sizes);
  if (values.only === 'jobs') return printJobs({ dataDir: config.dataDir, model, log });
  if (values.only === 'widget') {
    const { dataDir } = config;
    if (model === undefined) await ensureModel({ dataDir, log });
    const [entries = 10_000] = values.entries === undefined ? [] : sizes;
    const [seconds, perSecond] = [Number(values.seconds), Number(values.rate)];
    return printWidget({ entries, seconds, perSecond, model, dataDir, keep: values.dir, log });
  }
  if (values.only === undefined) {
    await measureSearch();
    await printJobs({ dataDir: config.dataDir, model, log });
  }
  await printQueue();
}

/** Embedding, matching and search, at each size. */
async function measureSearch(): Promise<void> {
  if (model === undefined) await ensureModel({ dataDir: config.dataDir, log });
  const workDir = await mkdtemp(join(tmpdir(), 'citymatch-bench-'));
  try {
    const embedder = await createEmbedder({ model, dataDir: config.dataDir, log });
    console.log(`Model ${embedder.modelId}`);
    const rates = await embeddingRates(embedder, workDir, log);
    await embedder.close();
    const ratios = rates.ratios.map((ratio) => ratio.toFixed(2)).join(', ');
    console.log(
      `Embedding: ${rates.indexing.toFixed(0)} passages/s while indexing, ${rates.raw.toFixed(0)} by the model alone; ratio of each round ${ratios}`,
    );
    const statements = await statementsOf();
    for (const entries of sizes) await measure(entries, workDir, statements);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

endWithChildren();
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
