import { and, asc, count, desc, eq, inArray, lt, or } from 'drizzle-orm';
import { webhookAttempts, webhookDeliveries, webhooks } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { readKeyset, writeKeyset } from '../keyset.js';
import type { Delivery, DeliveryPage, Webhook } from './contract.js';
import { FAILURES } from './send.js';
import { attemptWords } from './words.js';

export type WebhookRow = typeof webhooks.$inferSelect;

const noWebhook = () => new AppError('not-found', 'There is no webhook of this id');
const noDelivery = () => new AppError('not-found', 'This webhook has no message of this id');

/** By name. */
export async function listWebhooks(db: Database, now: Date): Promise<Webhook[]> {
  const rows = await db.select().from(webhooks).orderBy(asc(webhooks.name), asc(webhooks.id));
  const waiting = await waitingOf(db);
  return rows.map((row) => shown(row, waiting.get(row.id) ?? 0, now));
}

/** @throws AppError `not-found`. */
export async function readWebhook(db: Database, id: string, now: Date): Promise<Webhook> {
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  if (row === undefined) throw noWebhook();
  return shown(row, (await waitingOf(db, id)).get(id) ?? 0, now);
}

/** The row, held until the transaction ends. @throws AppError `not-found`. */
export async function lockWebhook(tx: Database, id: string): Promise<WebhookRow> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('no key update');
  if (row === undefined) throw noWebhook();
  return row;
}

async function waitingOf(db: Database, id?: string): Promise<Map<string, number>> {
  const waiting = eq(webhookDeliveries.state, 'waiting');
  const rows = await db
    .select({ id: webhookDeliveries.webhookId, waiting: count() })
    .from(webhookDeliveries)
    .where(id === undefined ? waiting : and(waiting, eq(webhookDeliveries.webhookId, id)))
    .groupBy(webhookDeliveries.webhookId);
  return new Map(rows.map((row) => [row.id, row.waiting]));
}

function shown(row: WebhookRow, waiting: number, now: Date): Webhook {
  const { id, version, name, url, events, sectors, countries, state, failures, createdBy } = row;
  const old = row.previousUntil !== null && row.previousUntil > now ? row.previousUntil : undefined;
  return {
    ...{ id, version, name, url, events, sectors, countries, state, waiting, failures, createdBy },
    ...(state === 'paused' && row.pauseReason !== null && { pauseReason: row.pauseReason }),
    failingSince: row.failingSince?.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString(),
    oldSecretUntil: old?.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}

/** The log of a webhook, newest first. */
export async function readDeliveries(
  db: Database,
  webhookId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<DeliveryPage> {
  const { id, occurredAt } = webhookDeliveries;
  const after = cursor === undefined ? undefined : readKeyset(cursor);
  const rows = await db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        after && or(lt(occurredAt, after.at), and(eq(occurredAt, after.at), lt(id, after.id))),
      ),
    )
    .orderBy(desc(occurredAt), desc(id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const attempts = await attemptsOf(
    db,
    page.map((row) => row.id),
  );
  return {
    deliveries: page.map((row) => shownDelivery(row, attempts.get(row.id) ?? [])),
    ...(rows.length > limit && last && { nextCursor: writeKeyset({ at: last.occurredAt, id: last.id }) }),
  };
}

/** @throws AppError `not-found`. */
export async function lockDelivery(tx: Database, webhookId: string, deliveryId: string) {
  const { id, webhookId: owner } = webhookDeliveries;
  const [row] = await tx
    .select()
    .from(webhookDeliveries)
    .where(and(eq(id, deliveryId), eq(owner, webhookId)))
    .for('update');
  if (row === undefined) throw noDelivery();
  return row;
}

async function attemptsOf(db: Database, ids: readonly string[]) {
  const found = new Map<string, (typeof webhookAttempts.$inferSelect)[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .select()
    .from(webhookAttempts)
    .where(inArray(webhookAttempts.deliveryId, [...ids]))
    .orderBy(asc(webhookAttempts.id));
  for (const row of rows) found.set(row.deliveryId, [...(found.get(row.deliveryId) ?? []), row]);
  return found;
}

function shownDelivery(
  row: typeof webhookDeliveries.$inferSelect,
  attempts: readonly (typeof webhookAttempts.$inferSelect)[],
): Delivery {
  const { id, event, subjectId, state } = row;
  return {
    ...{ id, event, subject: subjectId, state },
    occurredAt: row.occurredAt.toISOString(),
    ...(state === 'waiting' && { nextAttemptAt: row.nextAttemptAt?.toISOString() }),
    attempts: attempts.map(({ at, tookMs, ...one }) => {
      const status = one.status ?? undefined;
      const failure = FAILURES.find((code) => code === one.failure);
      const text = attemptWords(status, failure);
      return { at: at.toISOString(), tookMs, status, failure, text };
    }),
  };
}
