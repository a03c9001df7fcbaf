import { and, eq, exists, isNull, lt, ne, notInArray, or, sql } from 'drizzle-orm';
import { authSecret } from '../accounts/secret.js';
import { siteAddress } from '../config.js';
import { outbox, webhookAttempts, webhookDeliveries, webhooks } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { changeWebhook, createWebhook, removeWebhook, rotateSecret, sendAgain, sendTest } from './change.js';
import type { WebhookService } from './contract.js';
import { deliver } from './deliver.js';
import type { WebhookDeps, WebhookParts } from './deps.js';
import { listWebhooks, readDeliveries, readWebhook } from './read.js';
import { DAY_MS, LOG_DAYS } from './schedule.js';
import { createSecretBox, type SecretBox } from './secret.js';
import { dueOf } from './tell.js';

const LEASE_MS = 60_000;
/** What should have gone out so long ago has lost its job. */
const OVERDUE_MS = 120_000;

/** Webhooks over the database. */
export function createWebhooks(deps: WebhookDeps): WebhookService {
  const parts = partsOf(deps);
  const { db, now } = parts;
  const get = (id: string) => readWebhook(db, id, now());
  return {
    list: () => listWebhooks(db, now()),
    get,
    async create(given, asker) {
      const { id, secret } = await createWebhook(parts, given, asker);
      return { ...(await get(id)), secret };
    },
    async change(id, change, asker) {
      await changeWebhook(parts, id, change, asker);
      return get(id);
    },
    remove: (id, asker) => removeWebhook(parts, id, asker),
    async rotate(id, overlapHours, asker) {
      const secret = await rotateSecret(parts, id, overlapHours, asker);
      return { ...(await get(id)), secret };
    },
    test: (id, asker) => sendTest(parts, id, asker),
    async deliveries(id, about) {
      await get(id);
      return readDeliveries(db, id, about);
    },
    sendAgain: (id, deliveryId, asker) => sendAgain(parts, id, deliveryId, asker),
    deliver: (id) => deliver(parts, id),
    wake: () => wake(parts),
    forget: (at) => forget(db, at),
  };
}

function partsOf(deps: WebhookDeps): WebhookParts {
  const { db, config, log, nudge, stopping, sending } = deps;
  let box: Promise<SecretBox> | undefined;
  return {
    ...{ db, log, nudge, stopping },
    counted: deps.counted ?? (() => undefined),
    now: deps.now ?? (() => new Date()),
    random: deps.random ?? Math.random,
    leaseMs: deps.leaseMs ?? LEASE_MS,
    siteUrl: siteAddress(config),
    sending: { ...sending, innerNetworks: config.webhookNetworks },
    box() {
      box ??= authSecret(db, config.authSecret).then(createSecretBox);
      // What failed is tried anew next time.
      box.catch(() => {
        box = undefined;
      });
      return box;
    },
  };
}

async function wake({ db, now, nudge }: WebhookParts): Promise<number> {
  const before = new Date(now().getTime() - OVERDUE_MS);
  const { webhookId, state, nextAttemptAt, occurredAt } = webhookDeliveries;
  const overdue = db
    .select({ one: sql`1` })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookId, webhooks.id),
        eq(state, 'waiting'),
        lt(occurredAt, before),
        or(isNull(nextAttemptAt), lt(nextAttemptAt, before)),
      ),
    );
  const waits = or(isNull(webhooks.waitUntil), lt(webhooks.waitUntil, before));
  const rows = await db
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(and(eq(webhooks.state, 'active'), waits, exists(overdue)));
  if (rows.length > 0) await db.insert(outbox).values(rows.map(({ id }) => dueOf(id)));
  nudge();
  return rows.length;
}

async function forget(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - LOG_DAYS * DAY_MS);
  await db.delete(webhookAttempts).where(lt(webhookAttempts.at, before));
  const kept = db.select({ id: webhooks.id }).from(webhooks).where(eq(webhooks.state, 'active'));
  const gone = await db
    .delete(webhookDeliveries)
    .where(
      and(
        lt(webhookDeliveries.occurredAt, before),
        // What still waits for a webhook that is at work goes out first.
        or(ne(webhookDeliveries.state, 'waiting'), notInArray(webhookDeliveries.webhookId, kept)),
      ),
    )
    .returning({ id: webhookDeliveries.id });
  return gone.length;
}
