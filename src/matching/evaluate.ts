import type { EntryKind } from '../catalogue/entry.js';
import { parseCountry, regionsOf } from '../taxonomy/index.js';
import type { Judgment } from './judgments.js';
import { calibrationError, type Forecast, mean, ndcg, recall, reciprocalRank } from './metrics.js';

/** What a statement is answered. */
export interface Answered {
  /** Best first. */
  ids: string[];
  /** Whether it dares to answer. */
  confident: boolean;
  /** That staff would grade each of them 2 or 3, where it tells. */
  probabilities?: number[];
}

/** A way of answering a statement. */
export type Answerer = (judgment: Judgment, kinds: readonly EntryKind[]) => Promise<Answered>;

/** Mean figures over the statements that something fits. */
export interface Figures {
  statements: number;
  ndcg10: number;
  recall20: number;
  mrr10: number;
}

/** How well "nothing fits" is told; each a share in [0, 1], NaN without such statements. */
export interface NothingFits {
  /** Statements that nothing fits, and the share of them told so. */
  unanswerable: number;
  toldSo: number;
  /** Statements that something fits, and the share of them answered. */
  answerable: number;
  answered: number;
  /** Of all that were told "nothing fits", the share that is right. */
  precision: number;
  /** Share of all statements with the right decision. */
  accuracy: number;
}

export interface Report {
  all: Figures;
  byKind: Record<EntryKind, Figures>;
  byLanguage: Record<string, Figures>;
  /** By what the statement is about, where that is told. */
  bySector: Record<string, Figures>;
  /** By UN M49 code of the continent that the statement is from; `none` where it names no country. */
  byRegion: Record<string, Figures>;
  nothingFits: NothingFits;
  /** How true the probabilities of all that was shown are; the error is NaN where none are told. */
  calibration: { shown: number; error: number };
  /** Each statement that something fits, worst first. */
  statements: StatementFigures[];
}

/** How one statement was answered. */
export interface StatementFigures {
  id: string;
  language: string;
  ndcg10: number;
  confident: boolean;
  /** Ids of what was shown, best first, 20 at most. */
  shown: string[];
}

const BOTH: readonly EntryKind[] = ['case-study', 'provider'];

const SHOWN = 20;

/**
 * Answers every judgment and sums up. Recall and MRR count grades 2 and 3 as relevant.
 * @param sectorOf Id of the sector that a judgment's statement is about.
 */
export async function evaluate(
  judgments: readonly Judgment[],
  answer: Answerer,
  sectorOf?: (judgment: Judgment) => string | undefined,
): Promise<Report> {
  const answers = [];
  for (const judgment of judgments) answers.push({ judgment, ...(await answer(judgment, BOTH)) });
  const fitting = answers.filter(({ judgment }) => hasAnswer(judgment));
  const by = (keyOf: (judgment: Judgment) => string) => figuresBy(fitting, keyOf);
  const kindFigures = async (kind: EntryKind) => {
    const own = judgments
      .map((judgment) => ({ ...judgment, relevance: gradesOf(judgment, kind) }))
      .filter(hasAnswer);
    const ranked = [];
    for (const judgment of own) ranked.push({ judgment, ...(await answer(judgment, [kind])) });
    return figures(ranked);
  };
  return {
    all: figures(fitting),
    byKind: { 'case-study': await kindFigures('case-study'), provider: await kindFigures('provider') },
    byLanguage: by(({ language }) => language),
    bySector: sectorOf === undefined ? {} : by((judgment) => sectorOf(judgment) ?? 'none'),
    byRegion: by(({ country }) => (country === null ? undefined : continentOf(country)) ?? 'none'),
    nothingFits: nothingFits(answers),
    calibration: calibration(answers),
    statements: fitting
      .map(({ judgment, ids, confident }) => ({
        id: judgment.id,
        language: judgment.language,
        ndcg10: ndcg(ids, judgment.relevance),
        confident,
        shown: ids.slice(0, SHOWN),
      }))
      .sort((a, b) => a.ndcg10 - b.ndcg10),
  };
}

type Ranked = { judgment: Judgment; ids: string[] };

function figuresBy<T extends Ranked>(
  answers: readonly T[],
  keyOf: (judgment: Judgment) => string,
): Record<string, Figures> {
  const keys = [...new Set(answers.map(({ judgment }) => keyOf(judgment)))].sort();
  return Object.fromEntries(
    keys.map((key) => [key, figures(answers.filter(({ judgment }) => keyOf(judgment) === key))]),
  );
}

/** UN M49 code of the continent, or nothing for a country that is not known. */
function continentOf(country: string): string | undefined {
  const code = parseCountry(country);
  return code === undefined ? undefined : regionsOf(code).at(-1);
}

/** Whether something in the catalogue fits. */
export function hasAnswer({ relevance }: Judgment): boolean {
  return Object.values(relevance).some((grade) => grade > 0);
}

/** Kinds are told apart by the id's prefix, which the catalogue's schema fixes. */
function gradesOf({ relevance }: Judgment, kind: EntryKind): Record<string, number> {
  const prefix = kind === 'provider' ? 'pr-' : 'cs-';
  return Object.fromEntries(Object.entries(relevance).filter(([id]) => id.startsWith(prefix)));
}

function figures(answers: readonly Ranked[]): Figures {
  return {
    statements: answers.length,
    ndcg10: mean(answers.map(({ judgment, ids }) => ndcg(ids, judgment.relevance))),
    recall20: mean(answers.map(({ judgment, ids }) => recall(ids, judgment.relevance))),
    mrr10: mean(answers.map(({ judgment, ids }) => reciprocalRank(ids, judgment.relevance))),
  };
}

function calibration(answers: readonly ({ judgment: Judgment } & Answered)[]): Report['calibration'] {
  const forecasts = answers.flatMap(({ judgment, ids, probabilities = [] }) =>
    probabilities.map(
      (probability, at): Forecast => ({
        probability,
        holds: (judgment.relevance[ids[at] ?? ''] ?? 0) >= 2,
      }),
    ),
  );
  return { shown: forecasts.length, error: calibrationError(forecasts) };
}

function nothingFits(answers: readonly { judgment: Judgment; confident: boolean }[]): NothingFits {
  const without = answers.filter(({ judgment }) => !hasAnswer(judgment));
  const within = answers.filter(({ judgment }) => hasAnswer(judgment));
  const toldSo = without.filter(({ confident }) => !confident).length;
  const answered = within.filter(({ confident }) => confident).length;
  return {
    unanswerable: without.length,
    toldSo: toldSo / without.length,
    answerable: within.length,
    answered: answered / within.length,
    precision: toldSo / (toldSo + within.length - answered),
    accuracy: (toldSo + answered) / answers.length,
  };
}
