import { z } from 'zod';
import type { entries } from '../db/schema.js';
import { AppError } from '../errors.js';
import { type Entry, entrySchema, placeOf, type StoredEntry, titleOf } from './entry.js';
import { contentHash } from './hash.js';
import type { Places } from './places.js';
import type { DeliveredCase } from './port.js';

/** An entry as the table keeps it, without what only the database knows. */
export function contentRowOf(entry: Entry, places: Places) {
  const { city, country } = placeOf(entry);
  const place = places.locate(city, country);
  return {
    id: entry.id,
    kind: entry.kind,
    title: titleOf(entry),
    country,
    language: entry.body.language,
    verified: entry.body.verified,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    locationApproximate: place?.approximate ?? true,
    body: entry.body,
    contentHash: contentHash(entry.body),
  };
}

/** @throws AppError `unavailable` for a row that holds no entry. */
export function readStored(row: typeof entries.$inferSelect): StoredEntry {
  const { id, kind, body, status, contentHash: hash, version, updatedAt, latitude, longitude } = row;
  const entry = entrySchema.safeParse({ id, kind, body });
  if (!entry.success) throw unreadable(id, entry.error);
  const location =
    latitude === null || longitude === null
      ? undefined
      : { latitude, longitude, approximate: row.locationApproximate };
  return {
    ...entry.data,
    status,
    contentHash: hash,
    version,
    createdAt: row.createdAt,
    updatedAt,
    lastVerifiedAt: row.lastVerifiedAt ?? undefined,
    lastVerifiedBy: row.lastVerifiedBy ?? undefined,
    location,
  };
}

const deliveredSchema = z.object({ year: z.number().nullish(), providers: z.array(z.string()) });

/** @throws AppError `unavailable` for a row that holds no case study. */
export function readDelivered(row: {
  id: string;
  title: string;
  year: unknown;
  providers: unknown;
}): DeliveredCase {
  const { id, title } = row;
  const read = deliveredSchema.safeParse(row);
  if (!read.success) throw unreadable(id, read.error);
  return { id, kind: 'case-study', title, year: read.data.year ?? undefined, providers: read.data.providers };
}

function unreadable(id: string, cause: z.ZodError): AppError {
  const path = cause.issues[0]?.path.join('.');
  return new AppError('unavailable', `The entry ${id} in the database cannot be read: ${path}`, { cause });
}
