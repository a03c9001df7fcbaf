import { and, arrayOverlaps, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { disclosedTextOf } from '../challenges/disclosure.js';
import {
  type challenges,
  entries,
  outbox,
  type WEBHOOK_EVENTS,
  webhookDeliveries,
  webhooks,
} from '../db/schema.js';
import type { Database } from '../db/types.js';
import { newId } from '../ids.js';

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
type EntryRow = typeof entries.$inferSelect;
/** What is looked at of an entry. */
export type EntryState = Pick<EntryRow, 'kind' | 'status' | 'country' | 'body'>;
export type ChallengeState = typeof challenges.$inferSelect;

/** What a webhook's filters look at. */
interface Facets {
  sectors: readonly string[];
  countries: readonly string[];
}
interface News {
  event: WebhookEvent;
  subjectId: string;
  /** As it was and as it is: what leaves a filter is told of as well. */
  facets: readonly Facets[];
}

const ENTRY_EVENTS: WebhookEvent[] = ['entry.published', 'entry.changed', 'entry.withdrawn'];
const CHALLENGE_EVENTS: WebhookEvent[] = ['challenge.published', 'challenge.withdrawn'];
/** Rows of one statement. */
const CHUNK = 1_000;

/**
 * These entries as they are before a change; `undefined` where no webhook is told of entries, which is the rule and costs
 * one small query.
 */
export async function beforeEntries(
  tx: Database,
  ids: readonly string[],
): Promise<Map<string, EntryState> | undefined> {
  if ((await listeners(tx, ENTRY_EVENTS)).length === 0) return undefined;
  const { id, kind, status, country, body } = entries;
  const rows = await tx
    .select({ id, kind, status, country, body })
    .from(entries)
    .where(inArray(id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Tells webhooks of changed entries, in the transaction that changes them. */
export async function tellOfEntries(
  tx: Database,
  changes: readonly { id: string; before: EntryState | undefined; after: EntryState }[],
): Promise<void> {
  const news = changes.flatMap(({ id, before, after }): News[] => {
    const event = entryEventOf(before?.status, after.status);
    if (event === undefined) return [];
    return [{ event, subjectId: id, facets: [before ?? after, after].map(facetsOf) }];
  });
  await tell(tx, ENTRY_EVENTS, news);
}

/** Tells webhooks of a challenge whose answer was published, or that others may read or may no longer. */
export async function tellOfChallenge(
  tx: Database,
  before: ChallengeState,
  after: ChallengeState,
  { again = false }: { again?: boolean } = {},
): Promise<void> {
  const event = challengeEventOf(isTold(before), isTold(after), again);
  if (event === undefined) return;
  const facets = [before, after].map(({ sectors, country }) => ({ sectors, countries: [country] }));
  await tell(tx, CHALLENGE_EVENTS, [{ event, subjectId: after.id, facets }]);
}

/** What a change of an entry's state is for those outside. */
export function entryEventOf(
  before: EntryRow['status'] | undefined,
  after: EntryRow['status'],
): WebhookEvent | undefined {
  if (after === 'published') return before === 'published' ? 'entry.changed' : 'entry.published';
  return before === 'published' ? 'entry.withdrawn' : undefined;
}

function challengeEventOf(was: boolean, is: boolean, again: boolean): WebhookEvent | undefined {
  if (is) return was && !again ? undefined : 'challenge.published';
  return was ? 'challenge.withdrawn' : undefined;
}

/**
 * Whether a challenge is told of at all: its answer is published, its city agreed that anyone may read it, and staff
 * opened it to everybody in redacted words. What is open to fewer does not exist for those outside.
 */
export function isTold(row: ChallengeState): boolean {
  const over = row.erasedAt !== null || row.status === 'withdrawn' || row.status === 'declined';
  return row.publishedAt !== null && !over && disclosedTextOf(row, 'public') !== undefined;
}

const bodySchema = z.object({
  sectors: z.array(z.string()).catch([]),
  countriesServed: z.array(z.string()).catch([]),
});

/** As in searches: where a case study is; where a provider has its seat and works, the whole world left out. */
function facetsOf({ country, body }: EntryState): Facets {
  const { sectors, countriesServed } = bodySchema.parse(body ?? {});
  return { sectors, countries: [country, ...countriesServed.filter((code) => code !== 'global')] };
}

async function listeners(tx: Database, events: WebhookEvent[]) {
  const { id, events: wanted, sectors, countries } = webhooks;
  return tx
    .select({ id, events: wanted, sectors, countries })
    .from(webhooks)
    .where(and(eq(webhooks.state, 'active'), arrayOverlaps(webhooks.events, events)));
}

async function tell(tx: Database, kinds: WebhookEvent[], news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  const rows = (await listeners(tx, kinds)).flatMap((hook) =>
    news
      .filter(({ event, facets }) => hook.events.includes(event) && facets.some((one) => fits(hook, one)))
      .map(({ event, subjectId }) => ({ id: newId('wm'), webhookId: hook.id, event, subjectId })),
  );
  // In one order, so that two changes of the same entries wait for each other and never lock each other out.
  rows.sort((a, b) => (a.webhookId + a.subjectId < b.webhookId + b.subjectId ? -1 : 1));
  for (let at = 0; at < rows.length; at += CHUNK) await addDeliveries(tx, rows.slice(at, at + CHUNK));
  const due = [...new Set(rows.map(({ webhookId }) => webhookId))];
  if (due.length > 0) await tx.insert(outbox).values(due.map(dueOf));
}

/** The outbox row that makes what waits for a webhook go out. */
export const dueOf = (webhookId: string) => ({ topic: 'webhook-due' as const, key: webhookId });

/** Of several changes that nobody was told of yet the newest counts; what is new stays new. */
function addDeliveries(
  tx: Database,
  rows: readonly Pick<
    typeof webhookDeliveries.$inferInsert & { id: string },
    'id' | 'webhookId' | 'event' | 'subjectId'
  >[],
) {
  const { event } = webhookDeliveries;
  return tx
    .insert(webhookDeliveries)
    .values(rows.map((row) => ({ ...row, occurredAt: sql`now()` })))
    .onConflictDoUpdate({
      target: [webhookDeliveries.webhookId, webhookDeliveries.subjectId],
      targetWhere: sql`state = 'waiting' and attempts = 0`,
      set: {
        event: sql`case when ${event} = 'entry.published' and excluded.event = 'entry.changed' then ${event} else excluded.event end`,
        occurredAt: sql`excluded.occurred_at`,
      },
    });
}

/** Whether a filter lets something through: with no value it lets everything. */
export function fits(filter: Facets, { sectors, countries }: Facets): boolean {
  const any = (wanted: readonly string[], held: readonly string[]) =>
    wanted.length === 0 || wanted.some((one) => held.includes(one));
  return any(filter.sectors, sectors) && any(filter.countries, countries);
}
