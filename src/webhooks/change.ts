import { and, eq } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { outbox, webhookDeliveries, webhooks } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import type { NewWebhook, WebhookChange } from './contract.js';
import type { WebhookParts } from './deps.js';
import { lockDelivery, lockWebhook, type WebhookRow } from './read.js';
import { newSigningSecret } from './secret.js';
import { FAILURES, type Failure, receiverOf } from './send.js';
import { dueOf } from './tell.js';
import { refusalWords } from './words.js';

const HOUR_MS = 3_600_000;

function record(tx: Database, id: string, verb: string, { actor, requestId }: Asker, of: object = {}) {
  return recordAudit(tx, {
    actor,
    action: `webhook.${verb}`,
    subject: { kind: 'webhook', id },
    requestId,
    ...of,
  });
}

/** @throws AppError `bad-request` for an address that may not be told, or that leads nowhere. */
async function refuseAddress({ sending }: WebhookParts, url: string): Promise<void> {
  const target = await receiverOf(url, sending);
  if (!('kind' in target)) return;
  const failure = FAILURES.find((one): one is Exclude<Failure, 'status'> => one === target.result);
  const fields = [{ path: 'url', message: refusalWords(failure ?? 'no-address') }];
  throw new AppError('bad-request', 'The body is not valid: url', { fields });
}

/** @returns its id and its secret, which is told this once. */
export async function createWebhook(
  parts: WebhookParts,
  given: NewWebhook,
  asker: Asker,
): Promise<{ id: string; secret: string }> {
  await refuseAddress(parts, given.url);
  const id = newId('wh');
  const secret = newSigningSecret();
  const box = await parts.box();
  const at = parts.now();
  await parts.db.transaction(async (tx) => {
    await tx.insert(webhooks).values({
      ...{ id, ...given, state: 'active', secret: box.close(secret, id) },
      createdBy: asker.actor.kind === 'person' ? asker.actor.name : '',
      createdAt: at,
      updatedAt: at,
    });
    await record(tx, id, 'created', asker, { after: given });
  });
  return { id, secret };
}

/** Changes what it is told of, where, and whether. */
export async function changeWebhook(
  parts: WebhookParts,
  id: string,
  { version, state, ...given }: WebhookChange,
  asker: Asker,
): Promise<void> {
  if (given.url !== undefined) await refuseAddress(parts, given.url);
  await parts.db.transaction(async (tx) => {
    const row = await lockWebhook(tx, id);
    if (row.version !== version) {
      const fields = [{ path: 'version', message: `is ${row.version} by now` }];
      throw new AppError('conflict', 'Somebody changed this webhook after you had opened it', { fields });
    }
    const set = { version: version + 1, updatedAt: parts.now() };
    const changed = changedFields(row, given);
    if (changed !== undefined) await record(tx, id, 'changed', asker, changed);
    const turns = state !== undefined && state !== row.state;
    if (turns) await record(tx, id, state === 'paused' ? 'paused' : 'resumed', asker);
    if (changed === undefined && !turns) return;
    // Resumed or moved it begins anew: nobody waits for what failed before.
    const anew = (turns && state === 'active') || changed?.after.url !== undefined;
    await tx
      .update(webhooks)
      .set({
        ...{ ...set, ...given },
        ...(turns && { state, pauseReason: state === 'paused' ? ('admin' as const) : null }),
        ...(anew && { failures: 0, failingSince: null, waitUntil: null }),
      })
      .where(eq(webhooks.id, id));
    if (!anew) return;
    await tx
      .update(webhookDeliveries)
      .set({ nextAttemptAt: null })
      .where(and(eq(webhookDeliveries.webhookId, id), eq(webhookDeliveries.state, 'waiting')));
    await tx.insert(outbox).values(dueOf(id));
  });
  parts.nudge();
}

type Fields = Omit<WebhookChange, 'version' | 'state'>;

/** What of it would be another. */
function changedFields(row: WebhookRow, given: Fields): { before: Fields; after: Fields } | undefined {
  const names = (['name', 'url', 'events', 'sectors', 'countries'] as const).filter(
    (name) => given[name] !== undefined && JSON.stringify(given[name]) !== JSON.stringify(row[name]),
  );
  if (names.length === 0) return undefined;
  const pick = (of: Fields) => Object.fromEntries(names.map((name) => [name, of[name]]));
  const { name, url, events, sectors, countries } = row;
  return { before: pick({ name, url, events, sectors, countries } as Fields), after: pick(given) };
}

export async function removeWebhook({ db }: WebhookParts, id: string, asker: Asker): Promise<void> {
  await db.transaction(async (tx) => {
    const { name, url } = await lockWebhook(tx, id);
    await tx.delete(webhooks).where(eq(webhooks.id, id));
    await record(tx, id, 'removed', asker, { before: { name, url } });
  });
}

/** @returns the new secret, which is told this once. */
export async function rotateSecret(
  { db, box, now }: WebhookParts,
  id: string,
  overlapHours: number,
  asker: Asker,
): Promise<string> {
  const secret = newSigningSecret();
  const kept = (await box()).close(secret, id);
  const until = new Date(now().getTime() + overlapHours * HOUR_MS);
  await db.transaction(async (tx) => {
    const row = await lockWebhook(tx, id);
    await tx
      .update(webhooks)
      .set({
        secret: kept,
        previousSecret: overlapHours > 0 ? row.secret : null,
        previousUntil: overlapHours > 0 ? until : null,
        version: row.version + 1,
        updatedAt: now(),
      })
      .where(eq(webhooks.id, id));
    await record(tx, id, 'secret-renewed', asker, { after: { overlapHours } });
  });
  return secret;
}

/** Writes down a message that tells of nothing. @throws AppError `not-found`; `conflict` while it is paused. */
export async function sendTest(parts: WebhookParts, id: string, asker: Asker): Promise<void> {
  await parts.db.transaction(async (tx) => {
    await wakeUp(tx, id);
    const deliveryId = newId('wm');
    await tx.insert(webhookDeliveries).values({
      ...{ id: deliveryId, webhookId: id, event: 'test', subjectId: deliveryId },
      occurredAt: parts.now(),
    });
    await record(tx, id, 'tested', asker, { after: { message: deliveryId } });
  });
  parts.nudge();
}

/** Makes a message go out once more. @throws AppError `not-found`; `conflict` while it is paused. */
export async function sendAgain(
  parts: WebhookParts,
  id: string,
  deliveryId: string,
  asker: Asker,
): Promise<void> {
  await parts.db.transaction(async (tx) => {
    await wakeUp(tx, id);
    const { attempts } = await lockDelivery(tx, id, deliveryId);
    await tx
      .update(webhookDeliveries)
      // As after its first attempt: it has a day of tries before it.
      .set({ state: 'waiting', attempts: Math.min(attempts, 1), nextAttemptAt: null, settledAt: null })
      .where(eq(webhookDeliveries.id, deliveryId));
    await record(tx, id, 'sent-again', asker, { after: { message: deliveryId } });
  });
  parts.nudge();
}

/** Whatever it waits for after failures, it is tried now. */
async function wakeUp(tx: Database, id: string): Promise<void> {
  const { state } = await lockWebhook(tx, id);
  if (state !== 'active') throw new AppError('conflict', 'This webhook is paused: resume it first');
  await tx.update(webhooks).set({ waitUntil: null }).where(eq(webhooks.id, id));
  await tx.insert(outbox).values(dueOf(id));
}
