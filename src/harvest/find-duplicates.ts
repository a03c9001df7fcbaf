import { and, asc, between, eq, inArray, ne, notExists, or, type SQL, sql } from 'drizzle-orm';
import { type Entry, placeOf, summaryOf, titleOf } from '../catalogue/entry.js';
import type { Place, Places } from '../catalogue/places.js';
import { entries, harvestedEntries } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { Embedder } from '../embedding/port.js';
import { AppError } from '../errors.js';
import { passagesOf } from '../indexing/passages.js';
import type { SearchEngine } from '../search/port.js';
import { entryOf } from '../upkeep/change.js';
import { findLookAlikes } from '../upkeep/look-alikes.js';
import { type Candidate, WHYS } from './contract.js';
import { likenessOf, NEAR_DEGREES } from './likeness.js';

export interface DuplicateDeps {
  db: Database;
  engine: SearchEngine;
  embedder: () => Embedder | undefined;
  places: Places;
}

/** Entries that one is compared with, and candidates that staff are shown. */
const MOST_COMPARED = 200;
const MOST_SHOWN = 5;

/**
 * Entries of ours that one of another site may be, the surest first: drafts, published and archived ones. Those that
 * were made of entries of the same site are left out, as that site tells them apart itself.
 * @param except Id of an entry of ours that is not looked at.
 */
export async function findDuplicates(
  deps: DuplicateDeps,
  theirs: Entry,
  sourceId: string | undefined,
  except = '',
): Promise<Candidate[]> {
  const { candidates, alike } = await candidatesOf(deps, theirs, sourceId, except);
  // Of a country's providers only the names are compared, unless the search found them alike.
  const read = candidates.filter(({ id }) => theirs.kind === 'case-study' || alike.has(id));
  const cosines = await cosinesTo(deps.embedder(), theirs, read);
  const cosineOf = (id: string) => cosines[read.findIndex((one) => one.id === id)];
  const rank = ({ why }: Candidate) => Math.min(...why.map((one) => WHYS.indexOf(one))) - why.length / 10;
  return candidates
    .map((ours) => ({ id: ours.id, why: likenessOf(theirs, ours, cosineOf(ours.id), deps.places) }))
    .filter(({ why }) => why.length > 0)
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_SHOWN);
}

/** Ours that are worth comparing: found alike, of the same city, or providers of the same country. */
async function candidatesOf(
  deps: DuplicateDeps,
  theirs: Entry,
  sourceId: string | undefined,
  except: string,
): Promise<{ candidates: Entry[]; alike: ReadonlySet<string> }> {
  const { db } = deps;
  const { city, country } = placeOf(theirs);
  const { body } = theirs;
  const alike = await findLookAlikes(deps, {
    kind: theirs.kind,
    ...{ title: titleOf(theirs), text: summaryOf(theirs), city, country },
    urls: [body.sourceUrl ?? '', 'website' in body ? (body.website ?? '') : ''],
    except,
  });
  const inPlace = and(
    eq(entries.country, country),
    theirs.kind === 'provider' ? undefined : sameCity(deps.places.locate(city, country), city),
  );
  const taken = db
    .select({ id: sql`1` })
    .from(harvestedEntries)
    .where(
      and(
        eq(harvestedEntries.sourceId, sourceId ?? ''),
        eq(harvestedEntries.state, 'taken'),
        eq(harvestedEntries.entryId, entries.id),
      ),
    );
  const ids = alike.map(({ id }) => id);
  const rows = await db
    .select()
    .from(entries)
    .where(
      and(
        eq(entries.kind, theirs.kind),
        ids.length === 0 ? inPlace : or(inPlace, inArray(entries.id, ids)),
        ne(entries.id, except),
        notExists(taken),
      ),
    )
    .orderBy(asc(entries.id))
    .limit(MOST_COMPARED);
  return { candidates: rows.map((row) => entryOf(row, row.body)), alike: new Set(ids) };
}

/** By name, or by where it is: names differ between languages. */
function sameCity(place: Place | undefined, city: string): SQL | undefined {
  const named = sql`lower(${entries.body} ->> 'city') = lower(${city}::text)`;
  if (place === undefined || place.approximate) return named;
  const { latitude, longitude } = place;
  return or(
    named,
    and(
      eq(entries.locationApproximate, false),
      between(entries.latitude, latitude - NEAR_DEGREES, latitude + NEAR_DEGREES),
      between(entries.longitude, longitude - NEAR_DEGREES, longitude + NEAR_DEGREES),
    ),
  );
}

/**
 * How alike the texts are, each in the passage in which it is most; vectors of ours are in the cache. Undefined where
 * there is no embedder, or it is away: names, places and links are compared all the same.
 */
async function cosinesTo(
  embedder: Embedder | undefined,
  theirs: Entry,
  ours: readonly Entry[],
): Promise<(number | undefined)[]> {
  if (embedder === undefined || ours.length === 0) return [];
  const groups = [theirs, ...ours].map(wholeAndSummary);
  try {
    const vectors = await embedder.embed(groups.flat(), 'batch');
    const [summary, whole] = vectors;
    return ours.map((_, index) => {
      const at = 2 * (index + 1);
      return Math.max(dot(summary, vectors[at]), dot(whole, vectors[at + 1]));
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return [];
    throw error;
  }
}

function wholeAndSummary(entry: Entry): [string, string] {
  const passages = passagesOf(entry);
  const textOf = (field: string) => passages.find((one) => one.field === field)?.text ?? titleOf(entry);
  return [textOf('summary'), textOf('whole')];
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) return 0;
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
