import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { caseStudySchema, type Entry, type EntryKind, providerSchema } from '../catalogue/entry.js';
import { problemsOf } from '../catalogue/row.js';
import { contentRowOf } from '../catalogue/stored-row.js';
import { entries, entryDrafts, outbox } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { differences } from '../differences.js';
import { AppError } from '../errors.js';
import { newSuffix } from '../ids.js';
import { fold } from '../text/tokenize.js';
import { tellOfEntries } from '../webhooks/tell.js';
import { wordIssue } from '../word-issue.js';
import {
  type ChangeDeps,
  changeEntry,
  contentOf,
  draftOf,
  dropDraft,
  type EntryTableRow,
  entryOf,
  type Outcome,
} from './change.js';
import type { NewEntry } from './contract.js';
import type { EntryChange } from './requests.js';

/** Most letters of an id that come from city and title. */
const MAX_SLUG = 72;

/** Adds an entry. @returns its id. @throws AppError `bad-request`, naming each field that is wrong. */
export async function createEntry(deps: ChangeDeps, given: NewEntry, asker: Asker): Promise<string> {
  const draft = checkEntry(given.kind, `${PREFIX[given.kind]}-new`, given.entry);
  const status = given.publish ? ('published' as const) : ('draft' as const);
  const id = await deps.db.transaction(async (tx) => {
    const entry = await insertFree(deps, tx, draft, status);
    await recordAudit(tx, {
      actor: asker.actor,
      action: 'entry.created',
      subject: { kind: 'entry', id: entry.id },
      after: { status, ...entry.body },
      requestId: asker.requestId,
    });
    if (given.publish) {
      await tx.insert(outbox).values({ topic: 'entry-changed', key: entry.id });
      const after = { ...contentRowOf(entry, deps.places), status };
      await tellOfEntries(tx, [{ id: entry.id, before: undefined, after }]);
    }
    return entry.id;
  });
  deps.nudge();
  return id;
}

const PREFIX = { 'case-study': 'cs', provider: 'pr' } as const;

/** Inserts it under the first id made from its name that is free. @throws AppError `conflict` where none is. */
export async function insertFree(
  { places, now }: Pick<ChangeDeps, 'places' | 'now'>,
  tx: Database,
  draft: Entry,
  status: 'draft' | 'published',
): Promise<Entry> {
  const name = slugOf(draft);
  for (const id of [name, `${name}-2`, `${name}-3`, `${name}-${newSuffix()}`]) {
    const entry = entryOf({ id, kind: draft.kind }, { ...draft.body, id });
    const at = now();
    const [made] = await tx
      .insert(entries)
      .values({ ...contentRowOf(entry, places), status, createdAt: at, updatedAt: at })
      .onConflictDoNothing({ target: entries.id })
      .returning({ id: entries.id });
    if (made !== undefined) return entry;
  }
  throw new AppError('conflict', 'No free id was found for this entry: try again');
}

/** "cs-rotterdam-a-square-that-stores-rain"; a name in another script becomes letters by chance. */
function slugOf(entry: Entry): string {
  const words = entry.kind === 'case-study' ? `${entry.body.city} ${entry.body.title}` : entry.body.name;
  const letters = words
    .split(/[^\p{L}\p{N}\p{M}'’]+/u)
    .map((word) => fold(word).replace(/[^a-z0-9]+/g, ''))
    .filter((word) => word !== '')
    .join('-')
    .slice(0, MAX_SLUG)
    .replace(/-+$/, '');
  return `${PREFIX[entry.kind]}-${letters === '' ? newSuffix() : letters}`;
}

/** @throws AppError `bad-request` with paths below `entry`. */
function checkEntry(kind: EntryKind, id: string, fields: Readonly<Record<string, unknown>>): Entry {
  if ('id' in fields) throw badEntry([{ path: 'id', message: 'never changes, and is made here' }]);
  const whole = { ...fields, id };
  const schema = kind === 'case-study' ? caseStudySchema : providerSchema;
  const parsed = schema.safeParse(whole, { error: wordIssue });
  if (!parsed.success) throw badEntry(problemsOf(parsed.error.issues));
  return entryOf({ id, kind }, parsed.data);
}

function badEntry(problems: readonly { path: string; message: string }[]): AppError {
  const fields = problems.map(({ path, message }) => ({ path: `entry.${path}`, message }));
  const names = fields.slice(0, 3).map(({ path }) => path);
  return new AppError('bad-request', `The entry is not valid: ${names.join(', ')}`, { fields });
}

/** Changes fields: of a published entry in a draft beside it, unless the change is published at once. */
export async function editEntry(
  deps: ChangeDeps,
  id: string,
  change: EntryChange,
  asker: Asker,
): Promise<void> {
  await changeEntry(deps, id, { version: change.version, asker }, async (tx, row, at) => {
    if (change.publish && row.status === 'archived') throw isArchived();
    const draft = await draftOf(tx, id);
    const { id: _, ...base } = entryOf(row, draft?.body ?? row.body).body;
    const entry = checkEntry(row.kind, id, { ...base, ...change.entry });
    if (change.publish) return publishing(deps, tx, row, entry, at);
    if (row.status === 'published') return keepDraft(tx, row, entry, { base, asker, at });
    const differ = differences({ ...base, id }, entry.body);
    if (differ === undefined) return undefined;
    await dropDraft(tx, id);
    const set = { ...contentOf(entry, deps.places), updatedAt: at };
    return { set, action: 'entry.edited', ...differ, seen: false };
  });
}

async function keepDraft(
  tx: Database,
  row: EntryTableRow,
  entry: Entry,
  { base, asker, at }: { base: object; asker: Asker; at: Date },
): Promise<Outcome | undefined> {
  const differ = differences({ ...base, id: row.id }, entry.body);
  if (differ === undefined) return undefined;
  if (differences(entryOf(row, row.body).body, entry.body) === undefined) {
    // It says again what everybody reads: nothing is left to publish.
    await dropDraft(tx, row.id);
  } else {
    const savedBy = asker.actor.kind === 'person' ? asker.actor.name : '';
    const draft = { body: entry.body, savedBy, savedAt: at };
    await tx
      .insert(entryDrafts)
      .values({ entryId: row.id, baseHash: row.contentHash, ...draft })
      .onConflictDoUpdate({ target: entryDrafts.entryId, set: draft });
  }
  return { set: {}, action: 'entry.draft-saved', ...differ, seen: false };
}

/** Everybody sees it from now on. */
async function publishing(
  { places }: ChangeDeps,
  tx: Database,
  row: EntryTableRow,
  entry: Entry,
  at: Date,
): Promise<Outcome | undefined> {
  const differ = differences(entryOf(row, row.body).body, entry.body);
  const first = row.status !== 'published';
  await dropDraft(tx, row.id);
  if (differ === undefined && !first) return undefined;
  return {
    set: { ...contentOf(entry, places), status: 'published', updatedAt: at },
    action: 'entry.published',
    before: { status: row.status, ...differ?.before },
    after: { status: 'published', ...differ?.after },
    seen: true,
  };
}

const isArchived = () => new AppError('conflict', 'This entry is archived: restore it first');

export async function publishEntry(
  deps: ChangeDeps,
  id: string,
  version: number,
  asker: Asker,
): Promise<void> {
  await changeEntry(deps, id, { version, asker }, async (tx, row, at) => {
    if (row.status === 'archived') throw isArchived();
    const draft = await draftOf(tx, id);
    return publishing(deps, tx, row, entryOf(row, draft?.body ?? row.body), at);
  });
}

/** Takes an entry out of the catalogue; a draft of it stays. */
export async function archiveEntry(
  deps: ChangeDeps,
  id: string,
  version: number | undefined,
  asker: Asker,
): Promise<void> {
  await changeEntry(deps, id, { version, asker }, async (_tx, row) => {
    if (row.status === 'archived') return undefined;
    return moved(row, 'archived', 'entry.archived');
  });
}

/** Brings an archived entry back as a draft: nothing becomes public unseen. */
export async function restoreEntry(
  deps: ChangeDeps,
  id: string,
  version: number,
  asker: Asker,
): Promise<void> {
  await changeEntry(deps, id, { version, asker }, async (_tx, row) => {
    if (row.status !== 'archived') throw new AppError('conflict', 'Only an archived entry can be restored');
    return moved(row, 'draft', 'entry.restored');
  });
}

function moved(row: EntryTableRow, status: EntryTableRow['status'], action: Outcome['action']): Outcome {
  const seen = row.status === 'published' || status === 'published';
  return { set: { status }, action, before: { status: row.status }, after: { status }, seen };
}

/** Notes that a published entry is still true. */
export async function verifyEntry(
  deps: ChangeDeps,
  id: string,
  version: number | undefined,
  by: 'secretariat' | 'contact',
  asker: Asker,
): Promise<void> {
  await changeEntry(deps, id, { version, asker }, async (_tx, row, at) => {
    if (row.status !== 'published') {
      throw new AppError('conflict', 'Only what is published can be confirmed as still true');
    }
    return {
      set: { lastVerifiedAt: at, lastVerifiedBy: by },
      action: by === 'secretariat' ? 'entry.verified' : 'entry.confirmed',
      before: { lastVerifiedAt: row.lastVerifiedAt?.toISOString() ?? null },
      after: { lastVerifiedAt: at.toISOString() },
      seen: true,
    };
  });
}

export async function discardDraft(
  deps: ChangeDeps,
  id: string,
  version: number,
  asker: Asker,
): Promise<void> {
  await changeEntry(deps, id, { version, asker }, async (tx, row) => {
    const draft = await draftOf(tx, id);
    if (draft === undefined) return undefined;
    await dropDraft(tx, id);
    const differ = differences(entryOf(row, draft.body).body, entryOf(row, row.body).body);
    return { set: {}, action: 'entry.draft-discarded', ...differ, seen: false };
  });
}
