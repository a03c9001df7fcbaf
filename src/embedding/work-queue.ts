import type { AppError } from '../errors.js';
import { sliceByLength } from './slices.js';

export type Priority = 'query' | 'batch';

/** A caller's texts, until all of their vectors are there. */
interface Call {
  texts: readonly string[];
  vectors: Float32Array[];
  /** Texts whose vectors are still to come. */
  open: number;
  done: boolean;
  resolve(vectors: Float32Array[]): void;
  reject(error: AppError): void;
}

/** Some texts of one call. */
interface Task {
  call: Call;
  /** Where its texts stand in the call. */
  positions: readonly number[];
}

/** A text of batch work that waits, and what it costs in characters. */
interface WaitingText {
  call: Call;
  position: number;
  cost: number;
}

/** What a worker does in one go: texts of one call, or of several that waited together. */
export interface Work {
  texts: readonly string[];
  /** Hands the vectors, all in one array, to their callers. */
  accept(vectors: Float32Array, dimensions: number): void;
  /** The model choked on it: fails the one call, or has the calls done one by one to find the bad one. */
  refuse(error: AppError): void;
  /** Fails every call in it. */
  fail(error: AppError): void;
}

export interface WorkQueue {
  /** Resolves with a vector for each text, in order. */
  add(texts: readonly string[], priority: Priority): Promise<Float32Array[]>;
  /** What to do next, queries first; undefined when nothing waits. */
  next(): Work | undefined;
  /** Fails everything that waits. */
  failAll(error: AppError): void;
}

function fail(call: Call, error: AppError): void {
  if (call.done) return;
  call.done = true;
  call.reject(error);
}

function accept({ call, positions }: Task, vectors: Float32Array, dimensions: number): void {
  if (call.done) return;
  positions.forEach((position, i) => {
    call.vectors[position] = vectors.slice(i * dimensions, (i + 1) * dimensions);
  });
  call.open -= positions.length;
  if (call.open > 0) return;
  call.done = true;
  call.resolve(call.vectors);
}

const textsOf = (task: Task) => task.positions.map((position) => task.call.texts[position] ?? '');

/**
 * What waits for the workers, in slices of limited size. Calls that wait at the same time share a slice, as far as they
 * fit: queries, since under many callers that gives two fifths more throughput (measured, 16 at once); and batches, so
 * that many small jobs fill the model's best batch as one large one does. A batch is of texts of like length, begun with
 * the call that waits longest, so that little is padding and none is left behind.
 * @param limits as `sliceByLength` takes them.
 */
export function createWorkQueue(limits: { characters: number; textCharacters: number }): WorkQueue {
  const queries: Task[] = [];
  const batches: Call[] = [];
  /** The texts of all batches, longest first. */
  let texts: WaitingText[] = [];
  /** Calls whose shared slice failed: they go alone. */
  const alone: Task[] = [];

  const live = (tasks: Task[]): Task | undefined => {
    while (tasks[0]?.call.done) tasks.shift();
    return tasks[0];
  };
  const costOf = (text: string) => Math.max(1, Math.min(text.length, limits.textCharacters));
  const longestOf = (task: Task) => Math.max(...textsOf(task).map(costOf));

  const takeQueries = (): Task[] => {
    const taken: Task[] = [];
    let longest = 0;
    let count = 0;
    for (let task = live(queries); task !== undefined; task = live(queries)) {
      longest = Math.max(longest, longestOf(task));
      count += task.positions.length;
      if (taken.length > 0 && longest * count > limits.characters) break;
      taken.push(task);
      queries.shift();
    }
    return taken;
  };
  const takeBatch = (): Task[] => {
    texts = texts.filter(({ call }) => !call.done);
    while (batches[0] !== undefined && !texts.some(({ call }) => call === batches[0])) batches.shift();
    let from = texts.findIndex(({ call }) => call === batches[0]);
    const longest = texts[from]?.cost;
    if (longest === undefined) return [];
    const most = Math.max(1, Math.floor(limits.characters / longest));
    const end = Math.min(texts.length, from + most);
    // Where there are not enough shorter ones, longer ones that fit come along.
    while ((texts[from - 1]?.cost ?? Number.POSITIVE_INFINITY) * (end - from + 1) <= limits.characters)
      from--;
    const positions = new Map<Call, number[]>();
    for (const { call, position } of texts.splice(from, end - from)) {
      positions.set(call, [...(positions.get(call) ?? []), position]);
    }
    return [...positions].map(([call, own]) => ({ call, positions: own }));
  };
  const take = (): Task[] => {
    const single = live(alone) === undefined ? undefined : alone.shift();
    if (single) return [single];
    const asked = takeQueries();
    return asked.length > 0 ? asked : takeBatch();
  };

  return {
    add: (given, priority) =>
      new Promise((resolve, reject) => {
        const vectors = new Array<Float32Array>(given.length);
        const call: Call = { texts: given, vectors, open: given.length, done: false, resolve, reject };
        if (given.length === 0) return resolve([]);
        if (priority === 'query') {
          for (const positions of sliceByLength(given, limits)) queries.push({ call, positions });
          return;
        }
        batches.push(call);
        const own = given.map((text, position) => ({ call, position, cost: costOf(text) }));
        texts = [...texts, ...own].sort((a, b) => b.cost - a.cost);
      }),
    next() {
      const tasks = take();
      if (tasks.length === 0) return undefined;
      return {
        texts: tasks.flatMap(textsOf),
        accept(vectors, dimensions) {
          let from = 0;
          for (const task of tasks) {
            const to = from + task.positions.length * dimensions;
            accept(task, vectors.subarray(from, to), dimensions);
            from = to;
          }
        },
        refuse(error) {
          if (tasks.length > 1) alone.push(...tasks);
          else for (const { call } of tasks) fail(call, error);
        },
        fail(error) {
          for (const { call } of tasks) fail(call, error);
        },
      };
    },
    failAll(error) {
      for (const { call } of [...alone.splice(0), ...queries.splice(0)]) fail(call, error);
      for (const call of batches.splice(0)) fail(call, error);
      texts = [];
    },
  };
}
