import { randomBytes } from 'node:crypto';
import { cpSync, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Meilisearch } from 'meilisearch';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createEmbedder } from '../../src/embedding/create.js';
import type { Embedder } from '../../src/embedding/port.js';
import { AppError } from '../../src/errors.js';
import { createMeilisearch } from '../stack/meilisearch.js';
import { createPostgres } from '../stack/postgres.js';
import { type Stack, startStack } from '../stack/stack.js';
import { load, medianOf, percentile } from './load.js';
import {
  EMBEDDER,
  type IndexingFigures,
  indexingFiguresSchema,
  measureIndexing,
  RAW_INDEX,
  residentBytes,
} from './stack-index.js';

const TURNS = 60;
const CLIENTS = 8;
/** Matches that many clients ask for. */
const LOAD = 400;
const SAMPLE_MS = 10_000;
const DATABASE = 'citymatch';
const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
const readySchema = z.looseObject({ entries: z.number().optional() });

export interface StackBench {
  sizes: readonly number[];
  /** The Meilisearch program. */
  binary: string | undefined;
  /** Folder in which the servers' files and logs are kept, and gone on with; absent: they are thrown away. */
  keep: string | undefined;
  /** Seconds of load in which memory is watched; 0: none. */
  soakSeconds: number;
  statements: readonly string[];
  model: string | undefined;
  dataDir: string;
  log: Logger;
}

/**
 * Prints how fast PostgreSQL and Meilisearch are filled, and how long the API with two processes of each kind takes
 * beside the same question asked of Meilisearch itself.
 * @throws AppError `misconfigured` without a Meilisearch.
 */
export async function printStack(bench: StackBench): Promise<void> {
  if (bench.binary === undefined)
    throw new AppError('misconfigured', 'MEILI_BIN: name the Meilisearch program');
  const embedder = await createEmbedder({ model: bench.model, dataDir: bench.dataDir, log: bench.log });
  try {
    console.log(`Model ${embedder.modelId}; vectors of entries are made in advance by counting words`);
    for (const size of bench.sizes) await measure(size, bench.binary, embedder, bench);
  } finally {
    await embedder.close();
  }
}

async function measure(size: number, binary: string, embedder: Embedder, bench: StackBench): Promise<void> {
  const { keep } = bench;
  const dir = keep ? resolve(keep, String(size)) : await mkdtemp(join(tmpdir(), 'citymatch-bench-stack-'));
  try {
    await mkdir(join(dir, 'data'), { recursive: true });
    await chmod(dir, 0o711);
    const models = join(bench.dataDir, 'models');
    if (existsSync(models)) cpSync(models, join(dir, 'data', 'models'), { recursive: true });
    printIndexing(await filled(dir, () => fill(dir, size, binary, embedder)));
    const stack = await startStack({
      ...{ dir, api: 2, workers: 2, engine: { binary }, say: () => undefined },
      settings: {
        ...{ RATE_LIMIT: '0', LOG_LEVEL: 'warn' },
        ...(bench.model !== undefined && { EMBEDDING_MODEL: bench.model }),
      },
    });
    try {
      await printLatency(stack, size, embedder, bench);
      if (bench.soakSeconds > 0) await printSoak(stack, bench);
    } finally {
      await stack.stop();
    }
  } finally {
    if (keep === undefined) await rm(dir, { recursive: true, force: true });
  }
}

/** What filling this folder took, now or in an earlier run. */
async function filled(dir: string, work: () => Promise<IndexingFigures>): Promise<IndexingFigures> {
  const file = join(dir, 'filled.json');
  if (existsSync(file)) return indexingFiguresSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const figures = await work();
  await writeFile(file, JSON.stringify(figures));
  return figures;
}

async function fill(dir: string, size: number, binary: string, embedder: Embedder): Promise<IndexingFigures> {
  const postgres = await createPostgres({ folder: join(dir, 'postgres'), fsync: true });
  const key = randomBytes(16).toString('hex');
  const meili = await createMeilisearch({ binary, folder: join(dir, 'meilisearch'), key });
  try {
    await Promise.all([postgres.start(), meili.start()]);
    const databaseUrl = await postgres.createDatabase(DATABASE);
    const { modelId, dimensions } = embedder;
    return await measureIndexing(size, {
      databaseUrl,
      meili: { url: meili.url, key, pid: meili.pid() },
      model: { modelId, dimensions },
    });
  } finally {
    await Promise.all([postgres.stop(), meili.stop()]);
  }
}

function printIndexing({
  date,
  entries,
  copy,
  raw,
  saved,
  indexed,
  kept,
  both,
  memory,
}: IndexingFigures): void {
  const rate = (value: number) => `${value.toFixed(0)}/s`;
  console.log(`\n${entries} entries, filled on ${date}`);
  console.log(`  COPY of the rows ${rate(copy)}; Meilisearch alone ${rate(raw)}`);
  console.log(
    `  saved ${rate(saved)}, indexed ${rate(indexed)}, both ${rate(both)}: ${(both / Math.min(copy, raw)).toFixed(2)} of the slower`,
  );
  console.log(`  words kept in PostgreSQL for a time without Meilisearch ${rate(kept)}, besides`);
  console.log(`  memory while indexing: ours ${mib(memory.ours)}, Meilisearch ${mib(memory.meilisearch)}`);
}

/** Straight and through the API in turn, so that both meet the same machine. */
async function printLatency(
  stack: Stack,
  size: number,
  embedder: Embedder,
  { statements }: StackBench,
): Promise<void> {
  const { meili, api } = stack;
  const url = api[0]?.url ?? '';
  const ready = readySchema.parse(await (await fetch(`${url}/readyz`)).json());
  if (ready.entries !== size) throw new Error(`The index holds ${ready.entries} entries instead of ${size}`);
  const client = new Meilisearch({
    host: meili?.url ?? '',
    apiKey: meili?.key ?? '',
    requestInit: { headers: { 'Accept-Encoding': 'identity' } },
  });
  const straight = async (text: string, limit: number) => {
    const [vector] = await embedder.embed([text], 'query');
    await client.index(RAW_INDEX).search(text, {
      ...{ vector: [...(vector ?? [])], hybrid: { embedder: EMBEDDER, semanticRatio: 0.6 }, limit },
      facets: ['kind', 'sectors'],
    });
  };
  const boxes = statements.map((one) => one.split(' ').slice(2, 4).join(' '));
  // Many at once first: what is measured one at a time then is a server that has run for a while.
  const { sorted, perSecond } = await load(
    statements
      .slice(2 * TURNS, 2 * TURNS + LOAD)
      .map((one, at) => () => post(api[at % api.length]?.url ?? '', one)),
    CLIENTS,
  );
  console.log(
    `  match, ${CLIENTS} clients on ${api.length} processes: ${perSecond.toFixed(0)}/s, p50 ${percentile(sorted, 0.5).toFixed(0)} ms, p95 ${percentile(sorted, 0.95).toFixed(0)} ms`,
  );
  const rows = {
    match: {
      straight: (at: number) => straight(statements[at] ?? '', 100),
      ours: (at: number) => post(url, statements[at + TURNS] ?? ''),
    },
    search: {
      straight: (at: number) => straight(boxes[at] ?? '', 20),
      ours: (at: number) =>
        fetch(
          `${url}/v1/search?q=${encodeURIComponent(boxes[at + TURNS] ?? '')}&limit=20&facets=kind,sector`,
        ),
    },
  };
  for (const [name, { straight: direct, ours }] of Object.entries(rows)) {
    for (let turn = 2 * TURNS; turn < 2 * TURNS + 20; turn++) await direct(turn);
    for (let turn = TURNS; turn < TURNS + 20; turn++) await bodyOf(await ours(turn));
    const [a, b]: number[][] = [[], []];
    for (let turn = 0; turn < TURNS; turn++) {
      a?.push(await medianOf(1, () => direct(turn)));
      b?.push(await medianOf(1, async () => bodyOf(await ours(turn))));
    }
    const median = (times: number[] = []) =>
      percentile(
        times.sort((x, y) => x - y),
        0.5,
      );
    const ratio = (median(b) / median(a)).toFixed(2);
    console.log(
      `  ${name}, one client: ${median(b).toFixed(1)} ms through the API; ${median(a).toFixed(1)} ms for one embedding and the same query straight; ratio ${ratio}`,
    );
  }
}

/** Load for a while, and the resident memory of each process in its second minute and its last. */
async function printSoak({ api, workers, meilisearch }: Stack, bench: StackBench): Promise<void> {
  const parts = [...api, ...workers, ...(meilisearch ? [meilisearch] : [])];
  const samples = new Map<string, number[]>(parts.map(({ name }) => [name, []]));
  const timer = setInterval(() => {
    for (const part of parts) samples.get(part.name)?.push(residentBytes(part.pid() ?? 0));
  }, SAMPLE_MS);
  const until = Date.now() + bench.soakSeconds * 1_000;
  let sent = 0;
  const client = async () => {
    while (Date.now() < until) {
      const at = sent++;
      await bodyOf(
        await post(api[at % api.length]?.url ?? '', bench.statements[at % bench.statements.length] ?? ''),
      );
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  clearInterval(timer);
  console.log(
    `  ${bench.soakSeconds} s of load, ${sent} matches; resident memory in the second minute and the last:`,
  );
  for (const [name, taken] of samples) {
    const median = (some: number[]) =>
      percentile(
        [...some].sort((a, b) => a - b),
        0.5,
      );
    console.log(
      `    ${name.padEnd(14)}${mib(median(taken.slice(6, 12)))} and ${mib(median(taken.slice(-6)))}`,
    );
  }
}

const post = (url: string, statement: string) =>
  fetch(`${url}/v1/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ statement, city: { country: 'PE', population: 40_000 }, limit: 10 }),
  });

async function bodyOf(response: Response): Promise<void> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.url} answered ${response.status}: ${text}`);
}
