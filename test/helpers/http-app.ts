import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { z } from 'zod';
import { type Entry, entrySchema } from '../../src/catalogue/entry.js';
import { caseStudiesOf } from '../../src/catalogue/evidence.js';
import { createCatalogueSearch } from '../../src/catalogue/search.js';
import { createCatalogueService } from '../../src/catalogue/service.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { Embedder } from '../../src/embedding/port.js';
import { createHttpApp, type HttpDeps } from '../../src/http/http-app.js';
import { listen } from '../../src/http/listen.js';
import { toSearchDocument } from '../../src/indexing/document.js';
import { createMatcher } from '../../src/matching/matcher.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';
import { loadThesaurus } from '../../src/taxonomy/thesaurus.js';
import { openTestDatabase } from './database.js';

const SEEDS = new URL('../../seeds/', import.meta.url);

async function readSeeds(kind: Entry['kind'], file: string): Promise<Entry[]> {
  const lines = (await readFile(new URL(file, SEEDS), 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const body = z.looseObject({ id: z.string() }).parse(JSON.parse(line));
    return entrySchema.parse({ id: body.id, kind, body });
  });
}

/** The seed catalogue in a database in memory, and the search engine that holds it by its words. */
async function seedCatalogue() {
  const { db } = await openTestDatabase();
  const store = createCatalogueStore(db);
  const [cases, providers] = await Promise.all([
    readSeeds('case-study', 'case-studies.jsonl'),
    readSeeds('provider', 'providers.jsonl'),
  ]);
  await store.save([...cases, ...providers]);
  const engine = await createEmbeddedEngine({ log: pino({ level: 'silent' }) });
  for await (const batch of store.all()) {
    await engine.upsert(batch.map((entry) => toSearchDocument(entry, [], null)));
  }
  const concepts = await loadThesaurus(fileURLToPath(new URL('thesaurus.jsonl', SEEDS)));
  return { store, engine, concepts, catalogue: createCatalogueService({ store, staleAfterDays: 730 }) };
}

/** Made once for a test file, since no test changes it. */
let seeded: ReturnType<typeof seedCatalogue> | undefined;

/** An answer as a test looks at it; `json` is undefined where the body is not JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

export interface TestSite {
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** Lines of the log, parsed. */
  log: Record<string, unknown>[];
  get(path: string, init?: RequestInit): Promise<Answer>;
  /** Posts to `/v1/match`; a string goes out as it is, anything else as JSON. */
  match(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
}

/** The HTTP layer over the seed catalogue, the embedded engine and the matcher, on a free port. */
export async function startHttpApp(
  changes: Partial<Omit<HttpDeps, 'log'>> & { embedder?: Embedder | undefined } = {},
): Promise<TestSite> {
  const { embedder: given, ...deps } = changes;
  const embedder = () => given;
  seeded ??= seedCatalogue();
  const { store, engine, concepts, catalogue } = await seeded;
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line: string) => lines.push(z.looseObject({}).parse(JSON.parse(line))) },
  );
  const app = createHttpApp({
    config: { rateLimit: 0, trustProxy: 0, publicUrl: undefined },
    version: '1.2.3',
    matcher: createMatcher({
      engine,
      embedder,
      concepts,
      caseStudiesOf: (ids) => caseStudiesOf(store, ids),
    }),
    catalogue,
    search: createCatalogueSearch({ engine, embedder }),
    status: () => ({
      ready: true,
      doing: 'ready',
      parts: { search: { state: 'ok', detail: 'embedded' } },
      entries: 262,
      indexLagSeconds: 0,
    }),
    ...deps,
    log,
  });
  const { url: address, close } = await listen(app, { host: '127.0.0.1', port: 0 });
  const ask = async (path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(address + path, init);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  };
  return {
    address,
    log: lines,
    get: ask,
    match: (body, headers = { 'content-type': 'application/json' }) =>
      ask('/v1/match', {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    stop: close,
  };
}

const problemSchema = z.strictObject({
  type: z.string().startsWith('urn:citymatch:problem:'),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  requestId: z.string().min(1),
  errors: z.array(z.strictObject({ path: z.string().min(1), message: z.string().min(1) })).optional(),
});

/** The problem of an answer, checked against RFC 9457 and our own form. */
export function problemIn(answer: Answer): z.infer<typeof problemSchema> {
  const type = answer.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) {
    throw new Error(`No problem but ${answer.status} ${type}: ${answer.text.slice(0, 500)}`);
  }
  const problem = problemSchema.parse(answer.json);
  if (problem.status !== answer.status)
    throw new Error(`${problem.status} is told, ${answer.status} was sent`);
  return problem;
}
