import { eq, sql } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { disclosedTextOf } from '../challenges/disclosure.js';
import { challenges } from '../db/schema.js';
import { AppError } from '../errors.js';
import { queueMails } from '../mail/queue.js';
import {
  aboutOf,
  askedBy,
  type Change,
  change,
  contactOf,
  type IntroductionDeps,
  linkFor,
  mailTo,
  tellStaff,
} from './change.js';
import { introducedToCityMail, notIntroducedMail } from './city-mails.js';
import type { Consent, Decline, Invite } from './contract.js';
import { introducedToProviderMail, invitationMail } from './mails.js';
import type { IntroductionRow } from './read.js';

const over = (what: string) => new AppError('conflict', `This introduction is ${what}: nothing was done`);

/** Staff say whom to write to; the other side is asked, or both are introduced at once. */
export async function invite(
  deps: IntroductionDeps,
  id: string,
  { version, provider, consent }: Invite,
  asker: Asker,
): Promise<void> {
  await change(deps, id, askedBy(asker, version), async (held) => {
    const { row, at } = held;
    if (row.status !== 'requested') throw over(row.status);
    const set = { providerName: provider.name, providerEmail: provider.email };
    if (consent === 'city') {
      await introduce(deps, held, provider);
      return { action: 'introduction.introduced', set: { ...set, ...introducedAt(at) } };
    }
    refuseNothingToRead(held);
    await sendInvitation(deps, held, provider, false);
    // Written to somebody else: their time begins now.
    return { action: 'introduction.invited', set: { ...set, invitedAt: at, remindersSent: 0 } };
  });
}

const introducedAt = (at: Date) => ({
  status: 'introduced' as const,
  outcome: 'introduced' as const,
  introducedAt: at,
  remindersSent: 0,
});

/** @throws AppError `conflict`: the city allowed more than its message, and nobody has redacted it yet. */
function refuseNothingToRead({ challenge, row }: Change): void {
  if (disclosedTextOf(challenge) !== undefined || /\p{L}{2}/u.test(row.message)) return;
  throw new AppError(
    'conflict',
    'The other side could read nothing of this challenge: open it to providers, in redacted words, first',
  );
}

/** Asks the other side whether it agrees. */
export async function sendInvitation(
  deps: IntroductionDeps,
  held: Change,
  provider: { name: string; email: string },
  again: boolean,
): Promise<void> {
  const { tx, row, challenge } = held;
  const text = disclosedTextOf(challenge);
  const about = {
    ...aboutOf(held, provider.name, await linkFor(deps, held, 'provider')),
    title: text?.title,
  };
  const mail = invitationMail({ ...about, statement: text?.statement, message: row.message, again });
  await queueMails(tx, mailTo(held, `introduction-invite:${row.id}:${row.version}`, provider, mail));
}

/** Gives each side the other's name and address. */
async function introduce(
  deps: IntroductionDeps,
  held: Change,
  provider: { name: string; email: string },
): Promise<void> {
  const { tx, row, challenge, at } = held;
  const contact = contactOf(challenge);
  if (contact === undefined) throw over('without a contact of the city');
  const toCity = introducedToCityMail({
    ...aboutOf(held, contact.name, await linkFor(deps, held, 'city')),
    title: challenge.title,
    provider,
  });
  const toProvider = introducedToProviderMail({
    ...aboutOf(held, provider.name, await linkFor(deps, held, 'provider')),
    title: disclosedTextOf(challenge)?.title,
    contact,
    message: row.message,
  });
  await queueMails(
    tx,
    mailTo(held, `introduced-city:${row.id}`, contact, toCity),
    mailTo(held, `introduced-provider:${row.id}`, provider, toProvider),
  );
  await tx
    .update(challenges)
    .set({
      firstIntroductionAt: sql`coalesce(${challenges.firstIntroductionAt}, ${at.toISOString()}::timestamptz)`,
    })
    .where(eq(challenges.id, challenge.id));
}

/** Whom the invitation went to. */
export function providerOf({ providerName, providerEmail }: IntroductionRow) {
  return providerEmail === null ? undefined : { name: providerName ?? '', email: providerEmail };
}

/** The other side says yes or no. Saying the same twice is no error. */
export async function answer(
  deps: IntroductionDeps,
  id: string,
  { agree, reason, note }: Consent,
  asker: Asker,
): Promise<void> {
  if (asker.actor.kind !== 'provider') {
    throw new AppError('forbidden', 'Only who was asked can say yes or no');
  }
  await change(deps, id, askedBy(asker), async (held) => {
    const { row, at } = held;
    const provider = providerOf(row);
    if (row.status === (agree ? 'introduced' : 'declined')) return undefined;
    if (row.status !== 'requested') throw over(row.status);
    if (row.invitedAt === null || provider === undefined) throw over('not open to an answer');
    if (agree) {
      await introduce(deps, held, provider);
      return { action: 'introduction.introduced', set: { ...introducedAt(at), providerConsentAt: at } };
    }
    await tellCity(deps, held, 'declined', '');
    await tellStaff(deps, held, 'declined');
    const endReason = reason ?? 'other';
    return { action: 'introduction.declined', set: { status: 'declined', endReason, endNote: note } };
  });
}

/** Staff cannot bring it about. */
export async function decline(
  deps: IntroductionDeps,
  id: string,
  { version, reason, note }: Decline,
  asker: Asker,
): Promise<void> {
  await change(deps, id, askedBy(asker, version), async (held) => {
    if (held.row.status !== 'requested') throw over(held.row.status);
    await tellCity(deps, held, 'declined', note);
    return {
      action: 'introduction.declined',
      set: { status: 'declined', endReason: reason, endNote: note },
    };
  });
}

/** Tells the city that nothing came of it. */
export async function tellCity(
  deps: IntroductionDeps,
  held: Change,
  as: 'declined' | 'expired',
  note: string,
): Promise<void> {
  const { tx, row, challenge } = held;
  const contact = contactOf(challenge);
  if (contact === undefined) return;
  const about = {
    ...aboutOf(held, contact.name, await linkFor(deps, held, 'city')),
    title: challenge.title,
  };
  const mail = notIntroducedMail({ ...about, as, note });
  await queueMails(tx, mailTo(held, `introduction-${as}-city:${row.id}`, contact, mail));
}
