import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import type { CatalogueStore } from '../catalogue/port.js';
import type { Database } from '../db/types.js';
import type { Judgment } from '../matching/judgments.js';
import type { OpenMatcher } from '../matching/matcher.js';
import { tune } from '../matching/tune.js';
import { matchWeightsSchema } from '../matching/weights-schema.js';
import {
  LEAST_CHALLENGES,
  LEAST_JUDGMENTS,
  type LearningService,
  type LearntCounts,
  type LearntLine,
} from './contract.js';
import { fitWeights } from './fit.js';
import type { WeightsInUse } from './in-use.js';
import { type LearntChallenge, learnFrom, peopleIn } from './learnt.js';
import { readRecords } from './read.js';
import type { ChallengeRecord } from './record.js';
import { aboutCatalogue, readShipped } from './shipped.js';
import { decideSet, isSeen, keepFitted, keepSeen, readOverview, useShipped } from './weight-sets.js';

export interface LearningDeps {
  db: Database;
  store: Pick<CatalogueStore, 'contentHashes'>;
  matcher: Pick<OpenMatcher, 'ask'>;
  weightsInUse: WeightsInUse;
  /** Aborts when the process is to end: a fit then ends early. */
  stopping?: AbortSignal | undefined;
  /** Fits weights on judgments. */
  fitter?: typeof tune;
  /** The judgments that come with the product. */
  shipped?: () => Promise<Judgment[]>;
  now?: () => Date;
}

/** Learning over the database. */
export function createLearning(given: LearningDeps): LearningService {
  const deps = { ...given, fitter: given.fitter ?? tune, shipped: given.shipped ?? readShipped };
  const { db, weightsInUse } = deps;
  const then = async (done: Promise<void>) => {
    await done;
    await weightsInUse.refresh();
    return readOverview(db);
  };
  return {
    judgments: async () => (await learnt(db)).map(lineOf),
    counts: async () => countsOf(await learnt(db)),
    learntJudgments: async () => usedOf(await learnt(db)).map(judgmentOf),
    weights: () => readOverview(db),
    accept: (id, version, asker) => then(decideSet(db, { id, version, as: 'in-use' }, asker)),
    decline: (id, version, asker) => then(decideSet(db, { id, version, as: 'declined' }, asker)),
    useShipped: (asker) => then(useShipped(db, asker)),
    learn: () => learn(deps),
  };
}

/** Worked out from the records each time: what is deleted there is forgotten here. */
async function learnt(db: Database): Promise<LearntChallenge[]> {
  const records: ChallengeRecord[] = [];
  for await (const batch of readRecords(db)) records.push(...batch);
  return learnFrom(records);
}

const usedOf = (all: readonly LearntChallenge[]) => all.filter(({ leftOut }) => leftOut === undefined);

function countsOf(all: readonly LearntChallenge[]): LearntCounts {
  const used = usedOf(all);
  return {
    said: all.length,
    challenges: used.length,
    judgments: used.reduce((sum, { entries }) => sum + entries.filter(({ counts }) => counts).length, 0),
    people: peopleIn(used).size,
    oneSource: all.filter(({ leftOut }) => leftOut === 'one-source').length,
    tooMuchOfOne: all.filter(({ leftOut }) => leftOut === 'too-much-of-one').length,
  };
}

function judgmentOf({ record, entries }: LearntChallenge): Judgment {
  const { id, request, country, population, language } = record;
  const counted = entries.filter(({ counts }) => counts);
  return {
    ...{ id, country, population, language },
    statement: request.title ? `${request.title}. ${request.statement}` : request.statement,
    relevance: Object.fromEntries(counted.map(({ entryId, grade }) => [entryId, grade])),
  };
}

function lineOf({ record, entries, leftOut }: LearntChallenge): LearntLine {
  return {
    challengeId: record.id,
    language: record.language,
    used: leftOut === undefined,
    ...(leftOut !== undefined && { leftOut }),
    entries: entries.map(({ entryId, grade, counts, says }) => ({
      ...{ entryId, grade, counts },
      says: says.map(({ what, by, at, grade: said, weight }) => ({
        ...{ what, by, at: at.toISOString(), grade: said, weight },
      })),
    })),
  };
}

async function learn(
  deps: Required<Pick<LearningDeps, 'fitter' | 'shipped'>> & LearningDeps,
): Promise<number> {
  const { db, store, weightsInUse, now = () => new Date() } = deps;
  const signal = deps.stopping ?? new AbortController().signal;
  const all = await learnt(db);
  const { judgments, challenges, people } = countsOf(all);
  if (judgments < LEAST_JUDGMENTS || challenges < LEAST_CHALLENGES) return 0;
  const used = usedOf(all);
  const ours = used.map(judgmentOf);
  const start = weightsInUse.current();
  const fingerprint = fingerprintOf([ours.map(({ id, relevance }) => [id, relevance]), start]);
  if (await isSeen(db, fingerprint)) return 0;
  const entries = await store.contentHashes();
  const shipped = aboutCatalogue(await deps.shipped(), (id) => entries.has(id));
  const counts = { shipped: shipped.length, learnt: judgments, challenges, people };
  const requests = new Map(used.map(({ record }) => [record.id, record.request]));
  const found = await fitWeights({ ...deps, signal }, { shipped, learnt: ours, requests, counts }, start);
  if (found === undefined) {
    await keepSeen(db, fingerprint);
    return 0;
  }
  const weights = matchWeightsSchema.parse({
    ...found.weights,
    fitted: {
      date: now().toISOString().slice(0, 10),
      data: `${counts.shipped} judgments of the product, ${judgments} learnt from ${challenges} challenges`,
      note: 'fitted by the nightly task learn, taken up by an administrator',
    },
  });
  signal.throwIfAborted();
  await keepFitted(db, { weights, report: found.report, fingerprint });
  return 1;
}

/** SHA-256 (hex) of what a fit is made of. */
function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
