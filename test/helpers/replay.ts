import { asc, isNotNull } from 'drizzle-orm';
import { canonicalJson } from '../../src/canonical-json.js';
import { audit, challenges } from '../../src/db/schema.js';
import type { Database } from '../../src/db/types.js';
import { type AnswerState, differenceSchema, readState, stateForRecord } from '../../src/review/state.js';

/** The state of every challenge, as the record tells of states. */
export async function statesOf(db: Database): Promise<Map<string, AnswerState>> {
  const rows = await db.select().from(challenges).orderBy(asc(challenges.id));
  const states = new Map<string, AnswerState>();
  for (const row of rows) states.set(row.id, stateForRecord(await readState(db, row)));
  return states;
}

/**
 * Replays the record over the states it began from.
 * @returns the states it comes to, and every place where what it says was before is not what there was: a lost update.
 */
export async function replay(db: Database, begin: Map<string, AnswerState>) {
  const states = structuredClone(begin);
  const lost: string[] = [];
  const rows = await db.select().from(audit).where(isNotNull(audit.challengeId)).orderBy(asc(audit.id));
  for (const { id, challengeId, action, before, after } of rows) {
    const state = states.get(challengeId ?? '');
    const was = differenceSchema.safeParse(before);
    const is = differenceSchema.safeParse(after);
    if (state === undefined || !was.success || !is.success) continue;
    for (const [key, value] of Object.entries(was.data.challenge)) {
      if (canonicalJson(state.challenge[key]) !== canonicalJson(value)) lost.push(`${id} ${action}: ${key}`);
    }
    for (const [matchId, fields] of Object.entries(was.data.matches)) {
      for (const [key, value] of Object.entries(fields ?? {})) {
        if (canonicalJson(state.matches[matchId]?.[key]) !== canonicalJson(value))
          lost.push(`${id} ${action}: ${matchId} ${key}`);
      }
    }
    Object.assign(state.challenge, is.data.challenge);
    for (const [matchId, fields] of Object.entries(is.data.matches)) {
      if (fields === null) delete state.matches[matchId];
      else state.matches[matchId] = { ...state.matches[matchId], ...fields };
    }
  }
  return { states, lost, events: rows.length };
}
