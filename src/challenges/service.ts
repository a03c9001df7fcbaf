import { createHash } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Actor } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { createPlaces, type Places } from '../catalogue/places.js';
import { type Config, siteAddress } from '../config.js';
import { challenges, introductions, matches, messages, outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { derivedSecret, hashSecret, newId, newSecret } from '../ids.js';
import { queueMails } from '../mail/queue.js';
import type { Matcher } from '../matching/contract.js';
import { detectLanguage } from '../text/language.js';
import { tellOfChallenge } from '../webhooks/tell.js';
import { adviceOn } from './coach.js';
import type { ChallengeService, Submission } from './contract.js';
import { lockOpen } from './lock.js';
import { receivedMail } from './mails.js';
import { eraseChallenge, exportChallenge } from './personal-data.js';
import { readPublication } from './publication.js';
import { answerDueAt, type ChallengeRow, readChallenge } from './read.js';
import { mayBecome } from './states.js';

export interface ChallengeDeps {
  db: Database;
  matcher: Matcher;
  config: Pick<Config, 'serviceLevel' | 'retentionDays' | 'reviewApprovals' | 'publicUrl' | 'host' | 'port'>;
  /** Called after a commit that wrote outbox rows. */
  nudge: () => void;
  now?: () => Date;
  /** Where cities are, and their climate. */
  places?: Places;
}

const DAY_MS = 86_400_000;
/** Questions that may wait for an answer at once. */
const MOST_QUESTIONS = 50;

/** Challenges as their cities use them. */
export function createChallengeService(given: ChallengeDeps): ChallengeService {
  const deps = { ...given, places: given.places ?? createPlaces() };
  const { db, config, matcher, nudge, places, now = () => new Date() } = deps;

  /** Locks the challenge and does something with it, all or nothing. */
  const change = async (id: string, work: (tx: Database, row: ChallengeRow) => Promise<void>) => {
    await db.transaction(async (tx) => {
      const row = await lockOpen(tx, id);
      await work(tx, row);
    });
    nudge();
  };

  return {
    async submit(submission, about) {
      const submitted = await db.transaction((tx) => takeIn(tx, deps, submission, { ...about, now: now() }));
      nudge();
      return submitted;
    },
    get: (id) => readChallenge(db, id, config.serviceLevel),
    async byToken(token) {
      const [row] = await db
        .select({ challengeId: challenges.id })
        .from(challenges)
        .where(
          and(
            eq(challenges.tokenHash, hashSecret(token)),
            gt(challenges.tokenExpiresAt, now()),
            isNull(challenges.erasedAt),
          ),
        );
      return row;
    },
    dismiss: (id, matchId, { reason, note }, requestId) =>
      change(id, async (tx) => {
        const answer = await readPublication(tx, id);
        if (!answer?.matches.some((match) => match.matchId === matchId)) {
          throw new AppError('not-found', 'The published answer has no such match');
        }
        const set = {
          dismissalReason: reason,
          dismissalNote: note,
          dismissedAt: reason === null ? null : now(),
        };
        await tx.update(matches).set(set).where(eq(matches.id, matchId));
        await recordAudit(tx, {
          actor: city(id),
          action: reason === null ? 'match.dismissal-taken-back' : 'match.dismissed',
          subject: { kind: 'match', id: matchId },
          challengeId: id,
          after: { reason },
          requestId,
        });
      }),
    ask: (id, { text, matchId }, requestId) =>
      change(id, async (tx, row) => {
        const asked = await tx.$count(
          messages,
          and(eq(messages.challengeId, id), eq(messages.kind, 'question')),
        );
        if (asked >= MOST_QUESTIONS)
          throw new AppError('conflict', 'Too many questions; wait for an answer first');
        const messageId = newId('ms');
        await tx.insert(messages).values({
          id: messageId,
          challengeId: id,
          matchId: matchId ?? null,
          kind: 'question',
          actor: `city:${id}`,
          actorName: row.cityName,
          text,
        });
        await recordAudit(tx, {
          actor: city(id),
          action: 'challenge.asked',
          subject: { kind: 'message', id: messageId },
          challengeId: id,
          requestId,
        });
      }),
    withdraw: (id, requestId) =>
      change(id, async (tx, row) => {
        if (!mayBecome(row.status, 'withdrawn')) {
          throw new AppError('conflict', 'This challenge has ended: it cannot be withdrawn any more');
        }
        const [after = row] = await tx
          .update(challenges)
          .set({
            status: 'withdrawn',
            version: row.version + 1,
            claimedBy: null,
            claimedUntil: null,
            updatedAt: now(),
          })
          .where(eq(challenges.id, id))
          .returning();
        await tellOfChallenge(tx, row, after);
        // What was only asked for is not wanted any more; who is introduced goes on without us.
        await tx
          .update(introductions)
          .set({ status: 'ended', endReason: 'other', nextDueAt: null, updatedAt: now() })
          .where(and(eq(introductions.challengeId, id), eq(introductions.status, 'requested')));
        await recordAudit(tx, {
          actor: city(id),
          action: 'challenge.withdrawn',
          subject: { kind: 'challenge', id },
          before: { status: row.status },
          after: { status: 'withdrawn' },
          requestId,
        });
      }),
    exportData: (id, asker) => exportChallenge(db, id, config.serviceLevel, asker),
    erase: (id, asker) => eraseChallenge(db, id, asker, now()),
    async coach(draft, language) {
      const advice = adviceOn(draft, language);
      const known = knownOf(places, draft.city);
      if (!/\p{L}{2}/u.test(draft.statement)) return { advice, sectors: [], ...known };
      const { results, confident } = await matcher.match({ statement: draft.statement, limit: 10 });
      return { advice, sectors: confident ? sectorsOf(results) : [], ...known };
    },
  };
}

const city = (challengeId: string): Actor => ({ kind: 'city', challengeId });

/** The address that opens a challenge: its only secret is in it. */
function trackingUrl(config: ChallengeDeps['config'], id: string, token: string): string {
  return `${siteAddress(config)}/challenges/${id}?token=${token}`;
}

/** What the table of cities knows of a place; nothing where the city is not in it. */
function knownOf(places: Places, place: { name?: string | undefined; country?: string | undefined } = {}) {
  const { name = '', country } = place;
  const found = country === undefined || name.trim() === '' ? undefined : places.locate(name, country);
  if (found === undefined || found.approximate) return {};
  const { climate, population } = found;
  return { ...(climate !== undefined && { climate }), ...(population !== undefined && { population }) };
}

/** What the best results vote that it is about, likeliest first. */
function sectorsOf(results: readonly { sectors: readonly string[]; score: number }[]): string[] {
  const votes = new Map<string, number>();
  for (const { sectors, score } of results) {
    for (const sector of sectors) votes.set(sector, (votes.get(sector) ?? 0) + score);
  }
  const best = Math.max(0, ...votes.values());
  const sectors = [...votes].filter(([, vote]) => vote >= best / 2).sort((a, b) => b[1] - a[1]);
  return sectors.slice(0, 3).map(([sector]) => sector);
}

async function takeIn(
  tx: Database,
  { config, places }: ChallengeDeps & { places: Places },
  submission: Submission,
  { key, requestId, language: reader, now }: Parameters<ChallengeService['submit']>[1] & { now: Date },
): ReturnType<ChallengeService['submit']> {
  // With the text in it, a key that somebody guesses opens nothing.
  const submissionKey =
    key === undefined
      ? null
      : createHash('sha256')
          .update(`${key}\0${JSON.stringify(submission)}`)
          .digest('hex');
  const id = newId('ch');
  const token = submissionKey === null ? newSecret() : derivedSecret(id, submissionKey);
  const { city: place, contact, consents, language, ...texts } = submission;
  const spoken = language ?? detectLanguage(submission.statement, reader).language;
  const [row] = await tx
    .insert(challenges)
    .values({
      id,
      submissionKey,
      ...texts,
      cityName: place.name,
      country: place.country,
      population: place.population ?? null,
      climate: place.climate ?? knownOf(places, place).climate ?? null,
      language: spoken,
      contactName: contact.name,
      contactEmail: contact.email,
      consents,
      tokenHash: hashSecret(token),
      tokenExpiresAt: new Date(now.getTime() + config.retentionDays * DAY_MS),
      approvalsNeeded: config.reviewApprovals,
      submittedAt: now,
    })
    .onConflictDoNothing({ target: challenges.submissionKey })
    .returning({ id: challenges.id });
  if (row === undefined) return submittedBefore(tx, config, submissionKey ?? '');
  const url = trackingUrl(config, id, token);
  await tx.insert(outbox).values({ topic: 'challenge-changed', key: id });
  await recordAudit(tx, {
    actor: { kind: 'anyone' },
    action: 'challenge.submitted',
    subject: { kind: 'challenge', id },
    after: { status: 'received', country: place.country, sectors: submission.sectors },
    requestId,
  });
  const due = answerDueAt(now, config.serviceLevel);
  await queueMails(tx, {
    key: `received:${id}`,
    template: 'challenge-received',
    to: { name: contact.name, address: contact.email },
    challengeId: id,
    ...receivedMail({
      name: contact.name,
      title: submission.title,
      due,
      trackingUrl: url,
      language: spoken,
    }),
  });
  return { id, status: 'received', trackingUrl: url };
}

/** The same form again: the same challenge and the same link. */
async function submittedBefore(tx: Database, config: ChallengeDeps['config'], submissionKey: string) {
  const [row] = await tx.select().from(challenges).where(eq(challenges.submissionKey, submissionKey));
  if (row === undefined) throw new AppError('conflict', 'This form was sent a moment ago; send it again');
  const url = trackingUrl(config, row.id, derivedSecret(row.id, submissionKey));
  return { id: row.id, status: row.status, trackingUrl: url };
}
