import type { Drill } from './run.js';

/** Everything that must not be, in words; nothing where all is well. */
export function faultsOf(drill: Drill): string[] {
  const { submissions, edits, matches, index, queue, pending, unasked, answers } = drill;
  const numbers: [number, string][] = [
    [submissions.lost, 'acknowledged submissions are lost'],
    [submissions.twice, 'submissions are there more than once'],
    [submissions.unmatched, 'submissions have no matches'],
    [
      submissions.acknowledged - submissions.opened,
      'acknowledged submissions cannot be opened by their link',
    ],
    [edits.lost, 'acknowledged edits are not in the record exactly once'],
    [edits.twice, 'edits were made more than once'],
    [edits.overwritten, 'entries say something older than what was acknowledged last'],
    [edits.notFound, 'entries are not found by their last text'],
    [edits.addedLost, 'acknowledged entries are lost'],
    [edits.addedTwice, 'entries were added more than once'],
    [matches.empty, 'matches were answered with nothing'],
    [index.missing, 'entries are missing in the index'],
    [index.extra, 'entries are in the index but not in the catalogue'],
    [index.stale, 'entries are in the index as they were before'],
    [index.mislisted, 'entries are not listed by search as they are in the catalogue'],
    [queue.waiting + queue.active + queue.delayed, 'jobs are stuck'],
    [queue.dead, 'jobs are dead'],
    [pending.changes, 'changes never came to the queue'],
    [pending.mails, 'mails were never sent'],
    [pending.mailsRefused, 'mails were refused'],
    [unasked.filter(({ expected }) => !expected).length, 'processes ended by themselves'],
    [unexpected(answers), 'requests were answered with a status that is no answer to a fault'],
  ];
  return numbers.filter(([count]) => count !== 0).map(([count, what]) => `${count} ${what}`);
}

/** What a client is told while a part is away, or where another was faster; 0: nothing at all. */
const EXPECTED = new Set([0, 200, 201, 409, 503]);

function unexpected(answers: Drill['answers']): number {
  return [...answers.values()]
    .flatMap((byStatus) => [...byStatus])
    .filter(([status]) => !EXPECTED.has(status))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** The counts, as people read them. */
export function reportOf(drill: Drill): string[] {
  const { plan, faultSeconds, settleSeconds, submissions, edits, matches, index, queue, pending } = drill;
  const { unasked, answers } = drill;
  const struck = [...new Set(plan.map(({ target }) => target))].map((target) => {
    const faults = plan.filter((fault) => fault.target === target);
    const kills = faults.filter(({ kind }) => kind === 'kill').length;
    return `${target} ${kills} + ${faults.length - kills}`;
  });
  const refused = unasked.filter(({ expected }) => expected).length;
  const byKind = [...answers].map(([kind, byStatus]) => {
    const counts = [...byStatus].sort(([a], [b]) => a - b);
    return `${kind} ${counts.map(([status, count]) => `${status === 0 ? 'none' : status}: ${count}`).join(', ')}`;
  });
  return [
    `${plan.length} faults in ${faultSeconds.toFixed(0)} s (kills + freezes): ${struck.join(', ')}`,
    `settled ${settleSeconds.toFixed(0)} s after the load; ${refused} starts gave up while something they need was away`,
    `submissions: ${submissions.sent} sent, ${submissions.repeated} of them repeatedly; ${submissions.acknowledged} acknowledged, ${submissions.lost} lost, ${submissions.twice} twice, ${submissions.unmatched} without matches; ${submissions.unacknowledged} not acknowledged, of which ${submissions.unacknowledgedThere} are there`,
    `edits of ${edits.entries} entries: ${edits.sent} sent, ${edits.acknowledged} acknowledged, ${edits.lost} lost, ${edits.twice} twice, ${edits.overwritten} entries older than acknowledged, ${edits.notFound} not found`,
    `added entries: ${edits.added} sent, ${edits.addedAcknowledged} acknowledged, ${edits.addedLost} lost, ${edits.addedTwice} twice`,
    `matches: ${matches.asked} asked, ${matches.answered} answered, ${matches.empty} with nothing`,
    `index: ${index.entries} entries in the database; ${index.missing} missing, ${index.stale} stale, ${index.extra} too many, ${index.mislisted} mislisted`,
    `queue: ${queue.waiting} waiting, ${queue.active} active, ${queue.delayed} delayed, ${queue.dead} dead; ${pending.changes} changes not on it; mails: ${pending.mails} not sent, ${pending.mailsRefused} refused`,
    `answers: ${byKind.join('; ')}`,
    ...unasked
      .filter(({ expected }) => !expected)
      .map(
        ({ exit }) =>
          `${exit.part} ended by itself with ${exit.code ?? exit.signal}, ${exit.wasReady ? 'while it worked' : 'while it started'}`,
      ),
  ];
}
