import { z } from 'zod';
import type { Asker } from '../access.js';
import { challengeStatusSchema, DISMISSAL_REASONS, END_REASONS } from '../challenges/contract.js';
import { matchResultSchema, reasonSchema } from '../matching/contract.js';

/** Why staff reject a match. */
export const REJECTION_REASONS = [
  'off-topic',
  'wrong-scale',
  'wrong-context',
  'too-early',
  'weak-evidence',
  'outdated',
  'near-copy',
  'conflict-of-interest',
  'other',
] as const;

const id = z.string().max(40);
const time = (described: string) => z.iso.datetime().describe(described);
const person = z
  .object({ id: z.string().describe('Id of the person'), name: z.string().describe('Name') })
  .meta({ id: 'PersonName', description: 'A person of the secretariat' });
const version = z
  .int()
  .min(1)
  .describe('Version that the change is based on: another one is a conflict (409)');

/** Query of `GET /v1/review/queue`. */
export const queueQuerySchema = z.strictObject({
  status: z.array(challengeStatusSchema).optional().describe('Default: received and proposed'),
  assigned: z.enum(['me', 'nobody', 'anyone']).default('anyone').describe('Whose task it is'),
  sector: z.array(z.string().max(40)).optional().describe('Only challenges of one of these sectors'),
  country: z.array(z.string().length(2)).optional().describe('Only challenges of one of these countries'),
  late: z.enum(['yes', 'no']).optional().describe('`yes`: only what is past its service level'),
  q: z.string().max(200).default('').describe('Words of the title, the city or the id'),
  order: z.enum(['waiting', 'newest']).default('waiting').describe('`waiting`: longest waiting first'),
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('Most challenges'),
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before'),
});
export type QueueQuery = z.infer<typeof queueQuerySchema>;

/** One line of the queue. */
export const queueItemSchema = z
  .object({
    id: z.string().describe('Id of the challenge'),
    version: z.int().describe('Row version'),
    status: challengeStatusSchema,
    title: z.string().describe('The challenge in a few words'),
    city: z.string().describe('Name of the city'),
    country: z.string().describe('ISO 3166-1 alpha-2 code'),
    sectors: z.array(z.string()).describe('Sectors'),
    submittedAt: time('When it was submitted'),
    dueAt: time('When the next promise falls due: first answer, then publication'),
    late: z.boolean().describe('Whether that has passed'),
    matches: z
      .object({
        proposed: z.int().describe('Undecided'),
        approved: z.int().describe('Approved'),
        rejected: z.int().describe('Rejected'),
        high: z.int().describe('Undecided of band high'),
      })
      .describe('How many matches there are, by state'),
    approvals: z.int().describe('People who approved the answer'),
    approvalsNeeded: z.int().describe('People who must'),
    questions: z.int().describe('Questions of the city without an answer'),
    claimedBy: person.optional().describe('Who has it in hand now'),
    claimedUntil: time('Until when').optional(),
    assignedTo: person.optional().describe('Whose task it is'),
  })
  .meta({ id: 'QueueItem', description: 'A challenge in the queue' });
export type QueueItem = z.infer<typeof queueItemSchema>;

/** Answer of `GET /v1/review/queue`. */
export const queueResponseSchema = z
  .object({
    items: z.array(queueItemSchema).describe('The challenges, in the order asked for'),
    total: z.int().describe('How many the filter finds'),
    nextCursor: z.string().optional().describe('Give this as `cursor` for the next; absent at the end'),
    lastEventId: z.int().describe('The state shown is that after this event; see GET /v1/review/events'),
  })
  .meta({ id: 'Queue', description: 'One page of the queue' });
export type QueueResponse = z.infer<typeof queueResponseSchema>;

/** A match as staff see it. */
export const reviewMatchSchema = z
  .object({
    id: z.string().describe('Id of the match'),
    entryId: z.string().describe('The entry proposed'),
    version: z.int().describe('Row version'),
    status: z.enum(['proposed', 'approved', 'rejected', 'superseded']).describe('What was decided'),
    origin: z.enum(['engine', 'staff']).describe('Who proposed it'),
    position: z.int().min(1).describe('Its place, from 1'),
    band: z.enum(['high', 'medium', 'low']).describe('How well it fits, in a word'),
    shown: matchResultSchema.describe('The match as the engine gave it, frozen'),
    reasons: z.array(reasonSchema).describe('The reasons as the city will read them'),
    edited: z.boolean().describe('Whether staff changed their words'),
    note: z.string().describe('What staff say of it to the city'),
    rejectionReason: z.enum(REJECTION_REASONS).optional().describe('Why it was rejected'),
    rejectionNote: z.string().describe('More about that, for the secretariat only'),
    decidedBy: person.optional().describe('Who decided'),
    decidedAt: time('When').optional(),
    dismissal: z.enum(DISMISSAL_REASONS).optional().describe('Why the city does not want it'),
    entryGone: z.boolean().describe('The entry was archived since: it cannot be published'),
  })
  .meta({ id: 'ReviewMatch', description: 'A match under review' });
export type ReviewMatch = z.infer<typeof reviewMatchSchema>;

/** Answer of `GET /v1/review/challenges/{id}` and of every change of it. */
export const reviewChallengeSchema = queueItemSchema
  .extend({
    statement: z.string().describe('The challenge in the words of the city'),
    outcome: z.string().describe('What would be different'),
    tried: z.string().describe('What was tried'),
    population: z.int().optional().describe('People in the city'),
    climate: z.string().optional().describe('Köppen-Geiger class'),
    budget: z.enum(['low', 'medium', 'high', 'unknown']).describe('Budget band'),
    timeframe: z.enum(['now', 'year', 'later', 'unknown']).describe('When'),
    language: z.string().describe('BCP 47 language of the statement'),
    disclosure: z.enum(['secretariat', 'providers', 'public']).describe('Who may read the statement'),
    contact: z
      .object({ name: z.string(), email: z.string() })
      .optional()
      .describe('Who speaks for the city; absent for reviewers, and once erased'),
    note: z.string().describe('What staff write to the city with the answer'),
    endReason: z.enum(END_REASONS).optional().describe('Why it was declined or closed'),
    proposal: z
      .object({
        number: z.int().describe('1 for the first'),
        model: z.string().describe('Embedding model'),
        catalogueVersion: z.string().describe('Hash of the catalogue it was made from'),
        confident: z.boolean().describe('`false`: the engine says that nothing fits'),
        concepts: z.array(z.object({ id: z.string(), label: z.string() })).describe('Concepts found'),
        at: time('When it was made'),
      })
      .optional()
      .describe('The last run of the matcher; absent before the first'),
    matchList: z.array(reviewMatchSchema).describe('Matches in order: approved and undecided, then rejected'),
    approvedBy: z.array(person).describe('Who approved the answer'),
    messageList: z
      .array(
        z.object({
          id: z.string(),
          kind: z.enum(['question', 'answer', 'internal']),
          matchId: z.string().optional(),
          from: z.string(),
          text: z.string(),
          at: z.iso.datetime(),
        }),
      )
      .describe('Questions, answers and internal notes, oldest first'),
    undo: z.object({ action: z.string() }).optional().describe('What `undo` would take back, if anything'),
    publishedAt: time('When its answer was published').optional(),
    firstAnswerAt: time('When a person first answered').optional(),
    lastEventId: z.int().describe('The state shown is that after this event'),
  })
  .meta({ id: 'ReviewChallenge', description: 'A challenge under review, whole' });
export type ReviewChallenge = z.infer<typeof reviewChallengeSchema>;

export const decisionsSchema = z
  .strictObject({
    decisions: z
      .array(
        z.strictObject({
          matchId: id.describe('Id of the match'),
          version,
          decision: z.enum(['approve', 'reject', 'reset']).describe('`reset`: undecided again'),
          reason: z.enum(REJECTION_REASONS).optional().describe('Needed with `reject`'),
          note: z.string().trim().max(2000).default('').describe('More about a rejection, not for the city'),
        }),
      )
      .min(1)
      .max(50)
      .describe('All of them are made, or none'),
  })
  .meta({ id: 'Decisions' });
export const orderSchema = z
  .strictObject({
    version,
    matchIds: z.array(id).min(1).max(100).describe('Every match that is not rejected, in the new order'),
  })
  .meta({ id: 'MatchOrder' });
export const addMatchSchema = z
  .strictObject({
    entryId: z.string().max(100).describe('A published entry'),
    note: z.string().trim().max(2000).default('').describe('What staff say of it to the city'),
  })
  .meta({ id: 'AddMatch' });
export const editMatchSchema = z
  .strictObject({
    version,
    reasons: z
      .array(reasonSchema)
      .max(10)
      .nullable()
      .optional()
      .describe('null: the engine’s own words again'),
    note: z.string().trim().max(2000).optional().describe('What staff say of it to the city'),
  })
  .meta({ id: 'EditMatch' });
export const editChallengeSchema = z
  .strictObject({
    version,
    note: z.string().trim().max(4000).optional().describe('What staff write to the city with the answer'),
    approvalsNeeded: z.int().min(1).max(5).optional().describe('People who must approve the answer'),
    sectors: z.array(z.string().max(40)).max(21).optional().describe('Sectors, mended'),
  })
  .meta({ id: 'EditChallenge' });
export const assignSchema = z
  .strictObject({ personId: id.nullable().describe('null: nobody’s') })
  .meta({ id: 'Assignment' });
export const publishSchema = z
  .strictObject({ version, key: z.string().min(8).max(100).describe('The same key publishes once') })
  .meta({ id: 'Publication' });
export const endSchema = z
  .strictObject({
    version,
    as: z.enum(['declined', 'closed']).describe('`declined`: not taken on; `closed`: finished'),
    reason: z.enum(END_REASONS).describe('Why'),
    note: z.string().trim().max(4000).default('').describe('What the city reads'),
  })
  .meta({ id: 'End' });
export const messageSchema = z
  .strictObject({
    kind: z.enum(['answer', 'internal']).describe('`answer` goes to the city'),
    text: z.string().trim().min(1, 'must not be empty').max(4000).describe('What to write'),
    matchId: id.optional().describe('The match it is about'),
  })
  .meta({ id: 'StaffMessage' });
export const bulkSchema = z
  .strictObject({
    challengeIds: z.array(id).min(1).max(200).describe('Each one is changed, or told why not'),
    action: z
      .discriminatedUnion('do', [
        z.strictObject({ do: z.literal('assign'), personId: id.nullable() }),
        z.strictObject({ do: z.literal('approve-high') }),
        z.strictObject({
          do: z.literal('decline'),
          reason: z.enum(END_REASONS),
          note: z.string().max(4000).default(''),
        }),
      ])
      .describe('What to do with each of them'),
  })
  .meta({ id: 'BulkAction' });
export const bulkResponseSchema = z
  .object({
    done: z.array(z.string()).describe('Ids that were changed'),
    refused: z.array(z.object({ id: z.string(), why: z.string() })).describe('Ids that were not, and why'),
  })
  .meta({ id: 'BulkResult' });

/** An event of `GET /v1/review/events` (server-sent events): what was done by whom; read it anew to see. */
export const reviewEventSchema = z.object({
  id: z.int().describe('Rises; also the event’s own id, for Last-Event-ID'),
  challengeId: z.string().describe('What it is about'),
  action: z.string().describe('As in the audit'),
  by: z.string().describe('Name of the person; empty for the product or the city'),
  byId: z.string().describe('Id of the person; empty for the product or the city'),
});
export type ReviewEvent = z.infer<typeof reviewEventSchema>;

/**
 * The review of challenges. Every change checks the version it is based on, and the lease: a challenge that
 * someone else has in hand cannot be changed (409), and whoever changes one that nobody has takes it in hand.
 * Every change writes its audit rows in the same transaction.
 */
export interface ReviewService {
  queue(query: QueueQuery, asker: Asker): Promise<QueueResponse>;
  /** @throws AppError `not-found`. */
  get(id: string, asker: Asker): Promise<ReviewChallenge>;
  /** Takes it in hand for five minutes, or longer for who has it already. @throws AppError `conflict`. */
  claim(id: string, asker: Asker): Promise<ReviewChallenge>;
  release(id: string, asker: Asker): Promise<ReviewChallenge>;
  assign(id: string, body: z.infer<typeof assignSchema>, asker: Asker): Promise<ReviewChallenge>;
  decide(id: string, body: z.infer<typeof decisionsSchema>, asker: Asker): Promise<ReviewChallenge>;
  order(id: string, body: z.infer<typeof orderSchema>, asker: Asker): Promise<ReviewChallenge>;
  add(id: string, body: z.infer<typeof addMatchSchema>, asker: Asker): Promise<ReviewChallenge>;
  editMatch(
    id: string,
    matchId: string,
    body: z.infer<typeof editMatchSchema>,
    asker: Asker,
  ): Promise<ReviewChallenge>;
  edit(id: string, body: z.infer<typeof editChallengeSchema>, asker: Asker): Promise<ReviewChallenge>;
  /** Takes back the asker's own last change of this challenge. @throws AppError `conflict` when it cannot be. */
  undo(id: string, asker: Asker): Promise<ReviewChallenge>;
  /** One of the N approvals; any later change of the answer takes them all back. */
  approve(id: string, body: { version: number }, asker: Asker): Promise<ReviewChallenge>;
  /** @throws AppError `conflict` when matches are undecided, approvals lack, or an entry is gone. */
  publish(id: string, body: z.infer<typeof publishSchema>, asker: Asker): Promise<ReviewChallenge>;
  /** A published, closed or declined challenge comes back to review. */
  reopen(id: string, body: { version: number }, asker: Asker): Promise<ReviewChallenge>;
  end(id: string, body: z.infer<typeof endSchema>, asker: Asker): Promise<ReviewChallenge>;
  say(id: string, body: z.infer<typeof messageSchema>, asker: Asker): Promise<ReviewChallenge>;
  bulk(body: z.infer<typeof bulkSchema>, asker: Asker): Promise<z.infer<typeof bulkResponseSchema>>;
  /** People who can be assigned. */
  reviewers(): Promise<{ id: string; name: string }[]>;
  /** Calls back for each event after `sinceId`, in order, until the signal aborts; may tell one twice. */
  watch(sinceId: number, onEvent: (event: ReviewEvent) => void, signal: AbortSignal): Promise<void>;
}
