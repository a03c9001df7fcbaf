import { type Outcome, send } from './api.js';
import type { Desk } from './desk.js';
import { numberOf } from './dom.js';
import { moved } from './rows.js';
import type { Speaker, WordKey } from './say.js';
import type { Tasks } from './tasks.js';

type Failure = Exclude<Outcome, { kind: 'done' }>;
type Method = Parameters<typeof send>[0];

/** Says why something was not saved. */
function sayFailure(speaker: Speaker, failure: Failure, dropped = 0): void {
  const also = dropped > 0 ? ` ${speaker.word('dropped', { count: dropped })}` : '';
  speaker.refuse(...failureWords(failure, also));
}

/** Why something was not saved, for a dialog that stays open. */
export function failureText(speaker: Speaker, failure: Failure): string {
  return speaker.word(...failureWords(failure, ''));
}

function failureWords(failure: Failure, also: string): [WordKey, { detail: string }] {
  const detail = ('detail' in failure ? failure.detail : '') + also;
  const words = {
    conflict: 'conflict',
    refused: 'refused',
    offline: 'offline',
    'signed-out': 'signedOut',
  } as const;
  return [words[failure.kind], { detail }];
}

/** What came of a change for a dialog. */
export interface Made {
  /** Why it was not saved, where it was not. */
  problem: string | undefined;
  /** Resolves when the page shows it. */
  shown: Promise<void>;
}

/** What can be done to a challenge. Changes are made one after another. */
export interface Changes {
  decide(
    matchId: string,
    decision: 'approve' | 'reject' | 'reset',
    more?: { reason: string; note: string },
  ): void;
  move(matchId: string, by: 1 | -1): void;
  undo(): void;
  claim(): void;
  reopen(): void;
  approveAnswer(): void;
  /** For a dialog: makes a change. Resolves when it is saved or not; the page may show it a moment later. */
  make(
    method: Method,
    what: string,
    body: unknown,
    done: WordKey,
    values?: Record<string, string>,
  ): Promise<Made>;
}

const head = () => document.getElementById('head');
/** Version of the challenge as it is shown. */
export const shownVersion = () => numberOf(head(), 'version');

export function createChanges(desk: Desk, tasks: Tasks, speaker: Speaker): Changes {
  const path = `/v1/review/challenges/${encodeURIComponent(desk.challengeId)}`;

  /** A change of the whole challenge, said when it is done. */
  function simply(method: Method, what: () => string, body: () => unknown, done: () => WordKey): void {
    void tasks.add({
      needsFresh: true,
      send: () => send(method, path + what(), body()),
      done: () => speaker.say(done()),
      failed: (failure, dropped) => sayFailure(speaker, failure, dropped),
    });
  }

  const atVersion = (what: string, done: WordKey) =>
    simply(
      'POST',
      () => what,
      () => ({ version: shownVersion() }),
      () => done,
    );

  return {
    decide(matchId, decision, more) {
      const status = { approve: 'approved', reject: 'rejected', reset: 'proposed' } as const;
      const said = { approve: 'approved', reject: 'rejected', reset: 'reset' } as const;
      const title = desk.title(matchId);
      // Decided twice in a row: the second rests on the version after the first.
      const needsFresh = desk.matches.row(matchId)?.dataset.pending !== undefined;
      const pending = desk.pending(matchId, status[decision]);
      void tasks.add({
        needsFresh,
        send: async () => {
          const version = numberOf(desk.matches.row(matchId), 'version');
          const decisions = [{ matchId, version, decision, ...more }];
          const outcome = await send('POST', `${path}/decisions`, { decisions });
          if (outcome.kind === 'done') pending.saved();
          else pending.failed();
          return outcome;
        },
        dropped: () => pending.failed(),
        done: () => speaker.say(said[decision], { title }),
        failed(failure, dropped) {
          desk.choose(matchId);
          sayFailure(speaker, failure, dropped);
        },
      });
    },
    move(matchId, by) {
      const row = desk.matches.row(matchId);
      if (row?.dataset.status === 'rejected') return speaker.refuse('rejectFirst');
      const order = () =>
        moved(
          desk.matches.ids().filter((id) => desk.matches.row(id)?.dataset.status !== 'rejected'),
          matchId,
          by,
        );
      if (!tasks.busy() && order() === undefined) return speaker.refuse(by === 1 ? 'last' : 'first');
      void tasks.add({
        needsFresh: true,
        send: async () => {
          const matchIds = order();
          if (matchIds === undefined) return { kind: 'done', body: undefined };
          return send('PUT', `${path}/order`, { version: shownVersion(), matchIds });
        },
        done: () => {
          const position = (order()?.indexOf(matchId) ?? 0) + 1;
          speaker.say('moved', { title: desk.title(matchId), position });
        },
        failed: (failure, dropped) => sayFailure(speaker, failure, dropped),
      });
    },
    undo() {
      const before = new Map(desk.matches.rows().map((row) => [row.dataset.row ?? '', row.dataset.version]));
      void tasks
        .add({
          needsFresh: true,
          send: () => send('POST', `${path}/undo`),
          done: () => speaker.say('undone'),
          failed: (failure, dropped) => sayFailure(speaker, failure, dropped),
        })
        .then(() => {
          const changed = desk.matches
            .rows()
            .find((row) => before.get(row.dataset.row ?? '') !== row.dataset.version);
          if (changed !== undefined) desk.choose(changed.dataset.row);
        });
    },
    claim() {
      // Whose it is may change with the changes before.
      const mine = () => head()?.dataset.mine !== undefined;
      let what: 'claim' | 'release' = 'claim';
      simply(
        'POST',
        () => {
          what = mine() ? 'release' : 'claim';
          return `/${what}`;
        },
        () => undefined,
        () => (what === 'claim' ? 'claimed' : 'released'),
      );
    },
    reopen: () => atVersion('/reopen', 'reopened'),
    approveAnswer: () => atVersion('/approve', 'answerApproved'),
    make(method, what, body, done, values) {
      return new Promise((resolve) => {
        const shown = tasks.add({
          needsFresh: false,
          send: () => send(method, path + what, body),
          done() {
            speaker.say(done, values);
            resolve({ problem: undefined, shown });
          },
          failed: (failure) => resolve({ problem: failureText(speaker, failure), shown }),
        });
      });
    },
  };
}
