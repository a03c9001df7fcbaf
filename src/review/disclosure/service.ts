import { eq } from 'drizzle-orm';
import type { Asker } from '../../access.js';
import { recordAudit } from '../../audit/record.js';
import { isWider, openTo } from '../../challenges/disclosure.js';
import { findPersonalData, withoutPersonalData } from '../../challenges/find-personal.js';
import { noChallenge } from '../../challenges/read.js';
import { challenges } from '../../db/schema.js';
import type { Database } from '../../db/types.js';
import { AppError, type FieldError } from '../../errors.js';
import { tellOfChallenge } from '../../webhooks/tell.js';
import { type ChallengeRow, changedSince, lock, personOf, refuseTaken } from '../change.js';
import type { Disclosure, DisclosureChange, DisclosureService } from './contract.js';

/** What of a text looks like personal data and is not to stay. */
function leftToRedact(text: string, keep: readonly string[]) {
  return findPersonalData(text).filter((found) => !keep.includes(found.text));
}

/** The disclosure of challenges over the database. */
export function createDisclosureService({
  db,
  nudge,
  now = () => new Date(),
}: {
  db: Database;
  nudge: () => void;
  now?: () => Date;
}): DisclosureService {
  const read = async (id: string) => {
    const [row] = await db.select().from(challenges).where(eq(challenges.id, id));
    if (row === undefined) throw noChallenge();
    return disclosureOf(row);
  };
  return {
    read,
    async change(id, change, asker) {
      await db.transaction((tx) => apply(tx, id, change, asker, now()));
      nudge();
      return read(id);
    },
  };
}

const isOver = ({ status, erasedAt }: ChallengeRow) => status === 'withdrawn' || erasedAt !== null;

function disclosureOf(row: ChallengeRow): Disclosure {
  const { title, statement, publicTitle, publicStatement } = row;
  return {
    id: row.id,
    version: row.version,
    language: row.language,
    agreed: row.disclosure,
    shownTo: openTo(row),
    over: isOver(row),
    title,
    statement,
    findings: { title: findPersonalData(title), statement: findPersonalData(statement) },
    redacted: {
      title: publicTitle ?? withoutPersonalData(title),
      statement: publicStatement ?? withoutPersonalData(statement),
    },
  };
}

async function apply(
  tx: Database,
  id: string,
  change: DisclosureChange,
  asker: Asker,
  at: Date,
): Promise<void> {
  const person = personOf(asker);
  const row = await lock(tx, id);
  const { shownTo } = change;
  const was = openTo(row);
  const narrows = isWider(was, shownTo);
  const worded = change.title !== undefined || change.statement !== undefined;
  const rewords = shownTo !== 'secretariat' && (worded || !narrows);
  if (rewords) {
    await refuseTaken(tx, row, person, at);
    if (change.version !== row.version) throw await changedSince(tx, row);
    refuseUnready(row, change);
  }
  const texts = rewords ? { publicTitle: change.title, publicStatement: change.statement } : {};
  const same =
    shownTo === row.shownTo &&
    (!rewords || (change.title === row.publicTitle && change.statement === row.publicStatement));
  if (same) return;
  const [after = row] = await tx
    .update(challenges)
    .set({ shownTo, ...texts, version: row.version + 1, updatedAt: at })
    .where(eq(challenges.id, id))
    .returning();
  await tellOfChallenge(tx, row, after, { again: rewords });
  await recordAudit(tx, {
    actor: person,
    action: narrows ? 'challenge.narrowed' : 'challenge.opened',
    subject: { kind: 'challenge', id },
    before: { shownTo: was },
    // How much was kept, never what.
    after: { shownTo, ...(rewords && { kept: keptKinds(change) }) },
    requestId: asker.requestId,
  });
}

function keptKinds({ title = '', statement = '', keep }: DisclosureChange): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind, text } of [...findPersonalData(title), ...findPersonalData(statement)]) {
    if (keep.includes(text)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

/** @throws AppError `conflict`, or `bad-request` naming what is wrong. The words themselves are not repeated. */
function refuseUnready(row: ChallengeRow, change: DisclosureChange): void {
  if (isOver(row)) {
    throw new AppError('conflict', 'This challenge was taken back or erased: it cannot be opened any more');
  }
  const fields: FieldError[] = [];
  if (isWider(change.shownTo, row.disclosure)) {
    fields.push({ path: 'shownTo', message: `is more than the city agreed to, which is ${row.disclosure}` });
  }
  for (const path of ['title', 'statement'] as const) {
    const text = change[path] ?? '';
    const left = leftToRedact(text, change.keep);
    if (!/\p{L}{2}/u.test(text)) fields.push({ path, message: 'is needed, in redacted words' });
    for (const { kind, range } of left) {
      const where = `from character ${range[0]} to ${range[1]}`;
      fields.push({ path, message: `has a ${kind} ${where}: take it out, or name it in keep` });
    }
  }
  if (fields.length === 0) return;
  const paths = [...new Set(fields.map(({ path }) => path))];
  throw new AppError('bad-request', `The body is not valid: ${paths.join(', ')}`, { fields });
}
