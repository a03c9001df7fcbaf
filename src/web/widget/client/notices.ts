import type { Failure } from './api.js';
import type { Context } from './context.js';
import { h, on, siteLink } from './dom.js';
import type { Waiting } from './runner.js';

/** What to do about it is in the hands of the reader: trying once more may help. */
const AGAIN = new Set(['offline', 'unreachable', 'timed-out', 'unavailable', 'rate-limited', 'other']);

/** That a search is under way: the place of what will come, and words. */
export function searchingNotice(ctx: Context, how: Waiting, places: number): HTMLElement {
  const { m } = ctx.words;
  const words = how === 'slow' ? m.slow : m.searching;
  ctx.say(words);
  const lines = () =>
    h('div', { class: 'ghost', 'aria-hidden': 'true' }, h('span', {}), h('span', {}), h('span', {}));
  return h(
    'div',
    { class: 'searching' },
    h('p', { class: 'muted' }, words),
    ...Array.from({ length: places }, lines),
  );
}

/** The reader's words for what went wrong. */
function wordsFor(ctx: Context, failure: Failure): string {
  const { m } = ctx.words;
  const { code } = failure;
  if (code === 'offline' || code === 'unreachable') return m[code];
  const problems: Record<string, string> = m.problems;
  return problems[code] ?? m.problems.other;
}

/**
 * What went wrong, whether trying again may help, and the way to the site.
 * @param address Page of the site that does what could not be done here.
 */
export function failedNotice(
  ctx: Context,
  failure: Failure,
  again: () => void,
  address: string,
): HTMLElement {
  const { m, count, fill } = ctx.words;
  const words = wordsFor(ctx, failure);
  const known = failure.code in m.problems || failure.code === 'offline' || failure.code === 'unreachable';
  const helps = AGAIN.has(failure.code) || !known;
  const wait = failure.code === 'rate-limited' ? failure.wait : undefined;
  ctx.say(words);
  const button = on(h('button', { type: 'button', class: 'button plain-button', part: 'button' }, m.retry), {
    click: again,
  });
  return h(
    'div',
    { class: 'notice', part: 'notice', 'data-problem': failure.code },
    h('p', {}, words, wait !== undefined && ` ${count(m.wait, wait)}`),
    failure.requestId !== undefined &&
      h('p', { class: 'small muted' }, fill(m.number, { id: failure.requestId })),
    h(
      'p',
      { class: 'line' },
      helps && button,
      failure.code !== 'offline' && siteLink(address, m.onSite, m.newTab),
    ),
  );
}
