import { z } from 'zod';

const share = (described: string) => z.number().nullable().describe(`${described}; null where there is none`);

const figuresSchema = z
  .object({
    statements: z.int().describe('Statements that something fits'),
    ndcg10: share('nDCG@10, mean'),
    recall20: share('Share of the entries graded 2 or 3 among the first 20, mean'),
    mrr10: share('1 / rank of the first entry graded 2 or 3, mean'),
  })
  .meta({ id: 'EvaluationFigures' });
export type Figures = z.infer<typeof figuresSchema>;
const grouped = (by: string) => z.record(z.string(), figuresSchema).describe(by);

/** The report of `src/matching/evaluate.ts` without its statements, as JSON holds it: what is not a number is null. */
export const reportSchema = z
  .object({
    all: figuresSchema.describe('All statements'),
    byKind: grouped('By kind of entry: each kind alone'),
    byLanguage: grouped('By language of the statement'),
    bySector: grouped('By sector of what fits; `none` where it is not told'),
    byRegion: grouped('By UN M49 code of the continent that the statement is from; `none` without a country'),
    nothingFits: z
      .object({
        unanswerable: z.int().describe('Statements that nothing fits'),
        toldSo: share('Share of them told so'),
        answerable: z.int().describe('Statements that something fits'),
        answered: share('Share of them answered'),
        precision: share('Of all told "nothing fits", the share that is right'),
        accuracy: share('Share of all statements with the right decision'),
      })
      .describe('How well "nothing fits" is told'),
    calibration: z
      .object({
        shown: z.int().describe('Results shown'),
        error: share('Expected calibration error of their scores'),
      })
      .describe('How true the scores are'),
  })
  .meta({ id: 'EvaluationReport' });

/** How many judgments a run used. */
export const usedSchema = z
  .object({
    shipped: z.int().describe('Of those that the product comes with'),
    learnt: z.int().describe('Learnt from decisions of staff'),
    leftOut: z.int().describe('Left out: all that they judge is in another catalogue'),
    named: z.int().describe('Published entries that somebody judged; all others count as wrong answers'),
  })
  .meta({ id: 'EvaluationJudgments' });
export type Used = z.infer<typeof usedSchema>;

const graded = z.object({
  id: z.string().describe('Id of the entry'),
  grade: z.int().describe('0 to 3: 3 solves it and the context fits, 2 the context differs, 1 partly'),
});

export const statementSchema = z
  .object({
    id: z.string().describe('Id of the judgment'),
    language: z.string().describe('BCP 47 language of the statement'),
    country: z.string().nullable().describe('Country that it is from'),
    sector: z.string().nullable().describe('What it is about'),
    fits: z.boolean().describe('Whether something in the catalogue fits'),
    ndcg10: share('nDCG@10'),
    confident: z.boolean().describe('Whether it was answered; `false`: told that nothing fits'),
    shown: z.array(graded).describe('What was shown, best first, ten at most'),
    best: z
      .array(
        graded.extend({
          rank: z.int().nullable().describe('Its place, from 1; null where it was not found at all'),
        }),
      )
      .describe('What fits best, five at most'),
  })
  .meta({ id: 'EvaluatedStatement' });
export type EvaluatedStatement = z.infer<typeof statementSchema>;

/** Digests of what a run rests on. */
export const basisSchema = z
  .object({
    catalogue: z.string().describe('Of the published entries'),
    weights: z.string().describe('Of the weights'),
    judgments: z.string().describe('Of the judgments used'),
    model: z.string().describe('The embedding model, or `none`'),
    engine: z.string().describe('The search engine'),
  })
  .meta({ id: 'EvaluationBasis' });
export type Basis = z.infer<typeof basisSchema>;

export const runSummarySchema = z
  .object({
    id: z.string().describe('Id of the run'),
    at: z.iso.datetime().describe('When it was done, ISO 8601 in UTC'),
    by: z.string().optional().describe('Who asked for it; absent for the nightly one'),
    tookMs: z.int().describe('Time taken, in milliseconds'),
    model: z.string().describe('Embedding model, or `none`'),
    engine: z.string().describe('Search engine'),
    entries: z.int().describe('Published entries'),
    basis: basisSchema.describe('Digests of what it rests on: where they differ, something changed'),
    judgments: usedSchema.describe('Judgments used'),
    figures: reportSchema.describe('What was measured'),
  })
  .meta({ id: 'EvaluationRunSummary', description: 'One measurement of how well matching answers' });
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runSchema = runSummarySchema
  .extend({
    weights: z.record(z.string(), z.unknown()).describe('The weights that were in use'),
    statements: z.array(statementSchema).describe('Each statement, worst first'),
  })
  .meta({ id: 'EvaluationRun', description: 'One measurement with each of its statements' });
export type Run = z.infer<typeof runSchema>;
