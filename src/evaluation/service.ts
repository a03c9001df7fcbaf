import { actorKey } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { titleOf } from '../catalogue/entry.js';
import { outbox } from '../db/schema.js';
import { hasAnswer } from '../matching/evaluate.js';
import type { Judgment } from '../matching/judgments.js';
import { compareOrders } from './compare.js';
import type { EvaluationService } from './contract.js';
import type { EvaluationDeps } from './deps.js';
import { evaluateIfDue } from './due.js';
import { applicable } from './judged.js';
import { challengesWithout, type Lack } from './lacks.js';
import type { Run } from './run.js';
import { listRuns, readHistory, readRun } from './runs.js';
import { withSettings } from './settings.js';
import { keepAsked, readState } from './state.js';
import { worstOf } from './worst.js';

const DAY_MS = 86_400_000;
/** How far back the catalogue's gaps are looked for, and how many runs are drawn. */
const BACK_DAYS = 400;

/** How well matching answers, over the database and the matcher. */
export function createEvaluation(given: EvaluationDeps): EvaluationService {
  const deps = { now: () => new Date(), ...given };
  const { db, store, now, weights } = deps;
  const known = async () => [...(await deps.shipped()), ...(await deps.learnt())];
  const byId = async () => new Map((await known()).map((judgment) => [judgment.id, judgment]));
  return {
    async runs(query) {
      const [page, state] = await Promise.all([listRuns(db, query), readState(db, now())]);
      return { ...page, state };
    },
    get: (id) => readRun(db, id),
    history: () => readHistory(db, BACK_DAYS),
    state: () => readState(db, now()),
    async ask({ actor, requestId }) {
      const name = actor.kind === 'person' ? actor.name : '';
      await db.transaction(async (tx) => {
        await keepAsked(tx, { at: now().toISOString(), who: actorKey(actor), name });
        await tx.insert(outbox).values({ topic: 'evaluation-asked', key: 'evaluation' });
        await recordAudit(tx, {
          ...{ actor, requestId, action: 'evaluation.asked' },
          subject: { kind: 'evaluation', id: 'all' },
        });
      });
      deps.nudge();
      return readState(db, now());
    },
    async worst(run, count) {
      const judgments = await byId();
      const chosen = worstOf(run.statements, judgments, new Map(), count);
      const ids = chosen.flatMap(({ shown, best }) => [...shown, ...best].map(({ id }) => id));
      const entries = await store.getMany([...new Set(ids)]);
      const titles = new Map(entries.map((entry) => [entry.id, titleOf(entry)]));
      return worstOf(run.statements, judgments, titles, count);
    },
    async lacks(run) {
      const since = new Date(now().getTime() - BACK_DAYS * DAY_MS);
      const real = await challengesWithout(db, since);
      return [...real, ...(run === undefined ? [] : judgedWithout(run, await byId()))];
    },
    async statement(id) {
      const found = (await byId()).get(id);
      return found && { text: found.statement, country: found.country, population: found.population };
    },
    weights: () => Promise.resolve(weights()),
    async judgments() {
      const hashes = await store.contentHashes();
      const { used } = applicable(await deps.shipped(), await deps.learnt(), new Set(hashes.keys()));
      return { ...used, entries: hashes.size };
    },
    async compare({ statement, city, a, b }) {
      const inUse = weights();
      const [left, right] = [withSettings(inUse, a), withSettings(inUse, b)];
      const asked = await deps.matcher.ask({ statement, ...(city && { city }), limit: 10 });
      return {
        model: asked.model,
        ...(asked.degraded && { degraded: true as const }),
        language: asked.understanding.language,
        candidates: asked.candidates.length,
        ...compareOrders(asked, left, right),
      };
    },
    evaluateIfDue: () => evaluateIfDue(deps),
  };
}

/** Statements of a run that nothing fits, in the language they were written in. */
function judgedWithout({ statements }: Run, judgments: ReadonlyMap<string, Judgment>): Lack[] {
  return statements.flatMap(({ id, fits, country, sector }) => {
    const judgment = judgments.get(id);
    if (fits || judgment === undefined || judgment.translationOf !== undefined || hasAnswer(judgment))
      return [];
    const about = sector === null ? [] : [sector];
    return [{ id, reason: 'judged' as const, title: judgment.statement, city: '', country, sectors: about }];
  });
}
