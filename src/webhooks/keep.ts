import { and, eq } from 'drizzle-orm';
import { recordAudit } from '../audit/record.js';
import { everybodyOf, having } from '../challenges/recipients.js';
import { webhookAttempts, webhookDeliveries, webhooks } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { queueMails } from '../mail/queue.js';
import type { WebhookParts } from './deps.js';
import { pausedMail } from './mails.js';
import { MOST_ATTEMPTS, PAUSE_AFTER_MS, readRetryAfter, waitAfter } from './schedule.js';
import type { Sent } from './send.js';

type WebhookRow = typeof webhooks.$inferSelect;
type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** What an attempt came to; with `rest` nothing more is tried in this turn. */
export type Became = 'delivered' | 'failed' | 'dropped' | 'rest';

/** An attempt that was made. */
interface Made {
  hook: WebhookRow;
  delivery: DeliveryRow;
  at: Date;
  sent: Sent;
  /** Messages before this one that failed in the same turn. */
  failedBefore: number;
}

const GONE = 410;
/** Answers that ask for less, whatever the message. */
const BUSY = new Set([429, 503]);
/** After so many messages that failed in a row the fault is not with one of them: the others wait. */
const MOST_FAILURES = 3;
const SYSTEM = { kind: 'system', name: 'webhooks' } as const;

/** Writes down what became of an attempt, and what follows from it, in one transaction. */
export async function keepAttempt(parts: WebhookParts, made: Made): Promise<Became> {
  const { hook, delivery, sent } = made;
  const { tookMs, failure } = sent;
  const { db, counted } = parts;
  const status = sent.status ?? null;
  const row = { deliveryId: delivery.id, at: made.at, tookMs, status, failure: failure ?? null };
  const became = await db.transaction(async (tx) => {
    // Removed while it was sent: there is nothing to keep.
    const [held] = await tx.select().from(webhooks).where(eq(webhooks.id, hook.id)).for('no key update');
    if (held === undefined) return 'rest';
    await tx.insert(webhookAttempts).values(row);
    if (failure === undefined) return keepDelivered(tx, made, parts.now());
    return keepFailure(tx, parts, { ...made, hook: held });
  });
  counted(failure === undefined ? 'delivered' : status === GONE ? 'gone' : 'failed', tookMs);
  parts.nudge();
  return became;
}

/** What it told of is not so any more: nothing is sent. */
export async function keepDropped(db: Database, { id }: DeliveryRow, at: Date): Promise<Became> {
  await db
    .update(webhookDeliveries)
    .set({ state: 'dropped', nextAttemptAt: null, settledAt: at })
    .where(eq(webhookDeliveries.id, id));
  return 'dropped';
}

async function keepDelivered(tx: Database, { hook, delivery }: Made, at: Date): Promise<Became> {
  await tx
    .update(webhookDeliveries)
    .set({ state: 'delivered', nextAttemptAt: null, settledAt: at })
    .where(eq(webhookDeliveries.id, delivery.id));
  await tx
    .update(webhooks)
    .set({ failures: 0, failingSince: null, waitUntil: null, deliveredAt: at })
    .where(eq(webhooks.id, hook.id));
  return 'delivered';
}

async function keepFailure(tx: Database, parts: WebhookParts, made: Made): Promise<Became> {
  const { hook, delivery, sent } = made;
  const at = parts.now();
  const gone = sent.status === GONE;
  const asked = readRetryAfter(sent.retryAfter, at) ?? 0;
  const after = (failures: number) =>
    new Date(at.getTime() + Math.max(asked, waitAfter(failures, parts.random())));
  const over = gone || delivery.attempts >= MOST_ATTEMPTS;
  await tx
    .update(webhookDeliveries)
    .set(
      over
        ? { state: 'failed', nextAttemptAt: null, settledAt: at }
        : { nextAttemptAt: after(delivery.attempts) },
    )
    .where(eq(webhookDeliveries.id, delivery.id));
  const failingSince = hook.failingSince ?? at;
  const failures = hook.failures + 1;
  // One message that is not liked holds up no other; a receiver that is away, busy or ill is left alone for a while.
  const rests = sent.status === undefined || BUSY.has(sent.status) || made.failedBefore + 1 >= MOST_FAILURES;
  const set = { failures, failingSince, ...(rests && { waitUntil: after(failures) }) };
  await tx.update(webhooks).set(set).where(eq(webhooks.id, hook.id));
  const failing = at.getTime() - failingSince.getTime() >= PAUSE_AFTER_MS;
  if (gone || failing) await pause(tx, parts, hook, gone ? 'gone' : 'failing');
  return gone || failing || rests ? 'rest' : 'failed';
}

/** Pauses a webhook and tells every admin why. */
async function pause(
  tx: Database,
  { siteUrl, now }: WebhookParts,
  hook: WebhookRow,
  reason: 'gone' | 'failing',
): Promise<void> {
  const at = now();
  const [paused] = await tx
    .update(webhooks)
    .set({ state: 'paused', pauseReason: reason, version: hook.version + 1, updatedAt: at })
    .where(and(eq(webhooks.id, hook.id), eq(webhooks.state, 'active')))
    .returning({ id: webhooks.id });
  if (paused === undefined) return;
  await recordAudit(tx, {
    actor: SYSTEM,
    action: 'webhook.paused',
    subject: { kind: 'webhook', id: hook.id },
    before: { state: 'active' },
    after: { state: 'paused', reason },
  });
  const href = `${siteUrl}/console/webhooks/${hook.id}`;
  await queueMails(
    tx,
    ...having(await everybodyOf(tx), 'admin').map(({ id, name, email }) => ({
      key: `webhook-paused:${hook.id}:${hook.version}:${id}`,
      template: 'webhook-paused',
      to: { name, address: email },
      ...pausedMail({ name, webhook: hook.name, url: hook.url, reason, href }),
    })),
  );
}
