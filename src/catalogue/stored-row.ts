import type { entries } from '../db/schema.js';
import { AppError } from '../errors.js';
import { type Entry, entrySchema, placeOf, type StoredEntry, titleOf } from './entry.js';
import { contentHash } from './hash.js';
import type { Places } from './places.js';

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
  if (!entry.success) {
    const issue = entry.error.issues[0];
    throw new AppError(
      'unavailable',
      `The entry ${id} in the database cannot be read: ${issue?.path.join('.')}`,
      {
        cause: entry.error,
      },
    );
  }
  const location =
    latitude === null || longitude === null
      ? undefined
      : { latitude, longitude, approximate: row.locationApproximate };
  return {
    ...entry.data,
    status,
    contentHash: hash,
    version,
    updatedAt,
    lastVerifiedAt: row.lastVerifiedAt ?? undefined,
    lastVerifiedBy: row.lastVerifiedBy ?? undefined,
    location,
  };
}
