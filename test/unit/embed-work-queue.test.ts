import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkQueue, type Work, type WorkQueue } from '../../src/embedding/work-queue.js';
import { AppError } from '../../src/errors.js';

const LIMITS = { characters: 40, textCharacters: 30 };
const error = new AppError('unavailable', 'away');

/** Does all that waits, as a worker whose vectors hold the text's length would; gives the texts of each go. */
function drain(queue: WorkQueue, act = (work: Work) => work.accept(lengths(work), 1)): (readonly string[])[] {
  const goes: (readonly string[])[] = [];
  for (let work = queue.next(); work !== undefined; work = queue.next()) {
    goes.push(work.texts);
    act(work);
  }
  return goes;
}
const lengths = (work: Work) => Float32Array.from(work.texts, (text) => text.length);

describe('work queue', () => {
  it('answers every call with its own vectors in order, whatever was asked', async () => {
    const calls = fc.array(
      fc.record({
        texts: fc.array(fc.string({ maxLength: 60 })),
        priority: fc.constantFrom('query' as const, 'batch' as const),
      }),
    );
    await fc.assert(
      fc.asyncProperty(calls, async (asked) => {
        const queue = createWorkQueue(LIMITS);
        const answers = asked.map(({ texts, priority }) => queue.add(texts, priority));
        drain(queue);
        const got = await Promise.all(answers);
        expect(got.map((vectors) => vectors.map((vector) => vector[0]))).toEqual(
          asked.map(({ texts }) => texts.map((text) => text.length)),
        );
      }),
    );
  });

  it('lets queries that wait together share a go, up to the limit', () => {
    const queue = createWorkQueue(LIMITS);
    for (const text of ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc', 'dddddddddd', 'eeeeeeeeee'])
      void queue.add([text], 'query');
    expect(drain(queue).map((texts) => texts.length)).toEqual([4, 1]);
  });

  it('does queries before batches', () => {
    const queue = createWorkQueue(LIMITS);
    void queue.add(['batch'], 'batch');
    void queue.add(['query'], 'query');
    expect(drain(queue)).toEqual([['query'], ['batch']]);
  });

  it('fills a go with the texts of many small batches, those of like length together', () => {
    const queue = createWorkQueue(LIMITS);
    for (const letter of ['a', 'b', 'c', 'd', 'e']) {
      void queue.add([letter.repeat(4), letter.repeat(20)], 'batch');
    }
    expect(drain(queue).map((texts) => texts.map((text) => text.length))).toEqual([
      [20, 20],
      [4, 4, 4, 4, 4],
      [20, 20],
      [20],
    ]);
  });

  it('begins with the batch that waits longest, however long the texts of others are', () => {
    const queue = createWorkQueue({ characters: 10, textCharacters: 10 });
    void queue.add(['short'], 'batch');
    for (let i = 0; i < 3; i++) void queue.add(['l'.repeat(10)], 'batch');
    expect(drain(queue)[0]).toEqual(['short']);
  });

  it('does batches one by one after their shared go was refused, and fails only the one that is refused again', async () => {
    const queue = createWorkQueue(LIMITS);
    const calls = [['a', 'aa'], ['bad'], ['cc']].map((texts) => queue.add(texts, 'batch'));
    const answers = Promise.allSettled(calls);
    const goes = drain(queue, (work) =>
      work.texts.includes('bad') ? work.refuse(error) : work.accept(lengths(work), 1),
    );
    expect(goes).toEqual([['bad', 'aa', 'a', 'cc'], ['bad'], ['aa', 'a'], ['cc']]);
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await calls[0])?.map(([length]) => length)).toEqual([1, 2]);
  });

  it('does queries one by one after their shared go was refused, and fails only the one that is refused again', async () => {
    const queue = createWorkQueue(LIMITS);
    const answers = Promise.allSettled(['a', 'bad', 'c'].map((text) => queue.add([text], 'query')));
    const goes = drain(queue, (work) =>
      work.texts.includes('bad') ? work.refuse(error) : work.accept(lengths(work), 1),
    );
    expect(goes).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('leaves the rest of a call that failed undone', async () => {
    const queue = createWorkQueue(LIMITS);
    const answer = queue.add(['x'.repeat(30), 'y'.repeat(30)], 'batch').catch((reason: unknown) => reason);
    expect(drain(queue, (work) => work.fail(error))).toHaveLength(1);
    expect(await answer).toBe(error);
  });

  it('fails all that waits when it is told to', async () => {
    const queue = createWorkQueue(LIMITS);
    const answers = Promise.allSettled([queue.add(['a'], 'query'), queue.add(['b'], 'batch')]);
    queue.failAll(error);
    expect(queue.next()).toBeUndefined();
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
