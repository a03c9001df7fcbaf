import { z } from 'zod';
import { AppError } from './errors.js';

const placeSchema = z.tuple([z.iso.datetime(), z.string().max(40)]);

/** The place of a row in a list that goes by time, then id. */
export interface KeysetPlace {
  at: Date;
  id: string;
}

/** An opaque cursor that goes on after this place, whatever is added or taken away before it. */
export function writeKeyset({ at, id }: KeysetPlace): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}

/** @throws AppError `bad-request` with the path `cursor` for what is no cursor of ours. */
export function readKeyset(cursor: string): KeysetPlace {
  try {
    const [at, id] = placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at: new Date(at), id };
  } catch (cause) {
    const fields = [{ path: 'cursor', message: 'must be the nextCursor of the page before' }];
    throw new AppError('bad-request', 'The query is not valid: cursor', { fields, cause });
  }
}
