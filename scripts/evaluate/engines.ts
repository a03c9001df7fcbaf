import { randomBytes } from 'node:crypto';
import { Meilisearch } from 'meilisearch';
import type { Logger } from 'pino';
import type { EntryKind } from '../../src/catalogue/entry.js';
import { AppError } from '../../src/errors.js';
import type { Answerer } from '../../src/matching/evaluate.js';
import type { Judgment } from '../../src/matching/judgments.js';
import { mean, ndcg } from '../../src/matching/metrics.js';
import { createMeilisearchEngine } from '../../src/search/meilisearch/engine.js';
import { type Laboratory, type LaboratoryOptions, openLaboratory } from './laboratory.js';

const KINDS: readonly EntryKind[] = ['case-study', 'provider'];
const TOP = 10;

/** How alike two engines answer in one mode. */
export interface Agreement {
  mode: string;
  statements: number;
  /** Mean number of the first ten that both show. */
  overlap: number;
  /** Mean nDCG@10 of each over the statements that something fits. */
  embedded: number;
  meilisearch: number;
}

/** Answers every statement with the engine in the process and with Meilisearch, over the same catalogue. */
export async function compareEngines(
  options: Omit<LaboratoryOptions, 'engine'> & { url: string; key: string | undefined; log: Logger },
  judgments: readonly Judgment[],
): Promise<Agreement[]> {
  const { url, key, log } = options;
  const prefix = `citymatch_evaluate_${randomBytes(4).toString('hex')}`;
  const embedded = await openLaboratory(options);
  try {
    const engine = await createMeilisearchEngine({ url, key, log, prefix });
    const meilisearch = await openLaboratory({ ...options, engine });
    try {
      const found = [];
      for (const mode of ['keyword', 'semantic', 'hybrid'] as const) {
        found.push(await agreement(mode, judgments, embedded, meilisearch));
      }
      return found;
    } finally {
      await meilisearch.close();
      await deleteIndexes(url, key, prefix);
    }
  } finally {
    await embedded.close();
  }
}

async function agreement(
  mode: keyof Laboratory['modes'],
  judgments: readonly Judgment[],
  embedded: Laboratory,
  meilisearch: Laboratory,
): Promise<Agreement> {
  const rows = [];
  for (const judgment of judgments) {
    const ask = async (answer: Answerer) => (await answer(judgment, KINDS)).ids.slice(0, TOP);
    const [a, b] = [await ask(embedded.modes[mode]), await ask(meilisearch.modes[mode])];
    rows.push({ judgment, a, b, both: a.filter((id) => b.includes(id)).length });
  }
  const fitting = rows.filter(({ judgment }) => Object.values(judgment.relevance).some((grade) => grade > 0));
  return {
    mode,
    statements: rows.length,
    overlap: mean(rows.map(({ both }) => both)),
    embedded: mean(fitting.map(({ judgment, a }) => ndcg(a, judgment.relevance))),
    meilisearch: mean(fitting.map(({ judgment, b }) => ndcg(b, judgment.relevance))),
  };
}

async function deleteIndexes(url: string, key: string | undefined, prefix: string): Promise<void> {
  const client = new Meilisearch({ host: url, ...(key !== undefined && { apiKey: key }) });
  const { results } = await client.getRawIndexes({ limit: 1_000 });
  for (const { uid } of results.filter((one) => one.uid.startsWith(prefix))) {
    await client.deleteIndex(uid).waitTask();
  }
}

/** @throws AppError `misconfigured` where MEILI_URL is not set. */
export function printAgreement(rows: readonly Agreement[]): void {
  if (rows.length === 0) throw new AppError('misconfigured', 'MEILI_URL: no Meilisearch to compare with');
  console.log('mode      statements  same of 10  nDCG@10 in the process  nDCG@10 Meilisearch');
  for (const { mode, statements, overlap, embedded, meilisearch } of rows) {
    console.log(
      `${mode.padEnd(10)}${String(statements).padEnd(12)}${overlap.toFixed(2).padEnd(12)}${embedded.toFixed(3).padEnd(24)}${meilisearch.toFixed(3)}`,
    );
  }
}
