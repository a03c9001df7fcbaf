import { z } from 'zod';
import type { Asker } from '../access.js';
import { INTRODUCTION_STATUSES, OUTCOMES } from '../db/schema.js';

/** Why an introduction was declined or ended. */
export const INTRODUCTION_END_REASONS = [
  'no-reply',
  'not-available',
  'wrong-fit',
  'no-budget',
  'legal-procurement',
  'timing',
  'went-elsewhere',
  'finished',
  'other',
] as const;

const reason = z.enum(INTRODUCTION_END_REASONS);

/** Body of `POST /v1/challenges/{id}/introductions`: the city asks for one. */
export const introductionRequestSchema = z
  .strictObject({
    matchId: z.string().max(40).describe('The published match'),
    message: z.string().trim().max(2000).default('').describe('What the other side should know'),
    consent: z
      .literal(true, 'must be true: we pass on your name and address only if you agree')
      .describe('The contact’s name and mail address may be given to the other side'),
  })
  .meta({ id: 'IntroductionRequest' });

/** An introduction as staff and the city see it. */
export const introductionSchema = z
  .object({
    id: z.string().describe('Id of the introduction'),
    challengeId: z.string().describe('The challenge'),
    matchId: z.string().describe('The match'),
    entryId: z.string().describe('The entry'),
    entryTitle: z.string().describe('Its title or name'),
    status: z.enum(INTRODUCTION_STATUSES).describe('How far it has come'),
    version: z.int().describe('Row version'),
    outcome: z.enum(OUTCOMES).optional().describe('The last step reported'),
    endReason: reason.optional().describe('Why it was declined or ended'),
    message: z.string().describe('What the city wants the other side to know'),
    cityConsentAt: z.iso.datetime().optional(),
    providerConsentAt: z.iso.datetime().optional(),
    provider: z
      .object({ name: z.string(), email: z.string() })
      .optional()
      .describe('Whom we write to on the other side; for staff only'),
    requestedAt: z.iso.datetime(),
    introducedAt: z.iso.datetime().optional(),
    nextDueAt: z.iso.datetime().optional().describe('When we ask next'),
    reports: z.array(
      z.object({
        outcome: z.enum(OUTCOMES),
        reason: reason.optional(),
        note: z.string(),
        by: z.string(),
        at: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Introduction', description: 'A city and a provider brought together' });
export type Introduction = z.infer<typeof introductionSchema>;

/** Staff say whom to write to, and whether the other side must agree first. */
export const inviteSchema = z
  .strictObject({
    version: z.int().min(1),
    provider: z.strictObject({ name: z.string().trim().min(1).max(200), email: z.email().max(254) }),
    consent: z.enum(['both', 'city']).default('both').describe('`both`: the other side is asked first'),
  })
  .meta({ id: 'Invite' });

/** What came of it, as the city, the provider or staff report. */
export const outcomeReportSchema = z
  .strictObject({
    outcome: z.enum(OUTCOMES),
    reason: reason.optional().describe('Needed with `ended`'),
    note: z.string().trim().max(2000).default(''),
  })
  .meta({ id: 'OutcomeReport' });

export interface IntroductionService {
  /** @throws AppError `not-found`; `conflict` when there is one already or the match is not published. */
  request(
    challengeId: string,
    body: z.infer<typeof introductionRequestSchema>,
    asker: Asker,
  ): Promise<Introduction>;
  /** Staff's list: what waits for them first. */
  list(filter: {
    status?: Introduction['status'] | undefined;
    challengeId?: string | undefined;
  }): Promise<Introduction[]>;
  get(id: string): Promise<Introduction>;
  /** Writes to the other side: asks for consent, or introduces at once. */
  invite(id: string, body: z.infer<typeof inviteSchema>, asker: Asker): Promise<Introduction>;
  /** Who the secret in a provider's link is. */
  byToken(token: string): Promise<{ introductionId: string } | undefined>;
  /** The provider agrees, or not. Agreeing sends each side its mail. */
  answer(
    id: string,
    body: { agree: boolean; reason?: z.infer<typeof reason> | undefined; note: string },
    asker: Asker,
  ): Promise<Introduction>;
  report(id: string, body: z.infer<typeof outcomeReportSchema>, asker: Asker): Promise<Introduction>;
  /** Reminders, expiry and the questions at 30, 90, 180 and 365 days that are due now. */
  followUp(now?: Date): Promise<{ reminded: number; asked: number; expired: number }>;
}
