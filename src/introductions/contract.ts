import { z } from 'zod';
import type { Asker } from '../access.js';
import { INTRODUCTION_STATUSES, OUTCOMES, type SIDES } from '../db/schema.js';

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

export type Side = (typeof SIDES)[number];

const reason = z.enum(INTRODUCTION_END_REASONS);
const note = z.string().trim().max(2000, 'must be 2000 characters at most').default('');
const version = z.int().min(1).describe('Version of the introduction that it is based on');

/** Body of `POST /v1/challenges/{id}/introductions`: the city asks for one. */
export const introductionRequestSchema = z
  .strictObject({
    matchId: z.string().max(40).describe('The published match'),
    message: note.describe(
      'What the other side should know; needed where the challenge is for the secretariat only',
    ),
    consent: z
      .literal(true, 'must be true: we pass on your name and address only if you agree')
      .describe('The contact’s name and mail address may be given to the other side once it agrees'),
  })
  .meta({ id: 'IntroductionRequest', description: 'A city asks to be introduced' });
export type IntroductionRequest = z.infer<typeof introductionRequestSchema>;

const contact = z.object({
  name: z.string().describe('Name of the person'),
  email: z.string().describe('Mail address'),
});
const time = (described: string) => z.iso.datetime().optional().describe(described);

/** An introduction as the asker may see it. */
export const introductionSchema = z
  .object({
    id: z.string().describe('Id of the introduction'),
    challengeId: z.string().optional().describe('The challenge; not for the other side'),
    matchId: z.string().describe('The match'),
    entryId: z.string().describe('The entry'),
    entryTitle: z.string().describe('Its title or name'),
    status: z
      .enum(INTRODUCTION_STATUSES)
      .describe(
        '`requested`: the city asked; `introduced`: each side has the other’s address; `declined`: by the other side or the secretariat; `expired`: the other side did not answer; `ended`: it came to an end',
      ),
    waitsFor: z
      .enum(['secretariat', 'provider', 'nobody'])
      .describe('Who must act before the two are introduced'),
    version: z.int().describe('Row version'),
    outcome: z.enum(OUTCOMES).optional().describe('The last step reported'),
    endReason: reason.optional().describe('Why it was declined or ended'),
    endNote: z.string().optional().describe('What was said of that; for staff'),
    message: z.string().describe('What the city wants the other side to know'),
    city: z
      .object({
        name: z.string().describe('Name of the city'),
        country: z.string().describe('ISO 3166-1 alpha-2 code of its country'),
        contact: contact.optional().describe('Once introduced, and for staff'),
        language: z.string().optional().describe('BCP 47 language of its challenge; for the city and staff'),
      })
      .describe('Who asked'),
    challenge: z
      .object({ title: z.string(), statement: z.string() })
      .optional()
      .describe('The challenge, as far as the city lets the other side read it'),
    disclosure: z
      .enum(['secretariat', 'providers', 'public'])
      .optional()
      .describe('For staff: who may read the challenge by the city’s wish'),
    disclosed: z
      .object({ title: z.string(), statement: z.string() })
      .optional()
      .describe('For staff: what of the challenge the other side may read'),
    provider: contact
      .optional()
      .describe('Whom we write to on the other side: once introduced, and for staff'),
    requestedAt: z.iso.datetime().describe('When the city asked, ISO 8601 in UTC'),
    invitedAt: time('When the other side was asked whether it agrees'),
    introducedAt: time('When each side was given the other’s address'),
    nextDueAt: time('When we ask next'),
    reports: z
      .array(
        z.object({
          outcome: z.enum(OUTCOMES).describe('The step'),
          reason: reason.optional().describe('Why it ended, if it did'),
          note: z.string().describe('More about it; for the secretariat and who wrote it'),
          by: z.enum(['city', 'provider', 'secretariat']).describe('Which side reported it'),
          at: z.iso.datetime().describe('When, ISO 8601 in UTC'),
        }),
      )
      .describe('What came of it, oldest first'),
  })
  .meta({ id: 'Introduction', description: 'A city and a provider brought together' });
export type Introduction = z.infer<typeof introductionSchema>;

/** Staff say whom to write to, and whether the other side must agree first. */
export const inviteSchema = z
  .strictObject({
    version,
    provider: z
      .strictObject({
        name: z.string().trim().min(1, 'must be the name of a person').max(200).describe('Who is written to'),
        email: z.email('must be a mail address').max(254).describe('Their mail address'),
      })
      .describe('The other side'),
    consent: z
      .enum(['both', 'city'])
      .default('both')
      .describe(
        '`both`: the other side is asked first; `city`: it agreed already, so both are introduced now',
      ),
  })
  .meta({ id: 'Invite', description: 'Whom to write to' });
export type Invite = z.infer<typeof inviteSchema>;

/** Staff cannot bring the two together. */
export const declineSchema = z
  .strictObject({ version, reason: reason.describe('Why'), note: note.describe('What the city is told') })
  .meta({ id: 'DeclineIntroduction' });
export type Decline = z.infer<typeof declineSchema>;

/** The other side agrees, or not. */
export const consentSchema = z
  .strictObject({
    agree: z.boolean().describe('Whether the city may be given their name and address'),
    reason: reason.optional().describe('Why not'),
    note: note.describe('More about it, for the secretariat'),
  })
  .meta({ id: 'Consent' });
export type Consent = z.infer<typeof consentSchema>;

/** What came of it, as the city, the provider or staff report. */
export const outcomeReportSchema = z
  .strictObject({
    outcome: z.enum(OUTCOMES).describe('The step that was reached, or `ended`'),
    reason: reason.optional().describe('Needed with `ended`'),
    note: note.describe('More about it, for the secretariat'),
  })
  .refine((report) => report.outcome !== 'ended' || report.reason !== undefined, {
    path: ['reason'],
    message: 'is needed: say why it ended',
  })
  .meta({ id: 'OutcomeReport', description: 'What came of an introduction' });
export type OutcomeReport = z.infer<typeof outcomeReportSchema>;

/** What staff look for. */
export const introductionQuerySchema = z.strictObject({
  show: z
    .enum(['waiting', 'invited', 'introduced', 'over', 'all'])
    .default('waiting')
    .describe(
      '`waiting` for the secretariat; `invited`: the other side was asked; `introduced`; `over`: declined, expired or ended',
    ),
  challengeId: z.string().max(40).optional().describe('Of this challenge only'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Most on one page'),
});
export type IntroductionQuery = z.infer<typeof introductionQuerySchema>;

/** A page of staff's list. */
export const introductionListSchema = z
  .object({
    introductions: z.array(introductionSchema).describe('What has waited longest first'),
    total: z.int().describe('How many there are in all'),
    nextCursor: z.string().optional().describe('Where the next page begins; absent on the last'),
  })
  .meta({ id: 'IntroductionList' });
export type IntroductionList = z.infer<typeof introductionListSchema>;

export interface IntroductionService {
  /**
   * The city asks for one. Where there is one under way for this match, that one is given.
   * @throws AppError `not-found` for a match that is not in the published answer; `bad-request` where the message is
   * needed; `conflict` for a challenge that was withdrawn or erased; `forbidden` for who is not the city.
   */
  request(challengeId: string, body: IntroductionRequest, asker: Asker): Promise<Introduction>;
  /** Staff's list, what has waited longest first. @throws AppError `bad-request` for a foreign cursor. */
  list(query: IntroductionQuery): Promise<IntroductionList>;
  /** As the asker may see it. @throws AppError `not-found`. */
  get(id: string, asker: Asker): Promise<Introduction>;
  /** Whom staff wrote to about the same entry last. */
  lastContact(entryId: string): Promise<{ name: string; email: string } | undefined>;
  /** Writes to the other side: asks whether it agrees, or introduces at once. @throws AppError `conflict`. */
  invite(id: string, body: Invite, asker: Asker): Promise<Introduction>;
  /** Staff cannot bring it about. @throws AppError `conflict`. */
  decline(id: string, body: Decline, asker: Asker): Promise<Introduction>;
  /** Who the secret in a mail's link is; `undefined` for one that is unknown or expired. */
  byToken(token: string): Promise<{ introductionId: string; challengeId: string; side: Side } | undefined>;
  /** The provider agrees, or not. Agreeing sends each side its mail. @throws AppError `conflict`, `forbidden`. */
  answer(id: string, body: Consent, asker: Asker): Promise<Introduction>;
  /** @throws AppError `conflict` where there was no introduction yet, or it is over. */
  report(id: string, body: OutcomeReport, asker: Asker): Promise<Introduction>;
  /** As the city, with the secret of its challenge. @throws AppError `not-found` for another challenge's. */
  reportOf(challengeId: string, id: string, body: OutcomeReport, asker: Asker): Promise<Introduction>;
  /**
   * Reminders, expiry and the questions at 30, 90, 180 and 365 days that are due now: each once.
   * @returns how many introductions were taken a step further.
   */
  followUp(now: Date): Promise<number>;
}
