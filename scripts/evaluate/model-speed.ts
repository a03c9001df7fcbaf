import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { AppError } from '../../src/errors.js';
import { forkProgram } from '../bench/fork.js';
import { percentile } from '../bench/load.js';

/** How often each model does the same work, in turns, so that a busy moment of the machine is nobody's alone. */
const ROUNDS = 3;

export type ToMeasure =
  | { type: 'measure'; passages: readonly string[]; statements: readonly string[] }
  | { type: 'close' };

const loadedSchema = z.object({ type: z.literal('loaded'), languages: z.array(z.string()) });
const measuredSchema = z.object({
  type: z.literal('measured'),
  passagesPerSecond: z.number(),
  queryMs: z.number(),
  /** Peak resident memory of the process so far. */
  mebibytes: z.number(),
});
export type FromMeasure = z.infer<typeof loadedSchema> | z.infer<typeof measuredSchema>;
/** What one round told. */
export type Round = Omit<z.infer<typeof measuredSchema>, 'type'>;

/** What a model costs. */
export interface Speed {
  model: string;
  /** BCP 47, or `*`. */
  languages: readonly string[];
  /** Catalogue passages a second in batches: the median of the rounds. */
  passagesPerSecond: number;
  /** That against the first model's in the same round: the median of the rounds. */
  ratio: number;
  /** Median time of one statement alone. */
  queryMs: number;
  /** Peak resident memory of a process that does nothing else, MiB. */
  mebibytes: number;
}

/** The next message of a process, as the schema reads it. @throws AppError when the process ends before. */
async function next<T>(child: ChildProcess, schema: z.ZodType<T>, model: string): Promise<T> {
  const either = new AbortController();
  const { signal } = either;
  try {
    const message = await Promise.race([
      once(child, 'message', { signal }).then(([value]: unknown[]) => value),
      once(child, 'exit', { signal }).then(() => {
        throw new AppError('misconfigured', `${model} cannot be measured: its process ended, as told above`);
      }),
    ]);
    return schema.parse(message);
  } finally {
    either.abort();
  }
}

/**
 * Measures the models, each loaded once in a process of its own.
 * @throws AppError `misconfigured` where one cannot be loaded.
 */
export async function measureSpeed(
  models: readonly string[],
  options: { dataDir: string; passages: readonly string[]; statements: readonly string[] },
): Promise<Speed[]> {
  const { dataDir, passages, statements } = options;
  const children: { model: string; child: ChildProcess; languages: readonly string[]; rounds: Round[] }[] =
    [];
  try {
    for (const model of models) {
      const child = forkProgram('../evaluate/measure-model.ts', [model, dataDir]);
      const one = { model, child, languages: [] as readonly string[], rounds: [] as Round[] };
      children.push(one);
      one.languages = (await next(child, loadedSchema, model)).languages;
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { model, child, rounds } of children) {
        child.send({ type: 'measure', passages, statements } satisfies ToMeasure);
        rounds.push(await next(child, measuredSchema, model));
      }
    }
    const first = children[0]?.rounds ?? [];
    return children.map(({ model, languages, rounds }) => ({ model, languages, ...summed(rounds, first) }));
  } finally {
    for (const { child } of children) if (child.connected) child.send({ type: 'close' } satisfies ToMeasure);
  }
}

const median = (values: readonly number[]) =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** The rounds of one model in one row, beside those of the first. */
export function summed(
  rounds: readonly Round[],
  first: readonly Round[],
): Omit<Speed, 'model' | 'languages'> {
  return {
    passagesPerSecond: median(rounds.map((round) => round.passagesPerSecond)),
    ratio: median(
      rounds.map((round, at) => round.passagesPerSecond / (first[at]?.passagesPerSecond ?? Number.NaN)),
    ),
    queryMs: median(rounds.map((round) => round.queryMs)),
    mebibytes: Math.max(...rounds.map((round) => round.mebibytes)),
  };
}
