import { and, asc, eq, gt, or } from 'drizzle-orm';
import { z } from 'zod';
import { entries, entryChanges } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { Change, ChangeFeed } from './contract.js';
import { notOfThisFeed, readPlace, writePlace } from './cursor.js';
import { givePositions } from './positions.js';

const bodySchema = z.record(z.string(), z.unknown());

/** The feed over the database. `siteUrl`: where the pages of entries are. */
export function createChangeFeed({ db, siteUrl }: { db: Database; siteUrl: string }): ChangeFeed {
  return {
    async read(since, limit) {
      const place = since === undefined ? undefined : readPlace(since);
      const feed = await givePositions(db);
      if (place !== undefined && (place.feed !== feed.id || place.position > feed.last))
        throw notOfThisFeed();
      const { position, begunAt } = place ?? { position: 0, begunAt: feed.last };
      const published = eq(entries.status, 'published');
      // One statement sees the entries and their places as they were at one moment.
      const rows = await db
        .select({
          position: entryChanges.position,
          id: entryChanges.entryId,
          kind: entryChanges.kind,
          at: entryChanges.at,
          status: entries.status,
          body: entries.body,
        })
        .from(entryChanges)
        .leftJoin(entries, eq(entries.id, entryChanges.entryId))
        .where(and(gt(entryChanges.position, position), or(published, gt(entryChanges.position, begunAt))))
        .orderBy(asc(entryChanges.position))
        .limit(limit + 1);
      const page = rows.slice(0, limit);
      return {
        changes: page.map((row) => changeOf(row, siteUrl)),
        cursor: writePlace({ feed: feed.id, position: page.at(-1)?.position ?? position, begunAt }),
        more: rows.length > limit,
      };
    },
  };
}

function changeOf(
  row: { id: string; kind: Change['kind']; at: Date; status: string | null; body: unknown },
  siteUrl: string,
): Change {
  const about = { id: row.id, kind: row.kind, at: row.at.toISOString() };
  if (row.status !== 'published') return { change: 'withdrawn', ...about };
  const url = `${siteUrl}/entries/${encodeURIComponent(row.id)}`;
  return { change: 'published', ...about, url, entry: bodySchema.parse(row.body) };
}
