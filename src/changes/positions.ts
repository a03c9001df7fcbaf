import { asc, eq, isNull, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { entryChanges, settings } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { newSuffix } from '../ids.js';

/** Where the feed is kept among the settings; a restore takes it away, and with it every cursor. */
const KEY = 'change-feed';
/** Changes that get their positions at a time: more than an answer holds. */
const BATCH = 2_000;

const feedSchema = z.object({ id: z.string(), last: z.int() });
/** Which feed it is, and the last position that was given. */
export type Feed = z.infer<typeof feedSchema>;

/**
 * Gives committed changes their positions, and tells how far the feed goes.
 *
 * Numbers that writers draw themselves can be committed out of order, and a reader between two of them would miss the
 * lower. So writers leave the position open, and it is given here: to what is committed by then, by one transaction
 * after the other, as each first locks the row that holds the last position. What a reader sees below a position is
 * then all that there will ever be below it. Unlike transaction ids, positions stay true in a copy of the database, and
 * a transaction that stays open holds nobody up but itself.
 */
export async function givePositions(db: Database): Promise<Feed> {
  const held = await readFeed(db);
  const waiting = isNull(entryChanges.position);
  const [any] = await db.select({ id: entryChanges.entryId }).from(entryChanges).where(waiting).limit(1);
  if (held !== undefined && any === undefined) return held;
  return db.transaction(async (tx) => {
    const feed = await lockFeed(tx);
    // Rows that a writer holds are changing once more: they come when that is done.
    const rows = await tx
      .select({ id: entryChanges.entryId })
      .from(entryChanges)
      .where(waiting)
      .orderBy(asc(entryChanges.at), asc(entryChanges.entryId))
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (rows.length === 0) return feed;
    const ids = JSON.stringify(rows.map(({ id }) => id));
    await tx
      .update(entryChanges)
      .set({ position: sql`${feed.last}::bigint + numbered.place` })
      .from(sql`jsonb_array_elements_text(${ids}::jsonb) with ordinality as numbered (id, place)`)
      .where(sql`${entryChanges.entryId} = numbered.id`);
    const now = { ...feed, last: feed.last + rows.length };
    await tx.update(settings).set({ value: now }).where(eq(settings.key, KEY));
    return now;
  });
}

async function readFeed(db: Database): Promise<Feed | undefined> {
  const [row] = await db.select().from(settings).where(eq(settings.key, KEY));
  return feedSchema.safeParse(row?.value).data;
}

/** The feed, locked until the transaction ends; made where there is none yet. */
async function lockFeed(tx: Database): Promise<Feed> {
  const [given] = await tx.select({ last: max(entryChanges.position) }).from(entryChanges);
  const fresh = { id: newSuffix(), last: given?.last ?? 0 };
  await tx.insert(settings).values({ key: KEY, value: fresh }).onConflictDoNothing();
  const [row] = await tx.select().from(settings).where(eq(settings.key, KEY)).for('update');
  return feedSchema.parse(row?.value);
}
