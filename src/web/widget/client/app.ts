import { type Asked, createAnswers } from './answers.js';
import { createApi } from './api.js';
import { type ChallengeValues, createChallengeForm } from './challenge.js';
import { createCombobox } from './combobox.js';
import { type Context, onSite } from './context.js';
import { createDetails } from './details.js';
import { focusOn, h, on, siteLink } from './dom.js';
import { appendToRoot, dispatch, setAttribute } from './natives.js';
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
  asked: Asked | undefined;
  /** Id of the control in use. */
  focused: string | undefined;
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

/** Builds what is inside a root, in place of what was there. */
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
      // From one entry to the next the way back stays the same.
      if (details.element.hidden) cameFrom = from;
      answers.element.hidden = true;
      details.open(entry, answers.asked() === undefined ? m.backToSearch : m.back);
    },
  };
  let mode: Mode = draft?.mode ?? settings.mode;
  let cameFrom: HTMLElement | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const suggesting = createRunner({ waiting: () => {}, failed: () => {} });
  const combobox = createCombobox(ctx, {
    typed,
    submit: (text) => answers.search(text),
    pick: ({ id, kind, title, language, page }) =>
      ctx.open({ id, kind, title, language, page }, combobox.input),
  });
  const challenge = createChallengeForm(ctx, (statement) => answers.match(statement, true));
  const details = createDetails(ctx, closeDetails);
  const answers = createAnswers(ctx, {
    root,
    begun() {
      stopTyping();
      hideDetails();
    },
    found: () => combobox.close(),
    describe(text) {
      if (challenge.values().statement === '') challenge.fill({ statement: text });
      setMode('challenge');
      challenge.focus();
    },
    isAtChallenge: () => challenge.form.contains(root.activeElement),
  });
  const buttons = (['search', 'challenge'] as const).map((one) =>
    on(h('button', { type: 'button', class: 'mode', part: 'mode', id: `mode-${one}` }, m[one]), {
      click: () => setMode(one),
    }),
  );

  function stopTyping(): void {
    clearTimeout(typing);
    suggesting.stop();
  }

  function typed(text: string): void {
    stopTyping();
    const wanted = text.trim();
    if (wanted.length < SHORTEST) return;
    typing = setTimeout(() => {
      suggesting.run(
        (signal) => api.search({ words: wanted, chosen: {}, typing: true }, signal),
        (answer) => {
          if (root.activeElement === combobox.input) combobox.suggest(answer.hits);
        },
      );
    }, TYPING_PAUSE);
  }

  function hideDetails(): void {
    details.stop();
    details.element.hidden = true;
    answers.element.hidden = false;
  }

  function closeDetails(): void {
    hideDetails();
    focusOn(cameFrom?.isConnected === true ? cameFrom : combobox.input);
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
    // An answer to the other question would stand below this one.
    if (changed) answers.clear();
  }

  appendToRoot(
    root,
    h(
      'div',
      { class: 'root', part: 'root', role: 'search', lang: words.language, 'aria-label': name },
      h('div', { class: 'modes', part: 'modes', role: 'group', 'aria-label': m.how }, ...buttons),
      combobox.form,
      challenge.form,
      answers.element,
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
    if ('words' in draft.asked) answers.search(draft.asked.words);
    else answers.match(draft.asked, false);
  }
  if (draft?.focused) focusOn(root.getElementById(draft.focused) ?? undefined);

  return {
    draft: () => ({
      ...{ mode, words: combobox.text(), values: challenge.values() },
      ...{ asked: answers.asked(), focused: root.activeElement?.id },
    }),
    setMode,
    pause() {
      stopTyping();
      answers.pause();
      details.pause();
    },
    resume() {
      answers.resume();
      details.resume();
    },
    stop() {
      stopTyping();
      answers.stop();
      details.stop();
    },
  };
}
