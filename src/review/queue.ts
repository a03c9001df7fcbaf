import { and, arrayOverlaps, asc, desc, eq, gt, ilike, inArray, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { OPEN } from '../challenges/states.js';
import type { ServiceLevel } from '../config.js';
import { challenges } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { readKeyset, writeKeyset } from '../keyset.js';
import { personOf } from './change.js';
import type { QueueQuery, QueueResponse } from './contract.js';
import { itemsOf, lastEventId } from './read.js';

const HOUR_MS = 3_600_000;

/** A page of the queue: by waiting time, which is the order in which promises fall due. */
export async function readQueue(
  db: Database,
  query: QueueQuery,
  level: ServiceLevel,
  at: Date,
  asker: Asker,
): Promise<QueueResponse> {
  const event = await lastEventId(db);
  const filter = filterOf(query, level, at, personOf(asker).id);
  const newest = query.order === 'newest';
  const after = query.cursor === undefined ? undefined : afterCursor(query.cursor, newest);
  const direction = newest ? desc : asc;
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(challenges)
      .where(and(filter, after))
      .orderBy(direction(challenges.submittedAt), direction(challenges.id))
      .limit(query.limit + 1),
    db.$count(challenges, filter),
  ]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await itemsOf(db, page, level, at),
    total,
    ...(rows.length > page.length &&
      last && {
        nextCursor: writeKeyset({ at: last.submittedAt, id: last.id }),
      }),
    lastEventId: event,
  };
}

function filterOf(query: QueueQuery, level: ServiceLevel, at: Date, me: string): SQL | undefined {
  const { status = [...OPEN], assigned, sector, country, late, q } = query;
  // Typed words stand for themselves: % and _ are no wildcards.
  const words = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const before = (hours: number) => new Date(at.getTime() - hours * HOUR_MS);
  const isLate = or(
    and(
      isNull(challenges.firstAnswerAt),
      lt(challenges.submittedAt, before(Math.min(level.answerHours, level.publishHours))),
    ),
    lt(challenges.submittedAt, before(level.publishHours)),
  );
  return and(
    inArray(challenges.status, status),
    assigned === 'me' ? eq(challenges.assignedTo, me) : undefined,
    assigned === 'nobody' ? isNull(challenges.assignedTo) : undefined,
    sector !== undefined && sector.length > 0 ? arrayOverlaps(challenges.sectors, sector) : undefined,
    country !== undefined && country.length > 0 ? inArray(challenges.country, country) : undefined,
    late === 'yes' ? isLate : undefined,
    q.trim() === ''
      ? undefined
      : or(ilike(challenges.title, words), ilike(challenges.cityName, words), eq(challenges.id, q.trim())),
  );
}

function afterCursor(cursor: string, newest: boolean): SQL | undefined {
  const compare = newest ? lt : gt;
  const { at: time, id } = readKeyset(cursor);
  return or(
    compare(challenges.submittedAt, time),
    and(eq(challenges.submittedAt, time), compare(challenges.id, id)),
  );
}
