import { and, asc, eq, isNull, like, ne, or, sql } from 'drizzle-orm';
import { canonicalJson } from '../canonical-json.js';
import { entries, entryDrafts, harvestedEntries } from '../db/schema.js';
import type { Database } from '../db/types.js';
import type { HarvestCounts } from './contract.js';
import type { HarvestDeps, SourceRow } from './deps.js';
import { followEntry } from './ours.js';
import { theirEntry, withdraw } from './page.js';

type Deps = Pick<HarvestDeps, 'places' | 'now'>;

/** Where more than so many, and more than this share, would go at once, people look first. */
const MANY = 20;
const SHARE = 0.5;

/**
 * At the end of a pass from the beginning: what did not come any more is gone there. Where that is most of it, more
 * likely the source has lost its data: nothing is archived, and staff are told of each.
 */
export async function sweep(deps: Deps, tx: Database, source: SourceRow): Promise<Partial<HarvestCounts>> {
  if (source.pass === null) return {};
  const there = and(eq(harvestedEntries.sourceId, source.id), isNull(harvestedEntries.withdrawnAt));
  const unseen = or(isNull(harvestedEntries.pass), ne(harvestedEntries.pass, source.pass));
  const gone = await tx
    .select()
    .from(harvestedEntries)
    .where(and(there, unseen))
    .orderBy(asc(harvestedEntries.entryId));
  const all = await tx.$count(harvestedEntries, there);
  const counts = { withdrawn: 0, kept: 0, unchanged: 0 };
  if (gone.length > MANY && gone.length > SHARE * all) {
    const taken = and(there, unseen, eq(harvestedEntries.state, 'taken'));
    const told = await tx
      .update(harvestedEntries)
      .set({ withdrawnAt: deps.now(), notice: 'withdrawn' })
      .where(taken)
      .returning({ id: harvestedEntries.id });
    return { kept: told.length };
  }
  for (const row of gone) counts[await withdraw(deps, tx, row)] += 1;
  const { withdrawn, kept } = counts;
  return { withdrawn, kept };
}

/** Case studies whose providers came later, or were decided on since, name them from now on. */
export async function followProviders(
  deps: Deps,
  tx: Database,
  source: Pick<SourceRow, 'id' | 'name' | 'address' | 'takesAs'>,
): Promise<Partial<HarvestCounts>> {
  const { id } = source;
  const known = await tx
    .select({ theirId: harvestedEntries.theirId, entryId: harvestedEntries.entryId })
    .from(harvestedEntries)
    .where(and(eq(harvestedEntries.sourceId, id), like(harvestedEntries.theirId, 'pr-%')));
  const ours = new Map(known.map(({ theirId, entryId }) => [theirId, entryId]));
  const rows = await tx
    .select({
      row: harvestedEntries,
      named: sql<unknown>`coalesce(${entryDrafts.body}, ${entries.body}) -> 'providers'`,
    })
    .from(harvestedEntries)
    .innerJoin(entries, eq(entries.id, harvestedEntries.entryId))
    .leftJoin(entryDrafts, eq(entryDrafts.entryId, entries.id))
    .where(
      and(
        eq(harvestedEntries.sourceId, id),
        eq(harvestedEntries.state, 'taken'),
        isNull(harvestedEntries.withdrawnAt),
        isNull(harvestedEntries.notice),
        sql`${harvestedEntries.body} -> 'providers' <> '[]'`,
      ),
    )
    .orderBy(asc(harvestedEntries.entryId));
  let changed = 0;
  for (const { row, named } of rows) {
    const theirs = theirEntry(row);
    if (theirs.kind === 'provider') continue;
    const wanted = new Set(theirs.body.providers.flatMap((one) => ours.get(one) ?? []));
    if (canonicalJson([...wanted]) === canonicalJson(named)) continue;
    const { became, offeredHash } = await followEntry(deps, tx, source, row, theirs);
    if (became !== 'changed' || offeredHash === undefined) continue;
    await tx.update(harvestedEntries).set({ offeredHash }).where(eq(harvestedEntries.id, row.id));
    changed += 1;
  }
  return { changed };
}
