import type { WidgetMatchResponse, WidgetSearchResponse } from '../../../partners/widget-contract.js';
import type { Statement } from './api.js';
import { type Context, onSite } from './context.js';
import { focusOn, h, on } from './dom.js';
import { createFilters } from './filters.js';
import { append, removeAttribute, replaceChildren, scrollIntoView, setAttribute } from './natives.js';
import { failedNotice, searchingNotice } from './notices.js';
import { foundWords, matchAnswer, searchCards, searchHead } from './results.js';
import { createRunner } from './runner.js';

/** What was asked: words, or a challenge. */
export type Asked = { words: string } | Statement;

/** The part below the forms: what was found, what is under way, what went wrong. */
export interface Answers {
  element: HTMLElement;
  /** What is on show, or under way. */
  asked(): Asked | undefined;
  /** @param kept The answer, where it is at hand. */
  search(words: string): void;
  match(statement: Statement, focusAnswer: boolean): void;
  clear(): void;
  pause(): void;
  resume(): void;
  stop(): void;
}

interface Around {
  root: ShadowRoot;
  /** Called as soon as something else is asked. */
  begun(): void;
  /** Called when there is an answer to a search. */
  found(): void;
  /** The form for challenges with these words. */
  describe(words: string): void;
  /** Whether the focus is on the form for challenges. */
  isAtChallenge(): boolean;
}

export function createAnswers(ctx: Context, around: Around): Answers {
  const { m, count } = ctx.words;
  const { root } = around;
  const results = h('div', { class: 'results', part: 'results', tabindex: '-1' });
  const head = h('div', { class: 'head' });
  const cards = h('ol', { class: 'cards' });
  const foot = h('div', { class: 'more' });
  const filters = createFilters(ctx, () => ask(asked !== undefined && 'words' in asked ? asked.words : ''));
  let asked: Asked | undefined;
  /** Where it is told how the search stands. */
  let place = results;
  const asking = createRunner({
    waiting(how) {
      setAttribute(results, 'aria-busy', 'true');
      const isBeside = place === foot || (cards.isConnected && cards.children.length > 0);
      show(searchingNotice(ctx, how, isBeside ? 0 : 3), true);
    },
    failed: (failure, again) => show(failedNotice(ctx, failure, again, sitePage()), false),
  });

  /** What is told while there is no answer, or none at all; cards stay while others may come. */
  function show(notice: HTMLElement, comes: boolean): void {
    if (place === foot) swap(foot, notice);
    else swap(cards.isConnected && comes ? head : results, notice);
  }

  /** Puts others in place of what is there: a focus that was on them goes to the results as a whole. */
  function swap(box: HTMLElement, ...nodes: Node[]): void {
    const inside = box.contains(root.activeElement);
    replaceChildren(box, ...nodes);
    if (inside && !box.contains(root.activeElement)) focusOn(results);
  }

  /** The page of the site that answers what was asked. */
  function sitePage(): string {
    if (asked === undefined || !('words' in asked)) return onSite(ctx, '/');
    const { sector, country } = ctx.settings;
    const query = new URLSearchParams([
      ['q', asked.words],
      ...sector.map((one) => ['sector', one]),
      ...country.map((one) => ['country', one]),
    ]);
    return onSite(ctx, `/search?${query}`);
  }

  function begin(what: Asked): void {
    around.begun();
    asked = what;
    place = results;
  }

  /** With the filters as they are chosen. */
  function ask(words: string): void {
    begin({ words });
    asking.run(
      (signal) => ctx.api.search({ words, chosen: filters.chosen() }, signal),
      (answer) => {
        const said = foundWords(ctx, answer.total, words);
        around.found();
        filters.show(answer);
        swap(head, ...searchHead(ctx, answer, words, () => around.describe(words)));
        swap(cards, ...searchCards(ctx, answer));
        setAttribute(cards, 'aria-label', said);
        cards.hidden = answer.total === 0;
        showMore(words, answer);
        if (!cards.isConnected) swap(results, head, filters.element, cards, foot);
        done(said, { mode: 'search', text: words, total: answer.total });
      },
    );
  }

  function showMore(words: string, answer: WidgetSearchResponse): void {
    swap(foot);
    const { nextCursor } = answer;
    if (nextCursor === undefined) return;
    const more = () => {
      place = foot;
      asking.run(
        (signal) => ctx.api.search({ words, chosen: filters.chosen(), cursor: nextCursor }, signal),
        (next) => {
          const added = searchCards(ctx, next);
          append(cards, ...added);
          showMore(words, next);
          if (root.activeElement === results) focusOn(added[0]?.querySelector('a') ?? undefined);
          done(count(m.results, answer.total));
        },
      );
    };
    const button = h('button', { type: 'button', class: 'button plain-button', part: 'button' }, m.more);
    append(foot, on(button, { click: more }));
  }

  function match(statement: Statement, focusAnswer: boolean): void {
    begin(statement);
    swap(results);
    asking.run(
      (signal) => ctx.api.match(statement, signal),
      (answer: WidgetMatchResponse) => {
        const { nodes, words } = matchAnswer(ctx, answer, statement);
        swap(results, ...nodes);
        const { confident } = answer;
        done(words, {
          mode: 'challenge',
          text: statement.statement,
          total: answer.results.length,
          confident,
        });
        const heading = results.querySelector<HTMLElement>('.heading');
        // Whoever went elsewhere meanwhile is left there.
        const waits = root.activeElement === results || around.isAtChallenge();
        if (!focusAnswer || heading === null || !waits) return;
        focusOn(heading);
        scrollIntoView(heading, { block: 'nearest' });
      },
    );
  }

  function done(said: string, detail?: object): void {
    removeAttribute(results, 'aria-busy');
    ctx.say(said);
    if (detail !== undefined) ctx.emit('search', detail);
  }

  return {
    element: results,
    asked: () => asked,
    search(words) {
      filters.clear();
      ask(words);
    },
    match,
    clear() {
      asking.stop();
      around.begun();
      asked = undefined;
      swap(results);
      ctx.say('');
    },
    pause: asking.pause,
    resume: asking.resume,
    stop: asking.stop,
  };
}
