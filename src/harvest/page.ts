import { and, eq, inArray } from 'drizzle-orm';
import { type Entry, entrySchema, placeOf } from '../catalogue/entry.js';
import { contentHash } from '../catalogue/hash.js';
import { harvestedEntries } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { newId } from '../ids.js';
import type { Candidate, HarvestCounts, Refused } from './contract.js';
import type { HarvestDeps, HarvestedRow, SourceRow } from './deps.js';
import type { TheirChange } from './feed-client.js';
import { findDuplicates } from './find-duplicates.js';
import { archiveOurs, followEntry, makeEntry } from './ours.js';

/** What a page came to. */
export interface PageReport {
  counts: HarvestCounts;
  refused: Refused[];
}

export const noCounts = (): HarvestCounts => ({
  ...{ read: 0, created: 0, changed: 0, unchanged: 0, withdrawn: 0 },
  ...{ duplicates: 0, kept: 0, outside: 0, refused: 0 },
});

/** Whether a source is asked for entries like this. */
function isWanted({ sectors, countries }: Pick<SourceRow, 'sectors' | 'countries'>, entry: Entry): boolean {
  const served = entry.kind === 'provider' ? entry.body.countriesServed : [];
  const places = [placeOf(entry).country, ...served];
  return (
    (sectors.length === 0 || entry.body.sectors.some((sector) => sectors.includes(sector))) &&
    (countries.length === 0 || places.some((country) => countries.includes(country)))
  );
}

/** For entries of a page that are new here, which of ours each may be: searched for before anything is locked. */
export async function findAll(
  deps: HarvestDeps,
  source: SourceRow,
  changes: readonly TheirChange[],
): Promise<Map<string, Candidate[]>> {
  const wanted = changes.flatMap((change) =>
    change.kind === 'published' && isWanted(source, change.entry) ? [change] : [],
  );
  const known = await heldRows(deps.db, source.id, wanted);
  const found = new Map<string, Candidate[]>();
  for (const { id, entry } of wanted) {
    const held = known.get(id);
    if (held !== undefined && (held.state !== 'asked' || held.theirHash === contentHash(entry.body)))
      continue;
    found.set(id, await findDuplicates(deps, entry, source.id));
    deps.stopping?.throwIfAborted();
  }
  return found;
}

async function heldRows(
  db: Database,
  sourceId: string,
  changes: readonly { id: string }[],
): Promise<Map<string, HarvestedRow>> {
  if (changes.length === 0) return new Map();
  const ids = changes.map(({ id }) => id);
  const rows = await db
    .select()
    .from(harvestedEntries)
    .where(and(eq(harvestedEntries.sourceId, sourceId), inArray(harvestedEntries.theirId, ids)));
  return new Map(rows.map((row) => [row.theirId, row]));
}

/** Does in one transaction what a page says. The same page once more changes nothing. */
export async function applyPage(
  deps: HarvestDeps,
  tx: Database,
  source: SourceRow,
  changes: readonly TheirChange[],
  found: ReadonlyMap<string, Candidate[]>,
): Promise<PageReport> {
  const report: PageReport = { counts: noCounts(), refused: [] };
  // Of one id told twice the later counts; providers first, so that case studies find them.
  const keyed = changes.map((change, index) => [change.id || index, change] as const);
  const last = [...new Map(keyed).values()];
  const inOrder = last.sort((a, b) => orderOf(a) - orderOf(b));
  const held = await heldRows(tx, source.id, inOrder);
  for (const change of inOrder) {
    report.counts.read += 1;
    const row = held.get(change.id);
    if (change.kind === 'refused') {
      report.counts.refused += 1;
      report.refused.push(
        ...change.problems.map(({ path, message }) => ({ id: change.id, field: path, message })),
      );
      // It is still there, as far as anybody can tell.
      if (row !== undefined) await keep(tx, row, { pass: source.pass });
    } else if (change.kind === 'withdrawn') {
      if (row !== undefined) report.counts[await withdraw(deps, tx, row)] += 1;
    } else if (!isWanted(source, change.entry)) {
      report.counts.outside += 1;
      if (row !== undefined) await withdraw(deps, tx, row);
    } else {
      const candidates = found.get(change.id) ?? [];
      report.counts[await receive(deps, tx, source, { row, change, candidates })] += 1;
    }
  }
  return report;
}

const orderOf = (change: TheirChange) =>
  change.kind === 'published' && change.entry.kind === 'case-study' ? 1 : 0;

async function receive(
  deps: HarvestDeps,
  tx: Database,
  source: SourceRow,
  about: {
    row: HarvestedRow | undefined;
    change: Extract<TheirChange, { kind: 'published' }>;
    candidates: Candidate[];
  },
): Promise<keyof HarvestCounts> {
  const { row, change, candidates } = about;
  const { entry, id, address } = change;
  const theirHash = contentHash(entry.body);
  const seen = {
    ...{ theirAddress: address, fetchedAt: deps.now(), withdrawnAt: null, pass: source.pass },
    ...{ body: entry.body, theirHash },
  };
  if (row === undefined) {
    const about = { id: newId('he'), sourceId: source.id, theirId: id, ...seen };
    if (candidates.length > 0) {
      await tx.insert(harvestedEntries).values({ ...about, state: 'asked', lookAlikes: candidates });
      return 'duplicates';
    }
    const made = await makeEntry(deps, tx, source, entry);
    await tx.insert(harvestedEntries).values({ ...about, state: 'taken', ...made });
    return 'created';
  }
  const isSame = row.theirHash === theirHash && row.withdrawnAt === null;
  if (isSame || row.state !== 'taken') {
    const lookAlikes = candidates.length > 0 ? { lookAlikes: candidates } : {};
    await keep(tx, row, { ...seen, ...(row.state === 'asked' && lookAlikes) });
    return isSame ? 'unchanged' : 'changed';
  }
  const { became, offeredHash } = await followEntry(deps, tx, source, row, entry);
  await keep(tx, row, {
    ...seen,
    ...(offeredHash !== undefined && { offeredHash }),
    notice: became === 'edited' ? 'changed' : null,
  });
  return became === 'edited' ? 'kept' : became;
}

/** It is gone there, or no longer wanted from there. */
export async function withdraw(
  deps: Pick<HarvestDeps, 'places' | 'now'>,
  tx: Database,
  row: HarvestedRow,
): Promise<'withdrawn' | 'kept' | 'unchanged'> {
  if (row.withdrawnAt !== null) return 'unchanged';
  const withdrawnAt = deps.now();
  if (row.state !== 'taken') {
    await keep(tx, row, { withdrawnAt });
    return 'unchanged';
  }
  const { became, offeredHash } = await archiveOurs(deps, tx, row);
  const notice = became === 'edited' ? ('withdrawn' as const) : null;
  await keep(tx, row, { withdrawnAt, notice, ...(offeredHash !== undefined && { offeredHash }) });
  if (became === 'edited') return 'kept';
  return became === 'changed' ? 'withdrawn' : 'unchanged';
}

async function keep(tx: Database, row: HarvestedRow, set: Partial<HarvestedRow>): Promise<void> {
  await tx.update(harvestedEntries).set(set).where(eq(harvestedEntries.id, row.id));
}

/** Their entry as it was last read. */
export function theirEntry({ theirId, body }: Pick<HarvestedRow, 'theirId' | 'body'>): Entry {
  const kind = theirId.startsWith('pr-') ? 'provider' : 'case-study';
  return entrySchema.parse({ id: theirId, kind, body });
}
