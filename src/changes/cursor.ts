import { z } from 'zod';
import { AppError } from '../errors.js';

const placeSchema = z.tuple([z.string().max(40), z.int().min(0), z.int().min(0)]);

/** How far a harvester has read. */
export interface FeedPlace {
  /** Which feed: a database that is restored from a backup has another one. */
  feed: string;
  /** The last position that was read. */
  position: number;
  /** What was withdrawn up to here is no news: it was gone when reading began. */
  begunAt: number;
}

export function writePlace({ feed, position, begunAt }: FeedPlace): string {
  return Buffer.from(JSON.stringify([feed, position, begunAt])).toString('base64url');
}

/** @throws AppError `bad-request` with the path `since` for what is no cursor. */
export function readPlace(cursor: string): FeedPlace {
  try {
    const [feed, position, begunAt] = placeSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
    return { feed, position, begunAt };
  } catch (cause) {
    throw notOfThisFeed(cause);
  }
}

export function notOfThisFeed(cause?: unknown): AppError {
  const message = 'is not a cursor of this feed: begin anew without it';
  return new AppError('bad-request', 'The query is not valid: since', {
    fields: [{ path: 'since', message }],
    cause,
  });
}
