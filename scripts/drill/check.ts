import { and, count, eq, inArray, isNull, like, sql } from 'drizzle-orm';
import { z } from 'zod';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { audit, challenges, entries, mails, outbox, proposals } from '../../src/db/schema.js';
import type { Database } from '../../src/db/types.js';
import { revisionOf } from '../../src/indexing/document.js';
import type { Client } from './client.js';
import { type EditedEntry, type Edits, findable } from './edits.js';
import type { Submission } from './submissions.js';

const PAGE = 100;
const bodySchema = z.object({ summary: z.string() });
const hitsSchema = z.object({
  hits: z.array(z.object({ id: z.string() })),
  total: z.int(),
  nextCursor: z.string().optional(),
});

/** What became of the challenges. */
export async function checkSubmissions(db: Database, client: Client, sent: readonly Submission[]) {
  const rows = await db
    .select({ id: challenges.id, title: challenges.title, status: challenges.status })
    .from(challenges)
    .where(like(challenges.title, 'Drill %'));
  const proposed = await db.select({ id: proposals.challengeId }).from(proposals);
  const withProposal = new Set(proposed.map(({ id }) => id));
  const byTitle = new Map<string, string[]>();
  for (const { id, title } of rows) byTitle.set(title, [...(byTitle.get(title) ?? []), id]);
  const acknowledged = sent.filter((one) => one.acknowledged !== undefined);
  const given = sent.filter((one) => one.acknowledged === undefined);
  let opened = 0;
  for (const { acknowledged: taken } of acknowledged) {
    const answer = await client.send('track', 'GET', taken?.path ?? '');
    if (answer.status === 200) opened += 1;
  }
  const isThere = ({ title }: Submission) => byTitle.has(title);
  return {
    sent: sent.length,
    /** Sent more than once, until acknowledged. */
    repeated: sent.filter(({ tries }) => tries > 1).length,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter(
      ({ title, acknowledged: taken }) => !byTitle.get(title)?.includes(taken?.id ?? ''),
    ).length,
    twice: [...byTitle.values()].filter(({ length }) => length > 1).length,
    unmatched: rows.filter(({ id, status }) => status === 'received' || !withProposal.has(id)).length,
    /** Acknowledged ones whose link opens them. */
    opened,
    unacknowledged: given.length,
    unacknowledgedThere: given.filter(isThere).length,
  };
}

/** What became of the changes of entries, and of the entries that were added. */
export async function checkEdits(db: Database, client: Client, edits: Edits) {
  const changed = edits.entries.filter(({ changes }) => changes.length > 0);
  const rows = await db
    .select({ id: entries.id, version: entries.version, body: entries.body })
    .from(entries)
    .where(inArray(entries.id, [...changed.map(({ id }) => id), '']));
  const held = new Map(rows.map((row) => [row.id, row]));
  const recorded = await recordedTexts(db);
  const all = changed.flatMap(({ changes }) => changes);
  const acknowledged = all.filter((change) => change.acknowledged !== undefined);
  const times = (text: string) => recorded.get(text) ?? 0;
  let overwritten = 0;
  let notFound = 0;
  for (const entry of changed) {
    const row = held.get(entry.id);
    const text = bodySchema.safeParse(row?.body).data?.summary ?? '';
    if (row === undefined || !isLastOrLater(entry, row.version, text)) overwritten += 1;
    else if (text !== '' && entry.changes.some((one) => one.text === text)) {
      const query = new URLSearchParams({ q: findable(text), limit: '20' });
      const answer = await client.send('search', 'GET', `/v1/search?${query}`);
      const found = hitsSchema.safeParse(answer.body).data?.hits.some(({ id }) => id === entry.id);
      if (found !== true) notFound += 1;
    }
  }
  const titles = await db
    .select({ title: entries.title, many: count() })
    .from(entries)
    .where(like(entries.title, 'A drill of %'))
    .groupBy(entries.title);
  const there = new Map(titles.map(({ title, many }) => [title, many]));
  const additions = edits.additions;
  return {
    sent: all.filter((change) => !edits.entries.some((one) => one.added && one.changes[0] === change)).length,
    acknowledged: acknowledged.length - edits.additions.filter(({ id }) => id !== undefined).length,
    /** Acknowledged, but not in the record exactly once. */
    lost: acknowledged.filter(({ text }) => times(text) !== 1).length,
    twice: all.filter(({ text }) => times(text) > 1).length,
    /** Entries that say something older than what was acknowledged last. */
    overwritten,
    /** Entries that a search for their last text does not find. */
    notFound,
    entries: changed.length,
    added: additions.length,
    addedAcknowledged: additions.filter(({ id }) => id !== undefined).length,
    addedLost: additions.filter(({ id, title }) => id !== undefined && there.get(title) !== 1).length,
    addedTwice: additions.filter(({ title }) => (there.get(title) ?? 0) > 1).length,
  };
}

/** Whether an entry says what was acknowledged last, or what was sent after it. */
function isLastOrLater({ changes }: EditedEntry, version: number, text: string): boolean {
  const last = changes.findLastIndex((change) => change.acknowledged !== undefined);
  const now = changes.findIndex((change) => change.text === text);
  const acknowledged = changes[last]?.acknowledged ?? 0;
  return last === -1 || (now >= last && version >= acknowledged);
}

/** How often each text stands in the record. */
async function recordedTexts(db: Database): Promise<Map<string, number>> {
  const text = sql<string>`${audit.after}->>'summary'`;
  const rows = await db
    .select({ text, many: count() })
    .from(audit)
    .where(and(eq(audit.subjectKind, 'entry'), sql`${audit.after} ? 'summary'`))
    .groupBy(text);
  return new Map(rows.map((row) => [row.text, row.many]));
}

/** Ids of all that a search lists, page by page, and how many it says there are. */
export async function listThroughSearch(client: Client): Promise<{ ids: string[]; total: number }> {
  const ids: string[] = [];
  let total = 0;
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor !== undefined && { cursor }) });
    const page = hitsSchema.safeParse((await client.send('search', 'GET', `/v1/search?${query}`)).body).data;
    if (page === undefined) return { ids, total: -1 };
    ids.push(...page.hits.map(({ id }) => id));
    total = page.total;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { ids, total };
}

/** The difference between what the index holds and what the catalogue says. */
export async function checkIndex(
  db: Database,
  held: ReadonlyMap<string, string>,
  listed: { ids: readonly string[]; total: number },
  modelId: string | null,
) {
  const wanted = await createCatalogueStore(db).revisions();
  const ids = new Set(listed.ids);
  return {
    entries: wanted.size,
    missing: [...wanted.keys()].filter((id) => !held.has(id)).length,
    extra: [...held.keys()].filter((id) => !wanted.has(id)).length,
    stale: [...wanted].filter(([id, one]) => held.has(id) && held.get(id) !== revisionOf(one, modelId))
      .length,
    /** Published entries that a search for everything does not list, lists twice, or lists though they are not. */
    mislisted:
      [...wanted.keys()].filter((id) => !ids.has(id)).length +
      (listed.ids.length - ids.size) +
      [...ids].filter((id) => !wanted.has(id)).length +
      (listed.total === wanted.size ? 0 : 1),
  };
}

/** What is still to be done: changes that are not on the queue, mails not sent, challenges without matches. */
export async function pendingWork(db: Database) {
  const [changes, queued, refused, received] = await Promise.all([
    db.$count(outbox, isNull(outbox.relayedAt)),
    db.$count(mails, eq(mails.status, 'queued')),
    db.$count(mails, eq(mails.status, 'failed')),
    db.$count(challenges, eq(challenges.status, 'received')),
  ]);
  return { changes, mails: queued, mailsRefused: refused, challenges: received };
}
