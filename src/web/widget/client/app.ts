import type { WidgetMatchResponse, WidgetSearchResponse } from '../../../partners/widget-contract.js';
import { type Answer, createApi, type Statement } from './api.js';
import { type ChallengeValues, createChallengeForm } from './challenge.js';
import { createCombobox } from './combobox.js';
import { type Context, onSite } from './context.js';
import { createDetails } from './details.js';
import { focusOn, h, on, siteLink } from './dom.js';
import { createFilters } from './filters.js';
import {
  append,
  appendToRoot,
  dispatch,
  removeAttribute,
  replaceChildren,
  scrollIntoView,
  setAttribute,
} from './natives.js';
import { failedNotice, searchingNotice } from './notices.js';
import { foundWords, matchAnswer, searchCards, searchHead } from './results.js';
import { createRunner } from './runner.js';
import type { Settings } from './settings.js';
import { chooseLanguage, wordsIn } from './words.js';

type Mode = Settings['mode'];

/** What a reader has typed, and what they were shown: kept when the attributes of the element change. */
export interface Draft {
  mode: Mode;
  words: string;
  values: ChallengeValues;
  /** What is on show. */
  asked?: { words: string } | Statement | undefined;
  /** Id of the control in use. */
  focused?: string | undefined;
}

/** One widget at work. */
export interface App {
  draft(): Draft;
  setMode(mode: Mode): void;
  /** Ends what is under way; `resume` asks it again. */
  pause(): void;
  resume(): void;
  stop(): void;
}

const TYPING_PAUSE = 200;
const SHORTEST = 2;

export function createApp(
  host: HTMLElement,
  root: ShadowRoot,
  settings: Settings,
  name: string,
  draft?: Draft,
): App {
  const words = wordsIn(chooseLanguage(...settings.languages));
  const { m } = words;
  const api = createApi(settings, words.language);
  const status = h('div', { class: 'away', role: 'status' });
  const ctx: Context = {
    ...{ words, settings, api },
    say: (text) => {
      status.textContent = text;
    },
    emit: (event, detail, cancelable = false) =>
      dispatch(
        host,
        new CustomEvent(`citymatch:${event}`, { bubbles: true, composed: true, cancelable, detail }),
      ),
    open(entry, from) {
      const { id, kind, title, page } = entry;
      if (!ctx.emit('select', { id, kind, title, page: onSite(ctx, page) }, true)) return;
      api.count('select');
      if (details.element.hidden) cameFrom = from;
      results.hidden = true;
      details.open(entry, asked === undefined ? m.backToSearch : m.back);
    },
  };

  let mode: Mode = draft?.mode ?? settings.mode;
  let asked: Draft['asked'];
  let cameFrom: HTMLElement | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;
  /** The newest answer while typing: Enter shows it without asking again. */
  let atHand: { words: string; answer: WidgetSearchResponse } | undefined;

  const head = h('div', { class: 'head' });
  const cards = h('ol', { class: 'cards' });
  const foot = h('div', { class: 'more' });
  const filters = createFilters(ctx, () =>
    search(asked !== undefined && 'words' in asked ? asked.words : '', true),
  );
  const results = h('div', { class: 'results', part: 'results', tabindex: '-1' });
  const details = createDetails(ctx, closeDetails);
  const combobox = createCombobox(ctx, {
    typed,
    submit: (text) => search(text, false),
    pick: ({ id, kind, title, language, page }) =>
      ctx.open({ id, kind, title, language, page }, comboInput()),
  });
  const challenge = createChallengeForm(ctx, (statement) => match(statement, true));
  const buttons = (['search', 'challenge'] as const).map((one) =>
    on(h('button', { type: 'button', class: 'mode', part: 'mode', id: `mode-${one}` }, m[one]), {
      click: () => setMode(one),
    }),
  );
  const suggesting = createRunner({ waiting: () => {}, failed: () => {} });
  let place: HTMLElement = results;
  const asking = createRunner({
    waiting: (how) => {
      setAttribute(results, 'aria-busy', 'true');
      const around =
        place === foot || (asked !== undefined && cards.isConnected && cards.children.length > 0);
      show(searchingNotice(ctx, how, around ? 0 : 3));
    },
    failed: (failure, again) => show(failedNotice(ctx, failure, again, siteAddress())),
  });

  /** What is told while there is no answer, or none at all. */
  function show(notice: HTMLElement): void {
    if (place === foot) swap(foot, notice);
    else if (cards.isConnected && !notice.part.contains('notice')) swap(head, notice);
    else swap(results, notice);
  }

  /** Puts others in place of what is there: a focus that was on them goes to the results as a whole. */
  function swap(box: HTMLElement, ...nodes: Node[]): void {
    const inside = box.contains(root.activeElement);
    replaceChildren(box, ...nodes);
    if (inside && !box.contains(root.activeElement)) focusOn(results);
  }

  function siteAddress(): string {
    if (asked !== undefined && 'words' in asked) {
      const query = new URLSearchParams([
        ['q', asked.words],
        ...settings.sector.map((one) => ['sector', one]),
        ...settings.country.map((one) => ['country', one]),
      ]);
      return onSite(ctx, `/search?${query}`);
    }
    return onSite(ctx, '/');
  }

  const comboInput = () => combobox.form.querySelector('input') ?? host;

  function typed(text: string): void {
    clearTimeout(typing);
    suggesting.stop();
    const wanted = text.trim();
    if (wanted.length < SHORTEST) return;
    typing = setTimeout(() => {
      suggesting.run(
        (signal) => api.search({ words: wanted, chosen: {} }, signal),
        (answer) => {
          atHand = { words: wanted, answer };
          if (root.activeElement === comboInput()) combobox.suggest(answer.hits);
        },
      );
    }, TYPING_PAUSE);
  }

  function begin(): void {
    clearTimeout(typing);
    suggesting.stop();
    details.stop();
    details.element.hidden = true;
    results.hidden = false;
    place = results;
  }

  function search(text: string, filtered: boolean): void {
    begin();
    asked = { words: text };
    if (!filtered) filters.clear();
    const kept = atHand?.words === text && !filtered ? atHand.answer : undefined;
    asking.run(
      (signal): Promise<Answer<WidgetSearchResponse>> =>
        kept === undefined
          ? api.search({ words: text, chosen: filters.chosen() }, signal)
          : Promise.resolve({ value: kept }),
      (answer) => {
        combobox.close();
        filters.show(answer);
        swap(head, ...searchHead(ctx, answer, text, () => describe(text)));
        swap(cards, ...searchCards(ctx, answer));
        setAttribute(cards, 'aria-label', foundWords(ctx, answer.total, text));
        cards.hidden = answer.total === 0;
        showMore(text, answer);
        if (!cards.isConnected) swap(results, head, filters.element, cards, foot);
        done(foundWords(ctx, answer.total, text), { mode: 'search', text, total: answer.total });
      },
    );
  }

  function showMore(text: string, answer: WidgetSearchResponse): void {
    swap(foot);
    const { nextCursor } = answer;
    if (nextCursor === undefined) return;
    const button = h('button', { type: 'button', class: 'button plain-button', part: 'button' }, m.more);
    const more = () => {
      place = foot;
      asking.run(
        (signal) => api.search({ words: text, chosen: filters.chosen(), cursor: nextCursor }, signal),
        (next) => {
          const added = searchCards(ctx, next);
          append(cards, ...added);
          showMore(text, next);
          if (root.activeElement === results) focusOn(added[0]?.querySelector('a') ?? undefined);
          done(words.count(m.results, answer.total));
        },
      );
    };
    append(foot, on(button, { click: more }));
  }

  function match(statement: Statement, focusAnswer: boolean): void {
    begin();
    asked = statement;
    swap(results);
    asking.run(
      (signal) => api.match(statement, signal),
      (answer: WidgetMatchResponse) => {
        const { nodes, words: said } = matchAnswer(ctx, answer, statement);
        swap(results, ...nodes);
        const { confident } = answer;
        done(said, { mode: 'challenge', text: statement.statement, total: answer.results.length, confident });
        const heading = results.querySelector<HTMLElement>('.heading');
        // Whoever went elsewhere meanwhile is left there.
        const waits = root.activeElement === results || challenge.form.contains(root.activeElement);
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

  function describe(text: string): void {
    if (challenge.values().statement === '') challenge.fill({ statement: text });
    setMode('challenge');
    challenge.focus();
  }

  function closeDetails(): void {
    details.stop();
    details.element.hidden = true;
    results.hidden = false;
    focusOn(cameFrom?.isConnected === true ? cameFrom : comboInput());
    cameFrom = undefined;
  }

  function setMode(next: Mode): void {
    const changed = next !== mode;
    mode = next;
    combobox.form.hidden = mode !== 'search';
    challenge.form.hidden = mode !== 'challenge';
    if (mode === 'challenge') challenge.shown();
    buttons.forEach((button, at) => {
      setAttribute(button, 'aria-pressed', String((at === 0) === (mode === 'search')));
    });
    if (!changed) return;
    // An answer to the other question would stand below this one.
    begin();
    asking.stop();
    asked = undefined;
    swap(results);
    ctx.say('');
  }

  appendToRoot(
    root,
    h(
      'div',
      { class: 'root', part: 'root', role: 'search', lang: words.language, 'aria-label': name },
      h('div', { class: 'modes', part: 'modes', role: 'group', 'aria-label': m.how }, ...buttons),
      combobox.form,
      challenge.form,
      results,
      details.element,
      h('p', { class: 'foot small', part: 'footer' }, siteLink(onSite(ctx, '/'), 'CityMatch', m.newTab)),
      status,
    ),
  );
  if (draft !== undefined) {
    combobox.fill(draft.words);
    challenge.fill(draft.values);
  }
  setMode(mode);
  if (draft?.asked !== undefined) {
    if ('words' in draft.asked) search(draft.asked.words, false);
    else match(draft.asked, false);
  }
  if (draft?.focused !== undefined) focusOn(root.getElementById(draft.focused) ?? undefined);

  return {
    draft: () => ({
      ...{ mode, words: combobox.text(), values: challenge.values(), asked },
      focused: root.activeElement?.id,
    }),
    setMode,
    pause() {
      clearTimeout(typing);
      suggesting.stop();
      asking.pause();
      details.pause();
    },
    resume() {
      asking.resume();
      details.resume();
    },
    stop() {
      clearTimeout(typing);
      for (const one of [suggesting, asking, details]) one.stop();
    },
  };
}
