import { z } from 'zod';
import type { Asker } from '../access.js';
import { WEIGHT_SET_STATES } from '../db/schema.js';
import type { Judgment } from '../matching/judgments.js';
import { matchWeightsSchema } from '../matching/weights-schema.js';

/** Fewer learnt judgments than these, or from fewer challenges, propose nothing. */
export const LEAST_JUDGMENTS = 30;
export const LEAST_CHALLENGES = 10;

const version = z.int().min(1).describe('Version of the set that was seen: another one is a conflict (409)');

/** Body of the decisions on a set of weights. */
export const weightSetVersionSchema = z.strictObject({ version }).meta({ id: 'WeightSetVersion' });

const change = z
  .object({
    statements: z.int().describe('Statements that something fits'),
    before: z.number().describe('Mean nDCG@10 with the weights that were in use, in [0, 1]'),
    after: z.number().describe('With these weights'),
  })
  .meta({ id: 'WeightsEffect', description: 'What other weights change for a group of statements' });
export type Change = z.infer<typeof change>;

const pair = (described: string) =>
  z
    .object({ before: z.number().nullable(), after: z.number().nullable() })
    .describe(`${described}; null where it cannot be told`);

/** What a set of weights was proposed, or refused, by. */
export const weightsReportSchema = z
  .object({
    all: change.describe('All statements'),
    heldOut: z
      .object({ before: z.number(), after: z.number() })
      .describe('Mean nDCG@10 on statements that the fit had not seen'),
    shipped: change.describe('The judgments that come with the product'),
    learnt: change.describe('The judgments that were learnt'),
    byLanguage: z
      .record(z.string(), change)
      .describe('By language of the statement; small groups as `others`'),
    bySector: z.record(z.string(), change).describe('By sector; small groups as `others`'),
    nothingFits: pair('Share of right decisions whether anything fits'),
    calibration: pair('Expected calibration error of the probabilities'),
    lost: z
      .array(change.extend({ kind: z.enum(['language', 'sector']), group: z.string() }))
      .describe('Groups that would lose more than 0.02: with one, the set is refused'),
    changed: z
      .array(z.object({ key: z.string(), before: z.number(), after: z.number() }))
      .describe('Weights that differ from those that were in use'),
    judgments: z
      .object({
        shipped: z.int().describe('Statements that come with the product'),
        learnt: z.int().describe('Learnt grades of entries'),
        challenges: z.int().describe('Challenges that these are of'),
        people: z.int().describe('People of the secretariat whose decisions these are'),
      })
      .describe('What the weights were fitted on'),
  })
  .meta({ id: 'WeightsReport', description: 'Before and after a change of the weights' });
export type WeightsReport = z.infer<typeof weightsReportSchema>;

export const weightSetSchema = z
  .object({
    id: z.string().describe('Id of the set'),
    version: z.int().describe('Row version'),
    madeAt: z.iso.datetime().describe('When, ISO 8601 in UTC'),
    origin: z
      .enum(['shipped', 'learnt'])
      .describe('`shipped`: a going back to those of the product; `learnt`: proposed by the nightly task'),
    state: z
      .enum(WEIGHT_SET_STATES)
      .describe(
        '`proposed`: waits for an administrator; `refused`: a group would lose; `in-use`; `retired`: was in use, or a newer one took its place; `declined`',
      ),
    weights: matchWeightsSchema.describe('Every weight; those it lacks are the ones of this version'),
    report: weightsReportSchema.optional().describe('Absent for shipped ones'),
    decidedBy: z.string().optional().describe('Id of the person who took it up or declined it'),
    decidedAt: z.iso.datetime().optional().describe('When'),
  })
  .meta({ id: 'WeightSet', description: 'Weights of the ranking' });
export type WeightSet = z.infer<typeof weightSetSchema>;

/** Answer of `GET /v1/learning/weights`, and of every decision. */
export const weightsOverviewSchema = z
  .object({
    inUse: z
      .object({
        origin: z.enum(['shipped', 'learnt']).describe('Where they come from'),
        id: z.string().optional().describe('The set; absent for those that come with the product'),
        weights: matchWeightsSchema.describe('Every weight'),
      })
      .describe('What ranks now'),
    newerShipped: z
      .boolean()
      .describe('The product comes with weights that are newer than the learnt ones in use'),
    sets: z.array(weightSetSchema).describe('Newest first, 50 at most'),
  })
  .meta({ id: 'WeightsOverview', description: 'The weights in use, proposed and past' });
export type WeightsOverview = z.infer<typeof weightsOverviewSchema>;

/** What can be learnt now, in number. */
export interface LearntCounts {
  /** Challenges of which something was said, and those that are used. */
  said: number;
  challenges: number;
  /** Grades of entries that are used. */
  judgments: number;
  people: number;
  /** Challenges that are not used, by why. */
  oneSource: number;
  tooMuchOfOne: number;
}

/** One line of `GET /v1/learning/judgments`. */
export const learntLineSchema = z
  .object({
    challengeId: z.string().describe('The challenge; its words stay with it'),
    language: z.string().describe('BCP 47 language of its statement'),
    used: z.boolean().describe('Whether it is learnt from'),
    leftOut: z
      .enum(['one-source', 'too-much-of-one'])
      .optional()
      .describe(
        'Why not: `one-source`: an entry that helps rests on one source alone; `too-much-of-one`: one person decided more than half of all',
      ),
    entries: z.array(
      z.object({
        entryId: z.string(),
        grade: z.int().min(0).max(3).describe('Mean of what is said, rounded'),
        counts: z.boolean().describe('Whether at least two speak of it'),
        says: z.array(
          z.object({
            what: z.string().describe('What was done'),
            by: z.string().describe('Id of a person of the secretariat, or `city`'),
            at: z.iso.datetime().describe('When'),
            grade: z.number().describe('The grade that it stands for'),
            weight: z.number().describe('How much it weighs'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'LearntChallenge', description: 'What was learnt from one challenge, and by whom' });
export type LearntLine = z.infer<typeof learntLineSchema>;

/** Learning from what staff and cities decide. */
export interface LearningService {
  /** Every challenge that something was said of, used or not, with who said what. Worked out anew each time. */
  judgments(): Promise<LearntLine[]>;
  counts(): Promise<LearntCounts>;
  /** The judgments that are used, one for each challenge. Worked out anew each time: keep them no longer than needed. */
  learntJudgments(): Promise<Judgment[]>;
  weights(): Promise<WeightsOverview>;
  /**
   * Takes up a proposed set: it ranks from now on, in every process within a minute.
   * @throws AppError `not-found`; `conflict` where it is not proposed, or not at this version.
   */
  accept(id: string, version: number, asker: Asker): Promise<WeightsOverview>;
  /** @throws AppError as `accept`. */
  decline(id: string, version: number, asker: Asker): Promise<WeightsOverview>;
  /** Goes back to the weights that the product comes with; where they are in use, nothing is done. */
  useShipped(asker: Asker): Promise<WeightsOverview>;
  /**
   * The nightly task: fits weights on all judgments and proposes them where they are better.
   * @returns 1 where a set was proposed or refused, else 0.
   * @throws AppError `unavailable` while a part of the search is away.
   */
  learn(): Promise<number>;
}
