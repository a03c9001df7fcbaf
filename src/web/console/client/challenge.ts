import { type Changes, createChanges } from './challenge-changes.js';
import { createForms, type Forms } from './challenge-forms.js';
import { createDesk, type Desk } from './desk.js';
import { createDialogs, type Dialogs } from './dialogs.js';
import { all, here } from './dom.js';
import { listenToKeys } from './keyboard.js';
import { step } from './rows.js';
import type { Speaker } from './say.js';
import { createTasks } from './tasks.js';
import { watch } from './watch.js';

const SAID = 'said';

/** Brings the page of a challenge to life. */
export function startChallenge(challengeId: string, speaker: Speaker): void {
  const desk = createDesk(challengeId, speaker);
  const tasks = createTasks(() => desk.renew());
  const changes = createChanges(desk, tasks, speaker);
  const dialogs = createDialogs({ afterClose: () => restoreFocus(desk) });
  const forms = createForms({
    desk,
    dialogs,
    changes,
    speaker,
    idle: tasks.idle,
    reject: (matchId, more) => decide(matchId, 'reject', more),
    finished: (words) => goOn(desk, words),
  });

  /** The cursor goes on at once; what was decided follows. */
  function decide(
    matchId: string,
    decision: 'approve' | 'reject' | 'reset',
    more?: { reason: string; note: string },
  ): void {
    changes.decide(matchId, decision, more);
    if (decision === 'reset') return;
    const next = desk.nextOpen();
    if (next !== undefined) desk.choose(next);
    else document.getElementById('act-publish')?.focus();
  }

  const commands = commandsOf({ desk, changes, dialogs, forms, speaker, decide });
  listenToKeys({
    page: 'challenge',
    speaker,
    dialog: dialogs.isOpen,
    run: (command) => commands[command]?.(),
  });
  document.getElementById('match-rows')?.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (row === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    desk.choose(row.dataset.row);
  });
  watch({
    speaker,
    async renew({ about, by }) {
      const own = about.has(challengeId);
      const fresh = await desk.renew(own ? { by } : { queueBy: by });
      if (own && by !== undefined && typeof fresh !== 'string') forms.changedBy(by);
      return fresh;
    },
  });
  welcome(desk, speaker);
}

interface CommandDeps {
  desk: Desk;
  changes: Changes;
  dialogs: Dialogs;
  forms: Forms;
  speaker: Speaker;
  decide: (matchId: string, decision: 'approve' | 'reject' | 'reset') => void;
}

function commandsOf(deps: CommandDeps): Record<string, () => void> {
  const { desk, changes, dialogs, forms, speaker, decide } = deps;
  /** Only what the page offers can be done: the button is there. */
  const offered = (name: string, run: () => void) => () => {
    if (document.querySelector(`[data-act="${name}"]`) !== null) run();
  };
  const withMatch = (name: string, run: (matchId: string) => void) =>
    offered(name, () => {
      const id = desk.chosen();
      if (id === undefined) speaker.refuse('noMatch');
      else run(id);
    });
  return {
    next: () => desk.choose(desk.stepFrom(1)),
    previous: () => desk.choose(desk.stepFrom(-1)),
    'next-challenge': () => open(desk, speaker, 1),
    'previous-challenge': () => open(desk, speaker, -1),
    back: () => document.getElementById('back')?.click(),
    approve: withMatch('approve', (id) => decide(id, 'approve')),
    reject: withMatch('reject', (id) => forms.reject(id)),
    reset: withMatch('reset', (id) => decide(id, 'reset')),
    up: withMatch('up', (id) => changes.move(id, -1)),
    down: withMatch('down', (id) => changes.move(id, 1)),
    edit: withMatch('edit', (id) => forms.edit(id)),
    undo: () => {
      if (document.getElementById('act-undo') === null) speaker.refuse('nothingToUndo');
      else changes.undo();
    },
    note: offered('note', () => forms.note()),
    add: offered('add', () => forms.add()),
    claim: offered('claim', () => changes.claim()),
    assign: () => dialogs.open('assign'),
    message: () => dialogs.open('message'),
    end: () => {
      // What can be ended cannot be reopened, but for what is published: there `d` closes.
      if (document.getElementById('act-end') !== null) forms.end();
      else if (document.getElementById('act-reopen') !== null) changes.reopen();
    },
    reopen: () => changes.reopen(),
    publish: offered('publish', () => forms.publish()),
    'approve-answer': () => changes.approveAnswer(),
    'new-order': () => void desk.renew().then(() => desk.choose(desk.chosen())),
    fresh: () =>
      void desk.renew({ queueOrder: 'theirs' }).then(() => desk.queue.rows()[0]?.querySelector('a')?.focus()),
    keys: () => dialogs.open('keys'),
  };
}

/** Opens the challenge a step from this one in the queue. */
function open(desk: Desk, speaker: Speaker, by: 1 | -1): void {
  const ids = desk.queue.ids();
  const at = ids.indexOf(desk.challengeId);
  const next = at < 0 ? ids[0] : step(ids, desk.challengeId, by);
  if (next === undefined || next === desk.challengeId) speaker.refuse('noNext');
  else desk.queue.link(next)?.click();
}

/** After a challenge has left the queue: the next challenge of the queue, or the queue where there is none; what was done is said there. */
function goOn(desk: Desk, words: string): void {
  here.set(SAID, words);
  const rows = desk.queue.rows();
  const at = rows.findIndex((row) => row.dataset.row === desk.challengeId);
  const waiting = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].find(
    (row) => !row.classList.contains('row-gone'),
  );
  const link = waiting?.querySelector<HTMLAnchorElement>('a') ?? document.getElementById('back');
  if (link instanceof HTMLAnchorElement) location.assign(link.href);
}

/** Says what was done on the page before, and puts the focus where work goes on. */
function welcome(desk: Desk, speaker: Speaker): void {
  const said = here.get(SAID);
  if (said === undefined) return;
  here.set(SAID, undefined);
  document.getElementById('title')?.focus();
  speaker.tell(said);
  desk.queue.link(desk.challengeId)?.scrollIntoView({ block: 'nearest' });
}

/** When a dialog closes on something that is no longer there, work goes on at the chosen match. */
function restoreFocus(desk: Desk): void {
  const focused = document.activeElement;
  if (focused !== null && focused !== document.body) return;
  const id = desk.chosen();
  const link = id === undefined ? undefined : desk.matches.link(id);
  (link ?? all('#title')[0])?.focus();
}
