import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { summed } from '../../scripts/evaluate/model-speed.js';
import {
  type ComparedModel,
  readModels,
  sizeOf,
  spreadOver,
  tableOf,
} from '../../scripts/evaluate/models.js';
import type { Figures, Report } from '../../src/matching/evaluate.js';

const figures = (ndcg10: number): Figures => ({ statements: 4, ndcg10, recall20: ndcg10 / 2, mrr10: 1 });
const report = (all: number, byLanguage: Record<string, number>): Report => ({
  all: figures(all),
  byKind: { 'case-study': figures(all), provider: figures(all) },
  byLanguage: Object.fromEntries(
    Object.entries(byLanguage).map(([language, ndcg10]) => [language, figures(ndcg10)]),
  ),
  bySector: {},
  byRegion: {},
  nothingFits: { unanswerable: 0, toldSo: 0, answerable: 4, answered: 1, precision: 1, accuracy: 1 },
  calibration: { shown: 0, error: Number.NaN },
  statements: [],
});

describe('the models that are compared', () => {
  it('are read with commas between, each once', () => {
    expect(readModels('bundled, all-MiniLM-L6-v2,./mine')).toEqual(['bundled', 'all-MiniLM-L6-v2', './mine']);
    for (const wrong of ['', 'bundled,', 'bundled,bundled'])
      expect(() => readModels(wrong)).toThrow('--models: give names');
  });

  it('embed texts from all of the catalogue', () => {
    expect(spreadOver([0, 1, 2, 3, 4, 5, 6, 7], 4)).toEqual([0, 2, 4, 6]);
    expect(spreadOver([1, 2], 30)).toEqual([1, 2]);
    expect(spreadOver([], 30)).toEqual([]);
  });

  it('are held against the first of the same round, so that a slow round counts for both', () => {
    const round = (passagesPerSecond: number, queryMs: number, mebibytes: number) => ({
      passagesPerSecond,
      queryMs,
      mebibytes,
    });
    const first = [round(100, 1, 200), round(20, 9, 200), round(100, 1, 200)];
    const other = [round(50, 4, 300), round(10, 30, 310), round(60, 5, 305)];
    expect(summed(other, first)).toEqual({
      passagesPerSecond: 50,
      ratio: 0.5,
      queryMs: 5,
      mebibytes: 310,
    });
    expect(summed(first, first).ratio).toBe(1);
  });

  it('take on disk what all their files take, those in folders too', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'citymatch-size-'));
    try {
      await mkdir(path.join(folder, 'onnx'));
      await writeFile(path.join(folder, 'config.json'), 'x'.repeat(10));
      await writeFile(path.join(folder, 'onnx', 'model.onnx'), 'x'.repeat(32));
      expect(await sizeOf(folder)).toBe(42);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('stand in a table with a column for each language that is judged', () => {
    const compared: ComparedModel = {
      model: '/models/some-model',
      languages: ['*'],
      passagesPerSecond: 41.6,
      ratio: 0.5,
      queryMs: 7.25,
      mebibytes: 310.4,
      hybrid: report(0.75, { es: 0.5, en: 0.8 }),
      semantic: report(0.4, { en: 0.4 }),
      bytes: 23_600_000,
    };
    expect(tableOf([compared])).toEqual([
      '| model | all | en | es | meaning only | recall@20 | passages/s | ratio | ms a query | MiB | MB on disk | reads |',
      '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
      '| some-model | 0.750 | 0.800 | 0.500 | 0.400 | 0.375 | 42 | 0.50 | 7.3 | 310 | 24 | many |',
    ]);
  });
});
