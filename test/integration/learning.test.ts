import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, challenges, matches, proposals, weightSets } from '../../src/db/schema.js';
import { createWeightsInUse, type WeightsInUse } from '../../src/learning/in-use.js';
import { createLearning } from '../../src/learning/service.js';
import { answererOf, askAll } from '../../src/matching/asked-judgments.js';
import { type Judgment, requestOf } from '../../src/matching/judgments.js';
import { createMatcher, type OpenMatcher } from '../../src/matching/matcher.js';
import type { tune } from '../../src/matching/tune.js';
import { type MatchWeights, WEIGHTS } from '../../src/matching/weights.js';
import type { SignedInPerson } from '../helpers/accounts.js';
import { type ReviewSite, startReviewSite } from '../helpers/review-site.js';
import { until } from '../helpers/until.js';

const log = pino({ level: 'silent' });
const KINDS = ['case-study', 'provider'] as const;
/** Entries from the asker's own country come before everything else. */
const OTHER: MatchWeights = { ...WEIGHTS, context: { ...WEIGHTS.context, place: 20 } };
/** No other order, only other bands. */
const SAME_ORDER: MatchWeights = { ...WEIGHTS, bands: { high: 0.6, medium: 0.3 } };

let site: ReviewSite;
let matcher: OpenMatcher;
let inUse: WeightsInUse;
let ann: SignedInPerson;
let bob: SignedInPerson;
let admin: SignedInPerson;
const stop = new AbortController();

beforeAll(async () => {
  site = await startReviewSite({ challenges: 12, matches: 4 });
  const { db, engine, people } = site;
  matcher = createMatcher({
    engine,
    embedder: () => undefined,
    concepts: [],
    caseStudiesOf: () => Promise.resolve(new Map()),
  });
  inUse = await createWeightsInUse({ db, log, lookMs: 20, stopping: stop.signal });
  [ann, bob, admin] = [
    await people.signIn('staff'),
    await people.signIn('staff'),
    await people.signIn('admin'),
  ];
});
afterAll(async () => {
  stop.abort();
  await site?.stop();
});

/** Fits nothing: says what it is told, so that what is done with it can be seen. */
const fitted =
  (weights: MatchWeights, after = 0.6): typeof tune =>
  () =>
    Promise.resolve({ weights, all: { before: 0.5, after }, heldOut: { before: 0.5, after } });
const learning = (fitter: typeof tune, shipped: Judgment[] = []) =>
  createLearning({
    ...{ db: site.db, store: site.store, matcher, weightsInUse: inUse, fitter },
    shipped: () => Promise.resolve(shipped),
  });
const service = () => site.features.learning;
const asker = ({ person }: SignedInPerson) => ({ actor: person });

/** One person decides every match of a challenge, the last one as off topic, and another publishes. */
async function answer(id: string, decider: SignedInPerson, publisher: SignedInPerson) {
  const { review } = site.features;
  const { matchList } = await review.get(id, asker(decider));
  const decisions = matchList.map((match, index) => ({
    matchId: match.id,
    version: match.version,
    ...(index < 3
      ? { decision: 'approve' as const, note: '' }
      : { decision: 'reject' as const, reason: 'off-topic' as const, note: '' }),
  }));
  await review.decide(id, { decisions }, asker(decider));
  const { version } = await review.release(id, asker(decider));
  await review.publish(id, { version, key: `key-${id}` }, asker(publisher));
}

const half = (who: SignedInPerson, other: SignedInPerson, from: number) =>
  site.ids
    .slice(from, from + 6)
    .reduce((done, id) => done.then(() => answer(id, who, other)), Promise.resolve());

const post = (path: string, who: SignedInPerson, body?: unknown) =>
  fetch(`${site.address}/v1/learning/${path}`, {
    method: 'POST',
    headers: { ...who.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

describe('learning from decisions', () => {
  it('learns nothing while one person decides, whoever publishes', async () => {
    await half(ann, bob, 0);
    expect(await service().learntJudgments()).toEqual([]);
    expect(await service().counts()).toMatchObject({ said: 6, challenges: 0, tooMuchOfOne: 6 });
  });

  it('learns once another decides as much, with who said what', async () => {
    await half(bob, ann, 6);
    const judgments = await service().learntJudgments();
    expect(judgments).toHaveLength(12);
    expect(Object.values(judgments[0]?.relevance ?? {}).sort()).toEqual([0, 2, 2, 2]);
    expect(await service().counts()).toMatchObject({ challenges: 12, judgments: 48, people: 2 });
    const answered = await fetch(`${site.address}/v1/learning/judgments`, { headers: ann.headers });
    const lines = (await answered.text()).trim().split('\n');
    expect(answered.headers.get('content-type')).toContain('application/x-ndjson');
    expect(lines).toHaveLength(12);
    const [first] = lines.filter((line) => line.includes(site.ids[0] ?? ''));
    expect(first).toContain(`"what":"approved","by":"${ann.person.id}"`);
    expect(first).toContain(`"what":"answer-published","by":"${bob.person.id}"`);
    expect(first).not.toContain(ann.person.name);
  });

  it('goes by what the city does with its answer', async () => {
    const id = site.ids[0] ?? '';
    const [match] = (await site.features.challenges.get(id)).matches ?? [];
    const dismiss = (reason: 'not-our-problem' | null) =>
      site.features.challenges.dismiss(id, match?.matchId ?? '', { reason, note: '' });
    const gradeNow = async () =>
      (await service().learntJudgments()).find((one) => one.id === id)?.relevance[match?.id ?? ''];
    await dismiss('not-our-problem');
    expect(await gradeNow()).toBe(1);
    await dismiss(null);
    expect(await gradeNow()).toBe(2);
  });

  it('knows nothing of a challenge that is not to be reused, is withdrawn, or is erased', async () => {
    const { db } = site;
    const ids = async () => new Set((await service().judgments()).map(({ challengeId }) => challengeId));
    const id = site.ids[1] ?? '';
    const [row] = await db.select().from(challenges).where(eq(challenges.id, id));
    const set = (values: Partial<typeof challenges.$inferInsert>) =>
      db.update(challenges).set(values).where(eq(challenges.id, id));
    expect(await ids()).toContain(id);
    for (const values of [
      { consents: { processing: true, reuse: false, followUp: true } },
      { status: 'withdrawn' as const },
      { status: 'closed' as const, endReason: 'spam' },
      { erasedAt: new Date() },
    ]) {
      await set(values);
      expect(await ids()).not.toContain(id);
      await set({ consents: row?.consents, status: 'published', endReason: null, erasedAt: null });
    }
    expect(await ids()).toContain(id);
  });

  it('proposes nothing where statements it was not fitted on are answered no better', async () => {
    expect(await learning(fitted(SAME_ORDER, 0.5)).learn()).toBe(0);
    expect(await site.db.$count(weightSets)).toBe(0);
    // The same judgments again are not fitted again.
    const again: typeof tune = () => Promise.reject(new Error('was fitted again'));
    expect(await learning(again).learn()).toBe(0);
  });

  it('refuses weights that help one language and harm another, and says which', async () => {
    const shipped = await helpsAndHarms();
    await forget();
    expect(await learning(fitted(OTHER), shipped).learn()).toBe(1);
    const { sets, inUse: ranks } = await service().weights();
    expect(ranks.origin).toBe('shipped');
    expect(sets).toHaveLength(1);
    expect(sets[0]).toMatchObject({
      state: 'refused',
      report: {
        byLanguage: { xa: { statements: 3 }, xb: { statements: 3 } },
        changed: [{ key: 'context.place', before: WEIGHTS.context.place, after: 20 }],
        judgments: { shipped: 6, learnt: 48, challenges: 12, people: 2 },
      },
    });
    const { byLanguage, lost } = sets[0]?.report ?? {};
    expect(byLanguage?.xa?.after).toBeGreaterThan(byLanguage?.xa?.before ?? 1);
    expect(lost).toContainEqual({ kind: 'language', group: 'xb', ...byLanguage?.xb });
    expect((await post(`weights/${sets[0]?.id}/accept`, admin, { version: 1 })).status).toBe(409);
  });

  it('proposes weights that harm nobody; the last proposal takes the place of the one before', async () => {
    await forget();
    expect(await learning(fitted(SAME_ORDER)).learn()).toBe(1);
    await forget();
    expect(await learning(fitted({ ...SAME_ORDER, bands: { high: 0.7, medium: 0.3 } })).learn()).toBe(1);
    const { sets } = await service().weights();
    expect(sets.map(({ state }) => state)).toEqual(['proposed', 'retired', 'refused']);
    expect(inUse.current()).toEqual(WEIGHTS);
  });

  it('is taken up by an administrator alone, once, and reaches every process', async () => {
    const before = (await service().weights()).sets;
    const [open] = before;
    const path = `weights/${open?.id}/accept`;
    expect((await post(path, ann, { version: 1 })).status).toBe(403);
    expect((await post(path, admin, { version: 7 })).status).toBe(409);
    expect((await post('weights/ws-none/accept', admin, { version: 1 })).status).toBe(404);
    expect((await post(path, admin, { version: 1 })).status).toBe(200);
    expect((await post(path, admin, { version: 1 })).status).toBe(409);
    await until(() => inUse.current().bands.high === 0.7);
    expect(inUse.current().fitted.data).toContain('learnt from 12 challenges');
    // What is proposed now says what it was ranked by.
    const [id = ''] = site.ids;
    const { version } = await site.features.review.get(id, asker(ann));
    await site.features.review.reopen(id, { version }, asker(ann));
    await site.db.update(matches).set({ status: 'superseded' }).where(eq(matches.challengeId, id));
    await site.features.proposer.propose(id);
    const rows = await site.db.select().from(proposals).where(eq(proposals.challengeId, id));
    expect(rows.at(-1)?.weights).toMatchObject({ bands: { high: 0.7 } });
  });

  it('is declined by an administrator, and the shipped weights can be gone back to', async () => {
    await forget();
    expect(await learning(fitted(SAME_ORDER)).learn()).toBe(1);
    const [open] = (await service().weights()).sets;
    expect((await post(`weights/${open?.id}/decline`, admin, { version: 1 })).status).toBe(200);
    expect(inUse.current().bands.high).toBe(0.7);
    expect((await post('weights/shipped', ann)).status).toBe(403);
    expect((await post('weights/shipped', admin)).status).toBe(200);
    await until(() => inUse.current() === WEIGHTS);
    // Once more changes nothing.
    const { sets } = await service().useShipped(asker(admin));
    expect(sets.filter(({ origin }) => origin === 'shipped')).toHaveLength(1);
    const record = await site.db
      .select()
      .from(audit)
      .where(eq(audit.subjectKind, 'weights'))
      .orderBy(audit.id);
    expect(record.map(({ action }) => action)).toEqual([
      'weights.refused',
      'weights.proposed',
      'weights.proposed',
      'weights.accepted',
      'weights.proposed',
      'weights.declined',
      'weights.shipped',
    ]);
  });

  it('ranks by the shipped weights where the ones in use cannot be read, and says so', async () => {
    const warnings: string[] = [];
    const loud = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
    const set = (values: object) =>
      site.db.update(weightSets).set(values).where(eq(weightSets.state, 'in-use'));
    await set({ origin: 'learnt', weights: { ...SAME_ORDER, semantic: 'much' } });
    const reader = await createWeightsInUse({ db: site.db, log: loud, stopping: stop.signal });
    expect(reader.current()).toBe(WEIGHTS);
    await reader.refresh();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('Learnt weights cannot be read');
    const { sector: _, ...older } = SAME_ORDER;
    const date = '2020-01-01';
    await set({ weights: { ...older, fitted: { ...WEIGHTS.fitted, date } } });
    await reader.refresh();
    expect(reader.current()).toEqual({ ...SAME_ORDER, fitted: { ...WEIGHTS.fitted, date } });
    expect((await service().weights()).newerShipped).toBe(true);
  });

  it('stops when the process is to end, with nothing kept', async () => {
    const before = await site.db.$count(weightSets);
    const ending = new AbortController();
    const stopping = createLearning({
      ...{ db: site.db, store: site.store, matcher, weightsInUse: inUse, stopping: ending.signal },
      shipped: () => Promise.resolve([]),
      fitter: (...given) => {
        ending.abort();
        return fitted(SAME_ORDER)(...given);
      },
    });
    await forget();
    await expect(stopping.learn()).rejects.toThrow(/abort/);
    expect(await site.db.$count(weightSets)).toBe(before);
  });
});

/** Other judgments than before, so that they are fitted anew: the last match of the last challenge is wanted or not. */
let wanted = false;
async function forget(): Promise<void> {
  const id = site.ids.at(-1) ?? '';
  const [match] = (await site.features.challenges.get(id)).matches ?? [];
  wanted = !wanted;
  const reason = wanted ? ('wrong-scale' as const) : null;
  await site.features.challenges.dismiss(id, match?.matchId ?? '', { reason, note: '' });
}

/** Statements of one language that other weights answer rightly, and of another that those of now do. */
async function helpsAndHarms(): Promise<Judgment[]> {
  const asked = await askAll(matcher, await demoJudgments(), (one) => requestOf(one, KINDS, 20));
  const [now, then] = [answererOf(asked, WEIGHTS, 20), answererOf(asked, OTHER, 20)];
  const found: Judgment[] = [];
  for (const { judgment } of asked) {
    const [a] = (await now(judgment, KINDS)).ids;
    const [b] = (await then(judgment, KINDS)).ids;
    if (a === undefined || b === undefined || a === b || found.length === 6) continue;
    const helps = found.length < 3;
    const id = `ju-${found.length}`;
    found.push({ ...judgment, id, language: helps ? 'xa' : 'xb', relevance: { [helps ? b : a]: 3 } });
  }
  expect(found).toHaveLength(6);
  return found;
}

async function demoJudgments(): Promise<Judgment[]> {
  const rows = await site.db.select().from(challenges);
  return rows.map(({ id, statement, country, population, language }) => ({
    ...{ id, statement, country, population, language },
    relevance: {},
  }));
}
