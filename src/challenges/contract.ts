import { z } from 'zod';
import type { Asker } from '../access.js';
import type { Language } from '../languages.js';
import { matchResultSchema, reasonSchema, translatedReasonsSchema } from '../matching/contract.js';
import { countryCodes, sectorIds } from '../taxonomy/index.js';

const words = (max: number) => z.string().trim().max(max, `must be ${max} characters at most`);
const required = (max: number, message: string) =>
  words(max).refine((value) => /\p{L}{2}/u.test(value), message);

/** Body of `POST /v1/challenges`. */
export const submissionSchema = z
  .strictObject({
    title: required(200, 'must say in a few words what it is about').describe('The challenge in a few words'),
    statement: required(10_000, 'must say in words what the challenge is').describe(
      'The challenge in the words of the city, in any language',
    ),
    outcome: words(4000)
      .default('')
      .describe('What would be different if it were solved, and how that shows'),
    tried: words(4000).default('').describe('What was tried already, and what came of it'),
    city: z
      .strictObject({
        name: required(200, 'must be the name of the city').describe('Name of the city'),
        country: z
          .enum(countryCodes, 'must be an ISO 3166-1 alpha-2 code, such as "PE"')
          .describe('ISO 3166-1 alpha-2 code of its country'),
        population: z.int().positive().max(50_000_000).optional().describe('People in the city'),
        climate: z
          .string()
          .regex(
            /^(A[fmw]|B[WS][hk]|C[swf][abc]|D[swf][abcd]|E[TF])$/,
            'must be a Köppen-Geiger class, such as "Cfb"',
          )
          .optional()
          .describe('Köppen-Geiger climate class of the city'),
      })
      .describe('Where the challenge is'),
    sectors: z
      .array(z.enum(sectorIds, 'must be a sector of GET /v1/taxonomy'))
      .max(21, 'takes 21 values at most')
      .default([])
      .describe('Sectors it is about'),
    budget: z
      .enum(['low', 'medium', 'high', 'unknown'])
      .default('unknown')
      .describe('`low`: under about 2 million USD; `medium`: 2 to 30 million; `high`: above that'),
    timeframe: z
      .enum(['now', 'year', 'later', 'unknown'])
      .default('unknown')
      .describe('`now`: within three months; `year`: within a year; `later`: after that'),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag, such as "es"')
      .optional()
      .describe('BCP 47 language of the statement; detected when absent'),
    contact: z
      .strictObject({
        name: required(200, 'must be the name of a person').describe('Who speaks for the city'),
        email: z.email('must be a mail address').max(254).describe('Where the answer goes'),
      })
      .describe('Seen by the secretariat only, until an introduction is agreed'),
    consents: z
      .strictObject({
        processing: z
          .literal(true, 'must be true: without it we may not keep the challenge')
          .describe('We may keep and work on this challenge'),
        reuse: z
          .boolean()
          .default(false)
          .describe('The statement, without names, may help to measure and improve matching'),
        followUp: z.boolean().default(true).describe('We may ask later what came of it'),
      })
      .describe('What the city agrees to'),
    disclosure: z
      .enum(['secretariat', 'providers', 'public'])
      .default('secretariat')
      .describe('Who may read the statement: the secretariat only, providers it is introduced to, or anyone'),
  })
  .meta({ id: 'Submission', description: 'A challenge as a city submits it' });

export type Submission = z.infer<typeof submissionSchema>;

export const challengeStatusSchema = z
  .enum(['received', 'proposed', 'published', 'closed', 'declined', 'withdrawn'])
  .describe(
    '`received`: being matched; `proposed`: matches wait for staff; `published`: answered; `closed`: finished; `declined`: not taken on; `withdrawn`: taken back',
  );

/** Answer of `POST /v1/challenges`. */
export const submittedSchema = z
  .object({
    id: z.string().meta({ description: 'Id of the challenge', example: 'ch-0f3k2m9q4t7w8x2z' }),
    status: challengeStatusSchema,
    trackingUrl: z.string().describe('Opens the challenge for whoever has it: it carries the only secret'),
  })
  .meta({ id: 'Submitted', description: 'The challenge was taken in' });

/** Why a city does not want a match. */
export const DISMISSAL_REASONS = [
  'wrong-scale',
  'wrong-context',
  'no-budget',
  'timing',
  'already-have-one',
  'legal-procurement',
  'no-capacity',
  'not-our-problem',
  'other',
] as const;

/** Why a challenge was not taken on, or was closed. */
export const END_REASONS = [
  'answered',
  'not-a-city',
  'out-of-scope',
  'duplicate',
  'spam',
  'no-reply',
  'solved-otherwise',
  'other',
] as const;

/** A match as the city sees it: what was frozen, with the reasons and notes that staff wrote. */
export const publishedMatchSchema = matchResultSchema
  .extend({
    matchId: z.string().describe('Id of this match'),
    position: z.int().min(1).describe('Its place in the answer, from 1'),
    reasons: z.array(reasonSchema).describe('Why it is shown, as the secretariat approved it'),
    translated: translatedReasonsSchema
      .optional()
      .describe('The reasons in the language of the challenge, where that is es, fr or pt'),
    note: z.string().describe('What the secretariat says of it; may be empty'),
    dismissed: z.enum(DISMISSAL_REASONS).optional().describe('Why the city does not want it, if so'),
    introduction: z
      .object({
        id: z.string().describe('Id of the introduction'),
        status: z
          .enum(['requested', 'introduced', 'declined', 'expired', 'ended'])
          .describe('How far it has come'),
        outcome: z
          .enum(['introduced', 'replied', 'met', 'pilot', 'contract', 'operating', 'ended'])
          .optional()
          .describe('The last step that was reported'),
        waitsFor: z
          .enum(['secretariat', 'provider', 'nobody'])
          .describe('Who must act before the two are introduced'),
        contact: z
          .object({ name: z.string(), email: z.string() })
          .optional()
          .describe('Whom to write to, once introduced'),
      })
      .optional()
      .describe('The introduction the city asked for, if any'),
  })
  .meta({ id: 'PublishedMatch', description: 'A match that the secretariat approved' });
export type PublishedMatch = z.infer<typeof publishedMatchSchema>;

const at = (described: string) => z.iso.datetime().optional().describe(described);

/** Answer of `GET /v1/challenges/{id}`. */
export const challengeResponseSchema = z
  .object({
    id: z.string().describe('Id of the challenge'),
    status: challengeStatusSchema,
    title: z.string().describe('The challenge in a few words'),
    statement: z.string().describe('The challenge in the words of the city'),
    outcome: z.string().describe('What would be different if it were solved'),
    tried: z.string().describe('What was tried already'),
    city: z.object({
      name: z.string().describe('Name of the city'),
      country: z.string().describe('ISO 3166-1 alpha-2 code of its country'),
      population: z.int().optional().describe('People in the city'),
      climate: z.string().optional().describe('Köppen-Geiger climate class'),
    }),
    sectors: z.array(z.string()).describe('Sectors it is about'),
    budget: z.enum(['low', 'medium', 'high', 'unknown']).describe('Budget band'),
    timeframe: z.enum(['now', 'year', 'later', 'unknown']).describe('When a solution is wanted'),
    language: z.string().describe('BCP 47 language of the statement'),
    disclosure: z.enum(['secretariat', 'providers', 'public']).describe('Who may read the statement'),
    submittedAt: z.iso.datetime().describe('When it was submitted, ISO 8601 in UTC'),
    firstAnswerAt: at('When a person first did something about it'),
    publishedAt: at('When its answer was published'),
    answerDueAt: z.iso.datetime().describe('When the first human answer is promised by'),
    endReason: z.enum(END_REASONS).optional().describe('Why it was declined or closed'),
    note: z.string().describe('What the secretariat wrote with the answer; empty until it is published'),
    confident: z.boolean().optional().describe('Once published: `false` where nothing in the catalogue fits'),
    matches: z.array(publishedMatchSchema).describe('Empty until published'),
    messages: z
      .array(
        z.object({
          id: z.string().describe('Id of the message'),
          kind: z.enum(['question', 'answer']).describe('Asked by the city, or answered by the secretariat'),
          matchId: z.string().optional().describe('The match it is about, if any'),
          from: z.string().describe('Who wrote it'),
          text: z.string().describe('What was written'),
          at: z.iso.datetime().describe('When, ISO 8601 in UTC'),
        }),
      )
      .describe('Questions and answers, oldest first'),
  })
  .meta({ id: 'Challenge', description: 'A challenge, and once published its answer' });
export type ChallengeResponse = z.infer<typeof challengeResponseSchema>;

/** Body of `POST /v1/challenges/{id}/matches/{matchId}/dismiss`. */
export const dismissalSchema = z
  .strictObject({
    reason: z.enum(DISMISSAL_REASONS).nullable().describe('Why it is not wanted; null takes that back'),
    note: words(2000).default('').describe('More about it'),
  })
  .meta({ id: 'Dismissal' });

/** Body of `POST /v1/challenges/{id}/questions`. */
export const questionSchema = z
  .strictObject({
    text: required(4000, 'must be a question in words').describe('The question'),
    matchId: z.string().max(40).optional().describe('The match it is about, if any'),
  })
  .meta({ id: 'Question' });

/** What the coach says of a draft: advice, never a refusal. */
export const adviceSchema = z
  .object({
    kind: z
      .enum(['too-short', 'no-measure', 'names-a-product', 'personal-data', 'no-context', 'many-problems'])
      .describe('What it is about'),
    field: z.enum(['title', 'statement', 'outcome', 'tried']).describe('Where'),
    text: z.string().describe('What to do about it'),
    passage: z.string().optional().describe('The words it is about, as they stand there'),
    range: z
      .tuple([z.int().min(0), z.int().min(0)])
      .optional()
      .describe('[start, end) in UTF-16 units'),
  })
  .meta({ id: 'Advice', description: 'How a challenge could be put better' });
export type Advice = z.infer<typeof adviceSchema>;

/** Body of `POST /v1/challenges/coach`: a draft, of which anything may be missing. */
export const draftSchema = z
  .strictObject({
    title: z.string().max(200).default('').describe('The challenge in a few words'),
    statement: z.string().max(10_000).default('').describe('The challenge; neither stored nor logged'),
    outcome: z.string().max(4000).default('').describe('What would be different'),
    tried: z.string().max(4000).default('').describe('What was tried'),
    city: z
      .strictObject({ name: z.string().max(200).optional(), country: z.enum(countryCodes).optional() })
      .optional()
      .describe('Where it is'),
  })
  .meta({ id: 'Draft', description: 'A challenge that is being written' });

/** Answer of `POST /v1/challenges/coach`. */
export const coachResponseSchema = z
  .object({
    advice: z.array(adviceSchema).describe('Most important first; empty when there is nothing to say'),
    sectors: z.array(z.string()).describe('Sectors it seems to be about, likeliest first'),
    climate: z.string().optional().describe('Köppen-Geiger class of the city, where the place is known'),
    population: z.int().optional().describe('People in the city, where the place is known'),
  })
  .meta({ id: 'Coaching', description: 'Advice on a draft' });
export type CoachResponse = z.infer<typeof coachResponseSchema>;

/** The challenges' own service, behind the routes and the pages. */
export interface ChallengeService {
  /**
   * Takes a challenge in: row, outbox row, audit and confirmation mail in one transaction.
   * @param key Submitting again with the same key gives the same challenge, and a new tracking URL.
   * @throws AppError `bad-request` naming the field.
   */
  submit(
    submission: Submission,
    about: {
      key?: string | undefined;
      requestId?: string | undefined;
      /** Of who submits: taken where the statement does not tell its language. */
      language?: Language | undefined;
    },
  ): Promise<z.infer<typeof submittedSchema>>;
  /** @throws AppError `not-found`. */
  get(id: string): Promise<ChallengeResponse>;
  /** Whose challenge a tracking token opens; `undefined` for a token that is unknown or expired. */
  byToken(token: string): Promise<{ challengeId: string } | undefined>;
  /** @throws AppError `not-found`; `conflict` when it is not published. */
  dismiss(
    id: string,
    matchId: string,
    dismissal: z.infer<typeof dismissalSchema>,
    requestId?: string,
  ): Promise<void>;
  /** @throws AppError `not-found`; `conflict` when it is withdrawn or erased. */
  ask(id: string, question: z.infer<typeof questionSchema>, requestId?: string): Promise<void>;
  /** The city takes its challenge back. @throws AppError `not-found`, `conflict`. */
  withdraw(id: string, requestId?: string): Promise<void>;
  /** Everything kept about a challenge, as JSON: the city's right to its data. @throws AppError `not-found`. */
  exportData(id: string, asker: Asker): Promise<unknown>;
  /** Erases what is personal; what was decided stays, without names. @throws AppError `not-found`. */
  erase(id: string, asker: Asker): Promise<void>;
  /** @param language Of the advice. */
  coach(draft: z.infer<typeof draftSchema>, language?: Language): Promise<CoachResponse>;
}
