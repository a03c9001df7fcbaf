import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailOf, type Outcome, readBulk } from '../../../src/web/console/client/api.js';
import { createEventLog, readEvent } from '../../../src/web/console/client/events.js';
import { commandOf, type Press, type Situation } from '../../../src/web/console/client/keys.js';
import { merge, moved, nextUndecided, step } from '../../../src/web/console/client/rows.js';
import { fill } from '../../../src/web/console/client/say.js';
import { createTasks, type Task } from '../../../src/web/console/client/tasks.js';
import { staffReviewDialogs } from '../../../src/web/messages/staff/review-dialogs.js';

const press = (key: string, changes: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...changes,
});
const at = (changes: Partial<Situation> = {}): Situation => ({
  page: 'challenge',
  on: true,
  typing: false,
  dialog: false,
  inRows: false,
  ...changes,
});

describe('a key', () => {
  it.each([
    ['with Ctrl', press('a', { ctrlKey: true }), at()],
    ['with Alt', press('a', { altKey: true }), at()],
    ['with Meta', press('a', { metaKey: true }), at()],
    ['that composes a character', press('a', { isComposing: true }), at()],
    ['in a text field', press('a'), at({ typing: true })],
    ['in a dialog', press('a'), at({ dialog: true })],
    ['while single keys are off', press('a'), at({ on: false })],
    ['that means nothing here', press('x'), at()],
    ['named as a property of every object', press('constructor'), at()],
    ['that scrolls, outside of the rows', press('ArrowDown'), at()],
  ])('does nothing %s', (_case, key, where) => {
    expect(commandOf(key, where)).toBeUndefined();
  });

  it('means what its page says', () => {
    expect(commandOf(press('a'), at())).toBe('approve');
    expect(commandOf(press('0'), at())).toBe('reset');
    expect(commandOf(press('J'), at())).toBe('down');
    expect(commandOf(press('/'), at())).toBe('add');
    expect(commandOf(press('/'), at({ page: 'queue' }))).toBe('words');
    expect(commandOf(press('x'), at({ page: 'queue' }))).toBe('select');
  });

  it('moves the cursor by arrow within the rows, also while single keys are off', () => {
    expect(commandOf(press('ArrowDown'), at({ inRows: true, on: false }))).toBe('next');
    expect(commandOf(press('ArrowUp'), at({ inRows: true }))).toBe('previous');
  });
});

describe('the cursor', () => {
  const ids = ['a', 'b', 'c'];

  it('stays at the ends, and begins at the nearer one from nowhere', () => {
    expect(step(ids, 'c', 1)).toBe('c');
    expect(step(ids, 'a', -1)).toBe('a');
    expect(step(ids, 'b', 1)).toBe('c');
    expect(step(ids, undefined, 1)).toBe('a');
    expect(step(ids, 'unknown', -1)).toBe('c');
    expect(step([], undefined, 1)).toBeUndefined();
  });

  it('goes to the next undecided row below, then from the top, and nowhere when all are decided', () => {
    const rows = (open: string) => ids.map((id) => ({ id, undecided: open.includes(id) }));
    expect(nextUndecided(rows('abc'), 'a')).toBe('b');
    expect(nextUndecided(rows('ab'), 'c')).toBe('a');
    expect(nextUndecided(rows('b'), 'b')).toBeUndefined();
    expect(nextUndecided(rows(''), 'a')).toBeUndefined();
  });

  it('moves a row by a step, and no further than the ends', () => {
    expect(moved(ids, 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moved(ids, 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(moved(ids, 'c', 1)).toBeUndefined();
    expect(moved(ids, 'a', -1)).toBeUndefined();
    expect(moved(ids, 'unknown', 1)).toBeUndefined();
  });
});

describe('rows that are read anew', () => {
  it('keep the order on show; what is gone and what is fresh is told', () => {
    expect(merge(['a', 'b', 'c'], ['c', 'd', 'a'])).toEqual({
      kept: ['a', 'c'],
      gone: ['b'],
      fresh: ['d'],
      reordered: true,
    });
    expect(merge(['a', 'b'], ['x', 'a', 'b']).reordered).toBe(false);
  });

  it('are each either kept or gone, or fresh', () => {
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
    fc.assert(
      fc.property(list, list, (shown, now) => {
        const { kept, gone, fresh } = merge(shown, now);
        expect(shown.filter((id) => !gone.includes(id))).toEqual(kept);
        expect([...kept, ...fresh].sort()).toEqual([...now].sort());
      }),
    );
  });
});

describe('an event', () => {
  const event = (id: number, byId = 'pe-other') => ({ id, challengeId: 'ch-1', by: 'Ada', byId });

  it.each(['', 'null', '[]', '{"id":"1"}', '{"id":1,"challengeId":"c","by":"A"}', 'no json'])(
    'is none when it is malformed: %s',
    (data) => {
      expect(readEvent(data)).toBeUndefined();
    },
  );

  it('is read from its data', () => {
    expect(readEvent(JSON.stringify({ ...event(7), action: 'match.approved' }))).toEqual(event(7));
  });

  it('is shown once, however often it is told', () => {
    const log = createEventLog('pe-me', 5);
    expect(log.take(event(6))).toBe('other');
    expect(log.take(event(6))).toBe('nothing');
    expect(log.last()).toBe(6);
  });

  it('of oneself is shown only when the page does not show it yet', () => {
    const log = createEventLog('pe-me', 5);
    log.shown(7);
    expect(log.take(event(7, 'pe-me'))).toBe('nothing');
    expect(log.take(event(8, 'pe-me'))).toBe('own');
  });

  it('of somebody else is shown even when a later one was committed before it', () => {
    const log = createEventLog('pe-me', 5);
    log.shown(9);
    expect(log.take(event(8))).toBe('other');
  });
});

describe('what is said', () => {
  it('has its values filled in, and keeps what has none', () => {
    expect(fill('{title} now stands at {position}.', { title: 'A {b}', position: 2 })).toBe(
      'A {b} now stands at 2.',
    );
    expect(fill('{unknown}')).toBe('{unknown}');
  });

  it('goes to the browser as plain text, whole', () => {
    expect(JSON.parse(JSON.stringify(staffReviewDialogs.script))).toEqual(staffReviewDialogs.script);
  });
});

describe('answers of the API', () => {
  it('tell their problem as a sentence', () => {
    expect(detailOf({ detail: 'Ada has this in hand' })).toBe('Ada has this in hand.');
    expect(detailOf({ detail: 'Sign in.' })).toBe('Sign in.');
    expect(detailOf({})).toBeUndefined();
    expect(detailOf('text')).toBeUndefined();
  });

  it('tell what a bulk action did; what is malformed is left out', () => {
    const body = { done: ['a', 1], refused: [{ id: 'b', why: 'late' }, { id: 'c' }, null] };
    expect(readBulk(body)).toEqual({ done: ['a'], refused: [{ id: 'b', why: 'late' }] });
    expect(readBulk(null)).toEqual({ done: [], refused: [] });
  });
});

describe('changes', () => {
  function recorded() {
    const log: string[] = [];
    const tasks = createTasks(async () => {
      log.push('renew');
    });
    const add = (name: string, outcome: Outcome, needsFresh = false) => {
      const task: Task = {
        needsFresh,
        send: async () => {
          log.push(name);
          return outcome;
        },
        done: () => log.push(`${name} done`),
        failed: (_failure, dropped) => log.push(`${name} failed, ${dropped} dropped`),
        dropped: () => log.push(`${name} dropped`),
      };
      return tasks.add(task);
    };
    return { log, add, tasks };
  }
  const done: Outcome = { kind: 'done', body: undefined };

  it('are made one after another, and the page is read once after the last', async () => {
    const { log, add, tasks } = recorded();
    const all = Promise.all([add('a', done), add('b', done)]);
    expect(tasks.busy()).toBe(true);
    await all;
    expect(log).toEqual(['a', 'a done', 'b', 'b done', 'renew']);
    expect(tasks.busy()).toBe(false);
  });

  it('wait for the page as it is after the one before, where they need it', async () => {
    const { log, add } = recorded();
    await Promise.all([add('a', done), add('b', done, true)]);
    expect(log).toEqual(['a', 'a done', 'renew', 'b', 'b done', 'renew']);
  });

  it('after one that failed are not made, and each is told so', async () => {
    const { log, add } = recorded();
    await Promise.all([add('a', { kind: 'conflict', detail: 'x' }), add('b', done), add('c', done)]);
    expect(log).toEqual(['a', 'b dropped', 'c dropped', 'renew', 'a failed, 2 dropped']);
    await add('d', done);
    expect(log.slice(-3)).toEqual(['d', 'd done', 'renew']);
  });
});
