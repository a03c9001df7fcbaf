import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../access.js';
import { challenges, introductions } from '../db/schema.js';
import { queueMails } from '../mail/queue.js';
import { providerOf, sendInvitation, tellCity } from './bring-together.js';
import {
  aboutOf,
  type Change,
  change,
  contactOf,
  type IntroductionDeps,
  lastReportAt,
  linkFor,
  mailTo,
  tellStaff,
} from './change.js';
import { cityQuestionMail } from './city-mails.js';
import { questionMail } from './mails.js';
import { dueStep, type Step } from './schedule.js';

/** Introductions looked at in one run, those longest due first. */
const MOST = 500;
const CLOCK: Actor = { kind: 'system', name: 'follow-up' };
const consentsSchema = z.looseObject({ followUp: z.boolean().default(true) });

/**
 * Takes every introduction that is due a step further, each in a transaction of its own with its mails: once,
 * whatever is killed and however many processes run it.
 * @returns how many were taken further.
 */
export async function followUp(deps: IntroductionDeps, now: Date): Promise<number> {
  const due = await deps.db
    .select({ id: introductions.id })
    .from(introductions)
    .innerJoin(challenges, eq(challenges.id, introductions.challengeId))
    .where(and(lte(introductions.nextDueAt, now), isNull(challenges.erasedAt)))
    .orderBy(asc(introductions.nextDueAt))
    .limit(MOST);
  let done = 0;
  for (const { id } of due) if (await step({ ...deps, now: () => now }, id, now)) done += 1;
  return done;
}

function step(deps: IntroductionDeps, id: string, now: Date): Promise<boolean> {
  return change(deps, id, { actor: CLOCK }, async (held) => {
    const due = dueStep(held.row, await lastReportAt(held.tx, id), now);
    if (due === undefined) return undefined;
    const remindersSent = due.done;
    if (due.step?.kind === 'expire') {
      await tellCity(deps, held, 'expired', '');
      await tellStaff(deps, held, 'expired');
      return {
        action: 'introduction.expired',
        set: { status: 'expired', endReason: 'no-reply', remindersSent },
      };
    }
    if (due.step?.kind === 'remind') {
      const provider = providerOf(held.row);
      if (provider) await sendInvitation(deps, held, provider, true);
      return { action: 'introduction.reminded', set: { remindersSent } };
    }
    if (due.step === undefined) return { action: 'introduction.not-asked', set: { remindersSent } };
    await ask(deps, held, due.step);
    return { action: 'introduction.asked', set: { remindersSent } };
  });
}

/** Asks both sides what came of it; the city only where it agreed to be asked. */
async function ask(deps: IntroductionDeps, held: Change, { kind, day }: Step): Promise<void> {
  const { tx, row, challenge } = held;
  const again = kind === 'question-again';
  const contact = contactOf(challenge);
  const provider = providerOf(row);
  const sides = [
    ...(contact && consentsSchema.parse(challenge.consents).followUp
      ? [{ side: 'city' as const, to: contact, title: challenge.title }]
      : []),
    ...(provider ? [{ side: 'provider' as const, to: provider, title: undefined }] : []),
  ];
  for (const { side, to, title } of sides) {
    const link = await linkFor(deps, held, side);
    const about = { ...aboutOf(held, to.name, link), title, day, again };
    const mail = side === 'city' ? cityQuestionMail(about) : questionMail(about);
    await queueMails(tx, mailTo(held, `introduction-question:${row.id}:${day}:${side}`, to, mail));
  }
}
