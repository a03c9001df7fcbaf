import { performance } from 'node:perf_hooks';
import { and, asc, eq, isNull, lte, min, or, sql } from 'drizzle-orm';
import { webhookDeliveries, webhooks } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { WebhookParts } from './deps.js';
import { type Became, keepAttempt, keepDropped } from './keep.js';
import { messageOf } from './payload.js';
import { type Sent, sendMessage } from './send.js';
import { signMessage } from './sign.js';

type WebhookRow = typeof webhooks.$inferSelect;
type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** A job goes on to the next message for so long; then others have their turn. */
const TURN_MS = 20_000;
/** How soon another process looks again whether a webhook is free. */
const BUSY_MS = 1_000;

/**
 * Sends what is due to a webhook, one message after the other, the oldest first. One process has a webhook for itself at a
 * time. Each attempt is written down before it is made and after: a process killed in between leaves the message to be
 * sent again later, with the same id.
 * @returns when to come again; `undefined` where nothing waits, or the webhook is paused or gone.
 */
export async function deliver(parts: WebhookParts, webhookId: string): Promise<Date | undefined> {
  const { db, now, stopping } = parts;
  const hook = await lease(parts, webhookId);
  if (hook === undefined) return standing(db, webhookId, now());
  try {
    const until = performance.now() + TURN_MS;
    let failed = 0;
    let goOn = hook.waitUntil === null || hook.waitUntil <= now();
    while (goOn && performance.now() < until && stopping?.aborted !== true) {
      const delivery = await claim(parts, webhookId);
      if (delivery === undefined) break;
      const became = await attempt(parts, delivery, failed);
      failed = became === 'failed' ? failed + 1 : 0;
      goOn = became !== 'rest';
    }
  } finally {
    await db
      .update(webhooks)
      .set({ leasedUntil: null })
      .where(and(eq(webhooks.id, webhookId), eq(webhooks.leasedUntil, hook.leasedUntil ?? now())));
  }
  return standing(db, webhookId, now());
}

/** Takes a webhook for this process, unless it is paused, gone, or another has it. */
async function lease({ db, now, leaseMs }: WebhookParts, id: string): Promise<WebhookRow | undefined> {
  const at = now();
  const free = or(isNull(webhooks.leasedUntil), lte(webhooks.leasedUntil, at));
  const [row] = await db
    .update(webhooks)
    .set({ leasedUntil: new Date(at.getTime() + leaseMs) })
    .where(and(eq(webhooks.id, id), eq(webhooks.state, 'active'), free))
    .returning();
  return row;
}

/** When there is something to do for a webhook. */
async function standing(db: Database, id: string, now: Date): Promise<Date | undefined> {
  const [hook] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  if (hook === undefined || hook.state !== 'active') return undefined;
  const [waiting] = await db
    .select({
      any: sql<boolean>`count(*) > 0`,
      atOnce: sql<boolean>`count(*) > count(${webhookDeliveries.nextAttemptAt})`,
      at: min(webhookDeliveries.nextAttemptAt),
    })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, id), eq(webhookDeliveries.state, 'waiting')));
  if (waiting?.any !== true) return undefined;
  const due = waiting.atOnce || waiting.at === null ? now : waiting.at;
  const busy = hook.leasedUntil !== null && hook.leasedUntil > now ? now.getTime() + BUSY_MS : 0;
  return new Date(Math.max(due.getTime(), hook.waitUntil?.getTime() ?? 0, busy));
}

/** Takes the oldest message that is due. The attempt counts from here. */
async function claim(
  { db, now, leaseMs }: WebhookParts,
  webhookId: string,
): Promise<DeliveryRow | undefined> {
  const { id, nextAttemptAt, occurredAt, state } = webhookDeliveries;
  const at = now();
  const due = and(
    eq(webhookDeliveries.webhookId, webhookId),
    eq(state, 'waiting'),
    or(isNull(nextAttemptAt), lte(nextAttemptAt, at)),
  );
  const [oldest] = await db
    .select({ id })
    .from(webhookDeliveries)
    .where(due)
    .orderBy(asc(occurredAt), asc(id))
    .limit(1);
  if (oldest === undefined) return undefined;
  const [row] = await db
    .update(webhookDeliveries)
    .set({
      attempts: sql`${webhookDeliveries.attempts} + 1`,
      nextAttemptAt: new Date(at.getTime() + leaseMs),
    })
    .where(and(eq(id, oldest.id), due))
    .returning();
  return row;
}

/** Makes one attempt and keeps what became of it. */
async function attempt(parts: WebhookParts, delivery: DeliveryRow, failedBefore: number): Promise<Became> {
  const { db, now, siteUrl, sending, stopping, counted } = parts;
  // Read anew: a secret, an address or a pause of this moment counts.
  const [hook] = await db.select().from(webhooks).where(eq(webhooks.id, delivery.webhookId));
  if (hook === undefined || hook.state !== 'active') return release(parts, delivery);
  const body = await messageOf(db, delivery, siteUrl);
  if (body === undefined) {
    counted('dropped', 0);
    return keepDropped(db, delivery, now());
  }
  const at = now();
  let sent: Sent;
  try {
    const message = signMessage({ id: delivery.id, at, body }, await secretsOf(parts, hook));
    sent = await sendMessage(hook.url, message, { ...sending, signal: stopping });
  } catch (error) {
    if (stopping?.aborted === true) return release(parts, delivery);
    if (!(error instanceof AppError) || error.code !== 'misconfigured') throw error;
    parts.log.error({ webhook: hook.id }, error.message);
    sent = { tookMs: 0, status: undefined, failure: 'secret', retryAfter: undefined };
  }
  return keepAttempt(parts, { hook, delivery, at, sent, failedBefore });
}

/** It was not sent: it is due again at once, in its own time. */
async function release({ db }: WebhookParts, { id }: DeliveryRow): Promise<Became> {
  await db.update(webhookDeliveries).set({ nextAttemptAt: null }).where(eq(webhookDeliveries.id, id));
  return 'rest';
}

/** The secrets that sign now, the newest first. */
async function secretsOf({ box, now }: WebhookParts, hook: WebhookRow): Promise<string[]> {
  const { open } = await box();
  const { id, secret, previousSecret, previousUntil } = hook;
  const before = previousSecret !== null && previousUntil !== null && previousUntil > now();
  return [open(secret, id), ...(before ? readable(() => open(previousSecret, id)) : [])];
}

/** An old secret that cannot be read any more must not keep the new one from signing. */
function readable(open: () => string): string[] {
  try {
    return [open()];
  } catch {
    return [];
  }
}
