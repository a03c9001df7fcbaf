import { z } from 'zod';
import type { Asker } from '../access.js';
import { matchRequestSchema } from '../matching/contract.js';
import type { MatchWeights } from '../matching/weights.js';
import type { Lack } from './lacks.js';
import { type Run, runSummarySchema, type Used } from './run.js';
import { settingsSchema } from './settings.js';
import type { WorstStatement } from './worst.js';

/** How far a run has come that somebody asked for, or that is due. */
export const stateSchema = z
  .object({
    status: z
      .enum(['idle', 'waiting', 'running', 'interrupted', 'failed', 'no-judgments'])
      .describe(
        '`waiting` for a worker; `interrupted`: its worker ended midway, the job comes again; `failed`: ask again; `no-judgments`: none is about this catalogue',
      ),
    askedBy: z.string().optional().describe('Who asked for it'),
    done: z.int().optional().describe('Statements answered so far'),
    of: z.int().optional().describe('Statements in all'),
    why: z.string().optional().describe('Why the last try failed'),
  })
  .meta({ id: 'EvaluationState' });
export type EvaluationState = z.infer<typeof stateSchema>;

export const runsResponseSchema = z.object({
  runs: z.array(runSummarySchema).describe('Newest first'),
  nextCursor: z.string().optional().describe('For the next page; absent on the last one'),
  state: stateSchema.describe('Whether one is under way'),
});

export const compareRequestSchema = z
  .strictObject({
    statement: matchRequestSchema.shape.statement,
    city: matchRequestSchema.shape.city,
    a: settingsSchema.describe('What differs from the weights in use on one side; may be empty'),
    b: settingsSchema.describe('The same for the other side'),
  })
  .meta({ id: 'ComparisonRequest', description: 'A statement, to be answered with two settings' });
export type CompareRequest = z.infer<typeof compareRequestSchema>;

const placedSchema = z
  .object({
    rank: z.int().describe('Its place, from 1'),
    other: z.int().describe('Its place with the other settings'),
    id: z.string().describe('Id of the entry'),
    kind: z.enum(['case-study', 'provider']).describe('Kind of entry'),
    title: z.string().describe('Title of a case study, name of a provider'),
    probability: z.number().describe('That staff would grade it 2 or 3, 0 to 1'),
    score: z.number().describe('In standard deviations of the candidates; 0 is an average one'),
    parts: z
      .object({
        words: z.number().describe('How well the words agree, 0 to 1'),
        meaning: z.number().nullable().describe('Cosine of the meaning, -1 to 1; null without a model'),
        concepts: z.number().describe('Share of the concepts that it speaks of'),
        sector: z.number().describe('How much its sectors are what the challenge is about'),
        context: z
          .record(z.string(), z.number())
          .describe('Each part of the context, 0 to 1; 0.5 where nothing is known'),
        stale: z.boolean().describe('Whether nobody has checked it for long'),
        liftedBy: z.string().optional().describe('Id of the linked entry that lifted it'),
      })
      .describe('What the score is made of'),
  })
  .meta({ id: 'PlacedEntry' });
const sideSchema = z
  .object({
    confident: z.boolean().describe('`false`: a city would be told that nothing fits'),
    results: z.array(placedSchema).describe('The first ten, best first'),
  })
  .meta({ id: 'ComparedSide' });
export type Side = z.infer<typeof sideSchema>;

export const comparisonSchema = z
  .object({
    model: z.string().describe('Embedding model used, or `none`'),
    degraded: z.literal(true).optional().describe('A part is away: only the words were compared'),
    language: z.string().describe('BCP 47 language that the statement was read as'),
    candidates: z.int().describe('Entries that were put in order, the same for both'),
    a: sideSchema.describe('With the one settings'),
    b: sideSchema.describe('With the other'),
  })
  .meta({ id: 'Comparison', description: 'One statement answered with two settings' });
export type Comparison = z.infer<typeof comparisonSchema>;

/** Quality over time: one point for each run. */
export interface HistoryPoint {
  id: string;
  at: string;
  statements: number;
  ndcg10: number | null;
}

export interface EvaluationService {
  /** Newest first. */
  runs(query: { limit: number; cursor?: string | undefined }): Promise<z.infer<typeof runsResponseSchema>>;
  /** @throws AppError `not-found`. */
  get(id: string): Promise<Run>;
  /** Oldest first, the last 400 at most. */
  history(): Promise<HistoryPoint[]>;
  state(): Promise<EvaluationState>;
  /** Asks for a run: done by a worker soon. Asking again while it waits or runs changes nothing. */
  ask(asker: Asker): Promise<EvaluationState>;
  /** Of a run the statements answered worst, in words; a translation beside its original is left out. */
  worst(run: Run, count: number): Promise<WorstStatement[]>;
  /** What the catalogue lacks: by challenges of the last 400 days, and by judged statements of this run. */
  lacks(run: Run | undefined): Promise<Lack[]>;
  /** The text of a judged statement, and where it is from. */
  statement(
    id: string,
  ): Promise<{ text: string; country: string | null; population: number | null } | undefined>;
  /** The weights in use. */
  weights(): Promise<MatchWeights>;
  /** Which judgments are about the catalogue as it is now. */
  judgments(): Promise<Used & { entries: number }>;
  /** @throws AppError `bad-request` for settings out of bounds; `unavailable` while the search engine is away. */
  compare(request: CompareRequest): Promise<Comparison>;
  /**
   * Measures where somebody asked for it, or where catalogue, weights, model, engine or judgments have changed since the
   * last run; and forgets old runs.
   * @returns how many statements were answered.
   * @throws AppError `unavailable` while a part of the search is away, so that nothing lesser is measured.
   */
  evaluateIfDue(): Promise<number>;
}
