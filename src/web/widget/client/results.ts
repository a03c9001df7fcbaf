import type { WidgetMatchResponse, WidgetSearchResponse } from '../../../partners/widget-contract.js';
import type { Statement } from './api.js';
import { hitCard, matchCard } from './cards.js';
import { type Context, onSite } from './context.js';
import { focusOn, h, on, siteLink } from './dom.js';
import { append } from './natives.js';

/** Matches at first; the rest is shown when asked for. */
const FIRST_SHOWN = 5;

const heading = (text: string) => h('h2', { class: 'heading', part: 'heading', tabindex: '-1' }, text);

/** The words that stand above the entries found, and are said to those who listen. */
export function foundWords({ words: { m, count, fill } }: Context, total: number, words: string): string {
  if (total === 0) return words === '' ? m.none : fill(m.noneFor, { words });
  return words === '' ? count(m.results, total) : count(m.resultsFor, total, { words });
}

/** The heading of a search's answer; and, where it is empty, what can be tried. */
export function searchHead(
  ctx: Context,
  answer: WidgetSearchResponse,
  words: string,
  describe: () => void,
): Node[] {
  const { m } = ctx.words;
  const head = heading(foundWords(ctx, answer.total, words));
  if (answer.total > 0) return [head, ...degraded(ctx, answer.degraded)];
  const button = h(
    'button',
    { type: 'button', class: 'button plain-button', part: 'button' },
    m.noneChallenge,
  );
  return [
    h(
      'div',
      { class: 'notice', part: 'notice' },
      head,
      h('p', {}, m.noneHint),
      h(
        'p',
        { class: 'line' },
        on(button, { click: describe }),
        siteLink(onSite(ctx, '/search'), m.onSite, m.newTab),
      ),
    ),
  ];
}

/** The cards of a search's answer. */
export function searchCards(ctx: Context, answer: WidgetSearchResponse): HTMLElement[] {
  return answer.hits.map((hit) => hitCard(ctx, hit, answer.labels.sector ?? {}));
}

function degraded(ctx: Context, away: true | undefined): Node[] {
  return away === true ? [h('p', { class: 'small warn' }, ctx.words.m.degraded)] : [];
}

/** The answer to a challenge: matches with their reasons, or that nothing fits. */
export function matchAnswer(
  ctx: Context,
  answer: WidgetMatchResponse,
  asked: Statement,
): { nodes: Node[]; words: string } {
  const { m, count } = ctx.words;
  const fits = answer.confident && answer.results.length > 0;
  const words = fits ? count(m.matches, answer.results.length) : m.nothing;
  const cards = answer.results.map((result) => matchCard(ctx, result, answer.confident));
  const list = h(
    'ol',
    { class: 'cards', 'aria-label': fits ? words : m.nearest },
    ...cards.slice(0, FIRST_SHOWN),
  );
  const read = readAs(ctx, answer);
  if (fits)
    return {
      words,
      nodes: [
        heading(words),
        ...read,
        ...degraded(ctx, answer.degraded),
        list,
        ...moreOf(ctx, list, cards.slice(FIRST_SHOWN)),
        handOver(ctx, asked),
      ],
    };
  const notice = h(
    'div',
    { class: 'notice', part: 'notice' },
    heading(words),
    h('p', {}, m.nothingLead),
    ...read,
    h('p', {}, m.nothingTry),
    ...degraded(ctx, answer.degraded),
    handOver(ctx, asked),
  );
  return {
    words,
    nodes:
      cards.length === 0
        ? [notice]
        : [notice, h('h2', { class: 'nearest', part: 'heading' }, m.nearest), list],
  };
}

/** A button that shows the rest of a list. */
function moreOf(ctx: Context, list: HTMLElement, rest: HTMLElement[]): Node[] {
  if (rest.length === 0) return [];
  const button = h(
    'button',
    { type: 'button', class: 'button plain-button', part: 'button' },
    ctx.words.m.more,
  );
  const box = h('p', { class: 'more' }, button);
  on(button, {
    click: () => {
      append(list, ...rest);
      focusOn(rest[0]?.querySelector('a') ?? undefined);
      box.hidden = true;
    },
  });
  return [box];
}

/** What the statement was taken to be about, and how mistyped words were read. */
function readAs({ words: { m, fill } }: Context, { concepts, corrected = [] }: WidgetMatchResponse): Node[] {
  const line = (pattern: string, items: string[]) =>
    items.length === 0 ? [] : [h('p', { class: 'muted' }, fill(pattern, { list: items.join(', ') }))];
  return [
    ...line(
      m.understood,
      concepts.map(({ label }) => label),
    ),
    ...line(
      m.corrected,
      corrected.map(({ to }) => to),
    ),
  ];
}

/** From an answer to a person: the form for challenges, filled in. What was typed stays out of any server's log. */
function handOver(ctx: Context, { statement, country, population }: Statement): HTMLElement {
  const { m } = ctx.words;
  const values = new URLSearchParams({ statement });
  if (country !== undefined) values.set('country', country);
  if (population !== undefined) values.set('population', String(population));
  const address = `${onSite(ctx, '/challenges/new')}#${values}`;
  const link = siteLink(address, m.send, m.newTab, { class: 'button', part: 'hand-over' });
  on(link, {
    click: (event) => {
      if (ctx.emit('submit', { statement, country, population, address }, true)) ctx.api.count('hand-over');
      else event.preventDefault();
    },
  });
  return h('div', { class: 'send' }, link, h('p', { class: 'hint' }, m.sendHint));
}
