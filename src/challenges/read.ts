import { asc, eq, inArray } from 'drizzle-orm';
import type { ServiceLevel } from '../config.js';
import { challenges, introductions, matches, messages } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { type ChallengeResponse, DISMISSAL_REASONS, END_REASONS } from './contract.js';
import { readPublication } from './publication.js';

export type ChallengeRow = typeof challenges.$inferSelect;

/** @throws AppError `not-found`. */
export function noChallenge(): AppError {
  return new AppError('not-found', 'There is no challenge of this id');
}

const HOUR_MS = 3_600_000;

/** When the first human answer is promised by. */
export function answerDueAt(submittedAt: Date, { answerHours }: ServiceLevel): Date {
  return new Date(submittedAt.getTime() + answerHours * HOUR_MS);
}

/** A code of a list, where the text is one. */
export function codeOf<T extends string>(codes: readonly T[], text: string | null): T | undefined {
  return codes.find((code) => code === text);
}

/**
 * The challenge as its city sees it: of the answer only what was published, of messages none that are internal.
 * @throws AppError `not-found`.
 */
export async function readChallenge(
  db: Database,
  id: string,
  level: ServiceLevel,
): Promise<ChallengeResponse> {
  const [row] = await db.select().from(challenges).where(eq(challenges.id, id));
  if (row === undefined) throw noChallenge();
  const answer = await readPublication(db, id);
  const said = await db
    .select()
    .from(messages)
    .where(eq(messages.challengeId, id))
    .orderBy(asc(messages.createdAt), asc(messages.id));
  return {
    id,
    status: row.status,
    title: row.title,
    statement: row.statement,
    outcome: row.outcome,
    tried: row.tried,
    city: {
      name: row.cityName,
      country: row.country,
      ...(row.population !== null && { population: row.population }),
      ...(row.climate !== null && { climate: row.climate }),
    },
    sectors: row.sectors,
    budget: row.budget,
    timeframe: row.timeframe,
    language: row.language,
    disclosure: row.disclosure,
    submittedAt: row.submittedAt.toISOString(),
    firstAnswerAt: row.firstAnswerAt?.toISOString(),
    publishedAt: row.publishedAt?.toISOString(),
    answerDueAt: answerDueAt(row.submittedAt, level).toISOString(),
    endReason: codeOf(END_REASONS, row.endReason),
    note: row.status === 'declined' || row.status === 'closed' ? row.note : (answer?.note ?? ''),
    ...(answer && { confident: answer.confident }),
    matches: answer ? await publishedMatches(db, id, answer.matches) : [],
    messages: said.flatMap(({ id: messageId, kind, matchId, actorName, text, createdAt }) =>
      kind === 'internal'
        ? []
        : [
            {
              id: messageId,
              kind,
              ...(matchId !== null && { matchId }),
              from: actorName,
              text,
              at: createdAt.toISOString(),
            },
          ],
    ),
  };
}

/** Who must act before the two are introduced. */
export function waitsFor({
  status,
  invitedAt,
}: Pick<typeof introductions.$inferSelect, 'status' | 'invitedAt'>) {
  if (status !== 'requested') return 'nobody' as const;
  return invitedAt === null ? ('secretariat' as const) : ('provider' as const);
}

/** The other side's address is the city's once they are introduced. */
function contactOf({ introducedAt, providerName, providerEmail }: typeof introductions.$inferSelect) {
  if (introducedAt === null || providerEmail === null) return {};
  return { contact: { name: providerName ?? '', email: providerEmail } };
}

async function publishedMatches(
  db: Database,
  challengeId: string,
  published: NonNullable<Awaited<ReturnType<typeof readPublication>>>['matches'],
): Promise<ChallengeResponse['matches']> {
  const ids = published.map(({ matchId }) => matchId);
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: matches.id, dismissal: matches.dismissalReason })
    .from(matches)
    .where(inArray(matches.id, ids));
  const made = await db
    .select()
    .from(introductions)
    .where(eq(introductions.challengeId, challengeId))
    .orderBy(asc(introductions.requestedAt));
  return published.map(({ matchId, position, reasons, translated, note, shown }) => {
    const dismissed = codeOf(DISMISSAL_REASONS, rows.find((row) => row.id === matchId)?.dismissal ?? null);
    const introduction = made.findLast((one) => one.matchId === matchId);
    return {
      ...shown,
      matchId,
      position,
      reasons,
      ...(translated && { translated }),
      note,
      ...(dismissed && { dismissed }),
      ...(introduction && {
        introduction: {
          id: introduction.id,
          status: introduction.status,
          ...(introduction.outcome !== null && { outcome: introduction.outcome }),
          waitsFor: waitsFor(introduction),
          ...contactOf(introduction),
        },
      }),
    };
  });
}
