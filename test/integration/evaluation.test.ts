import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  audit,
  challenges,
  entries,
  evaluationRuns,
  matches,
  outbox,
  proposals,
  settings,
} from '../../src/db/schema.js';
import {
  comparisonSchema,
  type EvaluationService,
  runsResponseSchema,
  stateSchema,
} from '../../src/evaluation/contract.js';
import type { EvaluationDeps } from '../../src/evaluation/deps.js';
import { readShipped } from '../../src/evaluation/judged.js';
import { runSchema } from '../../src/evaluation/run.js';
import type { Judgment } from '../../src/matching/judgments.js';
import { WEIGHTS } from '../../src/matching/weights.js';
import type { SignedInPerson } from '../helpers/accounts.js';
import { evaluationOver, wordMatcher } from '../helpers/evaluation.js';
import { type ReviewSite, startReviewSite } from '../helpers/review-site.js';

const asker = {
  actor: { kind: 'person', id: 'pe-1', name: 'Sam', email: 'sam@secretariat.test', role: 'staff' },
} as const;

let site: ReviewSite;
let shipped: Judgment[];
/** That nothing fits them was decided by staff. */
let learnt: Judgment[];
let service: EvaluationService;
let now = new Date('2026-03-02T02:00:00Z');
/** The same over fewer statements, so that a run takes a moment. */
const over = (changes: Partial<EvaluationDeps> = {}) =>
  evaluationOver(site, {
    ...{ shipped: () => Promise.resolve(shipped), learnt: () => Promise.resolve(learnt), now: () => now },
    ...changes,
  });
beforeAll(async () => {
  site = await startReviewSite({ challenges: 5, matches: 3 });
  const all = await readShipped();
  shipped = all.filter(({ translationOf }) => translationOf === undefined).slice(0, 8);
  learnt = all.filter(({ relevance }) => Object.keys(relevance).length === 0).slice(0, 2);
  service = over();
});
afterAll(() => site?.stop());
beforeEach(async () => {
  await site.db.delete(evaluationRuns);
  await site.db.delete(settings).where(inArray(settings.key, ['evaluation:asked', 'evaluation:progress']));
});

describe('a run', () => {
  it('keeps figures and statements, and is not made again until something has changed', async () => {
    // The newest run is told by its time.
    const due = (one: typeof service) => {
      now = new Date(now.getTime() + 1000);
      return one.evaluateIfDue();
    };
    expect(await due(service)).toBe(10);
    const { runs, state } = await service.runs({ limit: 10 });
    expect(state).toEqual({ status: 'idle' });
    expect(runs).toMatchObject([
      {
        ...{ model: 'none', engine: 'embedded', entries: 262 },
        judgments: { shipped: 8, learnt: 2, leftOut: 0 },
        figures: { all: { statements: 8 }, nothingFits: { unanswerable: 2 } },
      },
    ]);
    expect(runs[0]?.by).toBeUndefined();
    const { all, byKind, byLanguage, bySector } = runs[0]?.figures ?? {};
    expect(all?.ndcg10).toBeGreaterThan(0.1);
    expect(Object.keys(byKind ?? {}).sort()).toEqual(['case-study', 'provider']);
    expect(byLanguage?.en?.statements).toBe(8);
    expect(Object.keys(bySector ?? {}).length).toBeGreaterThan(1);

    const run = await service.get(runs[0]?.id ?? '');
    expect(run.weights).toEqual(WEIGHTS);
    expect(run.statements).toHaveLength(10);
    const fitting = run.statements.filter(({ fits }) => fits);
    expect(fitting.map(({ ndcg10 }) => ndcg10)).toEqual(fitting.map(({ ndcg10 }) => ndcg10).sort());
    expect(run.statements.filter(({ ndcg10 }) => ndcg10 === null)).toHaveLength(2);
    for (const { shown, best } of fitting) {
      expect(shown.length).toBeLessThanOrEqual(10);
      for (const { id, rank } of best)
        if (rank !== null && rank <= shown.length) expect(shown[rank - 1]?.id).toBe(id);
    }
    // Texts of cities are not copied into runs.
    expect(JSON.stringify(run)).not.toContain(shipped[0]?.statement.slice(0, 30));

    expect(await due(service)).toBe(0);
    expect(await due(over({ weights: () => ({ ...WEIGHTS, semantic: 0.5 }) }))).toBe(10);
    expect(await due(over({ learnt: () => Promise.resolve([]) }))).toBe(8);
    await site.db.update(entries).set({ contentHash: 'changed' }).where(eq(entries.id, 'pr-nrdc'));
    expect(await due(service)).toBe(10);
    expect(await due(service)).toBe(0);
  });

  it('is made for who asks though nothing has changed, once', async () => {
    await service.evaluateIfDue();
    now = new Date(now.getTime() + 1000);
    expect(await service.ask(asker)).toMatchObject({ status: 'waiting', askedBy: 'Sam' });
    await service.ask({ actor: { ...asker.actor, id: 'pe-2', name: 'Another' } });
    const rows = await site.db.select().from(outbox).where(eq(outbox.topic, 'evaluation-asked'));
    expect(rows).toHaveLength(2);
    const record = await site.db.select().from(audit).where(eq(audit.action, 'evaluation.asked'));
    expect(record[0]).toMatchObject({ actor: 'person:pe-1' });
    expect(await service.evaluateIfDue()).toBe(10);
    expect(await service.evaluateIfDue()).toBe(0);
    expect(await service.runs({ limit: 10 })).toMatchObject({
      runs: [{ by: 'Sam' }, {}],
      state: { status: 'idle' },
    });
  });

  it('leaves nothing behind when it is stopped midway, says so, and is made whole by the next try', async () => {
    const stopping = new AbortController();
    let asks = 0;
    const { ask } = wordMatcher(site);
    const stopped = over({
      stopping: stopping.signal,
      matcher: {
        ask(request) {
          if (++asks === 5) stopping.abort(new Error('The process ends'));
          return ask(request);
        },
      },
    });
    await service.ask(asker);
    await expect(stopped.evaluateIfDue()).rejects.toThrow('The process ends');
    expect(await site.db.$count(evaluationRuns)).toBe(0);
    expect(await service.state()).toMatchObject({ status: 'running', askedBy: 'Sam', done: 1, of: 10 });
    now = new Date(now.getTime() + 61_000);
    expect((await service.state()).status).toBe('interrupted');
    expect(await service.evaluateIfDue()).toBe(10);
    expect(await service.state()).toEqual({ status: 'idle' });
  });

  it('is not made by words alone while a part is away: it fails, and says why', async () => {
    const { ask } = wordMatcher(site);
    const without = over({
      matcher: { ask: async (request) => ({ ...(await ask(request)), degraded: true }) },
    });
    await expect(without.evaluateIfDue()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await site.db.$count(evaluationRuns)).toBe(0);
    expect(await service.state()).toMatchObject({ status: 'failed', why: expect.stringMatching(/is away/) });
    await service.ask(asker);
    expect((await service.state()).status).toBe('waiting');
  });

  it('says that no judgment is about a catalogue of others', async () => {
    const strange = over({
      learnt: () => Promise.resolve([]),
      shipped: () => Promise.resolve([{ ...(shipped[0] as Judgment), relevance: { 'cs-elsewhere': 3 } }]),
    });
    await strange.ask(asker);
    expect(await strange.evaluateIfDue()).toBe(0);
    expect(await strange.state()).toEqual({ status: 'no-judgments' });
    expect(await strange.judgments()).toMatchObject({ shipped: 0, leftOut: 1 });
  });

  it('lets others have their turn between statements', async () => {
    let turns = 0;
    let going = true;
    const count = () => {
      turns += 1;
      if (going) setImmediate(count);
    };
    setImmediate(count);
    await service.evaluateIfDue();
    going = false;
    expect(turns).toBeGreaterThanOrEqual(10);
  });
});

describe('/v1/evaluation', () => {
  const people: Partial<Record<'reviewer' | 'staff', SignedInPerson>> = {};
  beforeAll(async () => {
    people.reviewer = await site.people.signIn('reviewer');
    people.staff = await site.people.signIn('staff');
  });
  const call = (role: 'reviewer' | 'staff' | undefined, method: string, path: string, body?: object) =>
    fetch(`${site.address}/v1/evaluation/${path}`, {
      method,
      headers: { ...(role && people[role]?.headers), 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });

  it('lists runs page by page, and tells one whole', async () => {
    for (const semantic of [0.4, 0.5, 0.6]) {
      now = new Date(now.getTime() + 1000);
      await over({ weights: () => ({ ...WEIGHTS, semantic }) }).evaluateIfDue();
    }
    const first = runsResponseSchema.parse(await (await call('reviewer', 'GET', 'runs?limit=2')).json());
    const rest = runsResponseSchema.parse(
      await (await call('reviewer', 'GET', `runs?limit=2&cursor=${first.nextCursor}`)).json(),
    );
    const all = [...first.runs, ...rest.runs];
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(all).toHaveLength(3);
    expect(rest.nextCursor).toBeUndefined();
    const run = runSchema.parse(await (await call('reviewer', 'GET', `runs/${all[2]?.id}`)).json());
    expect(run.weights).toMatchObject({ semantic: 0.4 });
    expect((await service.history()).map(({ id }) => id)).toEqual(all.map(({ id }) => id).reverse());
    expect((await call('reviewer', 'GET', 'runs/ev-none')).status).toBe(404);
    expect((await call('reviewer', 'GET', 'runs?cursor=nonsense')).status).toBe(400);
  });

  it('is started by staff, not by reviewers, and read by neither without a session', async () => {
    expect((await call(undefined, 'GET', 'runs')).status).toBe(401);
    expect((await call('reviewer', 'POST', 'runs')).status).toBe(403);
    expect((await call(undefined, 'POST', 'compare', {})).status).toBe(401);
    const asked = await call('staff', 'POST', 'runs');
    expect(asked.status).toBe(202);
    expect(stateSchema.parse(await asked.json()).status).toBe('waiting');
  });

  it('puts one statement in order twice, and tells where each entry stood', async () => {
    const statement = 'Our old town floods after every heavy rain and the drains cannot be enlarged.';
    const city = { country: 'PT', population: 40_000 };
    const b = { context: { place: 5 } };
    const answer = await call('reviewer', 'POST', 'compare', { statement, city, a: {}, b });
    const { a: left, b: right, candidates } = comparisonSchema.parse(await answer.json());
    expect(candidates).toBeGreaterThan(10);
    expect(left.results.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(right.results.map(({ id }) => id)).not.toEqual(left.results.map(({ id }) => id));
    for (const { id, rank, other } of right.results) {
      const there = left.results.find((one) => one.id === id);
      if (there === undefined) expect(other).toBeGreaterThan(10);
      else expect([there.rank, there.other]).toEqual([other, rank]);
    }
    expect(Object.keys(left.results[0]?.parts.context ?? {})).toEqual(Object.keys(WEIGHTS.context));
    const same = comparisonSchema.parse(
      await (await call('reviewer', 'POST', 'compare', { statement, a: b, b })).json(),
    );
    expect(same.a).toEqual(same.b);
    const wrong = await call('reviewer', 'POST', 'compare', { statement, a: { semantic: 2 }, b: {} });
    expect(wrong.status).toBe(400);
    expect(
      z.looseObject({ errors: z.array(z.looseObject({ path: z.string() })) }).parse(await wrong.json()),
    ).toMatchObject({ errors: [{ path: 'a.semantic' }] });
  });
});

describe('what the catalogue lacks', () => {
  it('is told by what became of challenges, and by statements that nothing fits', async () => {
    const { db, ids } = site;
    const [told = '', rejected = '', dismissed = '', ended = '', spam = ''] = ids;
    now = new Date();
    await db.update(proposals).set({ confident: true });
    expect(await service.lacks(undefined)).toEqual([]);
    const set = (id: string, change: Partial<typeof matches.$inferSelect>) =>
      db.update(matches).set(change).where(eq(matches.challengeId, id));
    await db
      .update(proposals)
      .set({ confident: false })
      .where(inArray(proposals.challengeId, [told, spam]));
    await set(rejected, { status: 'rejected' });
    await set(dismissed, { status: 'approved', dismissedAt: now });
    const end = (id: string, endReason: string) =>
      db.update(challenges).set({ status: 'declined', endReason }).where(eq(challenges.id, id));
    await end(ended, 'out-of-scope');
    await end(spam, 'spam');
    await service.evaluateIfDue();
    const run = await service.get((await service.runs({ limit: 1 })).runs[0]?.id ?? '');
    const lacks = await service.lacks(run);
    const reasons = new Map(lacks.map(({ id, reason }) => [id, reason]));
    expect(Object.fromEntries([...reasons].filter(([id]) => ids.includes(id)))).toEqual({
      [told]: 'nothing-fits',
      [rejected]: 'rejected',
      [dismissed]: 'dismissed',
      [ended]: 'ended',
    });
    expect(lacks.filter(({ reason }) => reason === 'judged').every(({ title }) => title !== '')).toBe(true);
    expect(lacks.some(({ reason }) => reason === 'judged')).toBe(true);
    // What is approved and wanted answers a challenge, whatever the proposal said.
    await set(told, { status: 'approved' });
    expect((await service.lacks(undefined)).map(({ id }) => id)).not.toContain(told);
  });
});
