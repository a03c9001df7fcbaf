import type { WidgetEntry } from '../../../partners/widget-contract.js';
import { openingTitle, sourceLine } from './card-parts.js';
import { type Context, type Opened, onSite } from './context.js';
import { entryText, focusOn, h, on, siteLink, webAddress } from './dom.js';
import { replaceChildren, scrollIntoView } from './natives.js';
import { failedNotice, searchingNotice } from './notices.js';
import { createRunner } from './runner.js';

/** One entry, opened in place of the results. */
export interface Details {
  element: HTMLElement;
  open(entry: Opened, back: string): void;
  pause(): void;
  resume(): void;
  stop(): void;
}

export function createDetails(ctx: Context, close: () => void): Details {
  const { m } = ctx.words;
  const element = h('div', { class: 'details', part: 'details' });
  const body = h('div', { class: 'body' });
  let opened: Opened | undefined;
  const runner = createRunner({
    waiting: (how) => replaceChildren(body, searchingNotice(ctx, how, 1)),
    failed: (failure, again) =>
      replaceChildren(body, failedNotice(ctx, failure, again, onSite(ctx, opened?.page ?? '/'))),
  });
  element.hidden = true;
  on(element, {
    keydown: (event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      close();
    },
  });

  return {
    element,
    open(entry, back) {
      opened = entry;
      const heading = entryText(
        'h2',
        entry.language,
        { tabindex: '-1', class: 'heading', part: 'heading' },
        entry.title,
      );
      const button = on(h('button', { type: 'button', class: 'link', part: 'back' }, back), { click: close });
      replaceChildren(body);
      replaceChildren(element, h('p', { class: 'back' }, button), heading, body);
      element.hidden = false;
      focusOn(heading);
      scrollIntoView(heading, { block: 'nearest' });
      runner.run(
        (signal) => ctx.api.entry(entry.id, signal),
        (found) => replaceChildren(body, ...contentOf(ctx, found)),
      );
    },
    pause: runner.pause,
    resume: runner.resume,
    stop: runner.stop,
  };

  function contentOf(at: Context, entry: WidgetEntry): Node[] {
    const { language, caseStudy, provider } = entry;
    const text = (heading: string, words: string | undefined) =>
      words === undefined || words.trim() === ''
        ? []
        : [h('h3', {}, heading), entryText('p', language, { class: 'text' }, words)];
    const place = [entry.city, entry.countryName === entry.city ? undefined : entry.countryName];
    const website = webAddress(provider?.website);
    const facts: [string, Node | string | undefined][] = [
      [
        m.people,
        caseStudy?.population === undefined ? undefined : at.words.fill('{n}', { n: caseStudy.population }),
      ],
      [
        m.website,
        website &&
          h('a', { href: website.href, target: '_blank', rel: 'noopener noreferrer' }, website.hostname),
      ],
    ];
    const links = entry.links.map((link) =>
      h('li', {}, openingTitle(at, { ...link, page: `/entries/${encodeURIComponent(link.id)}` }, 'span')),
    );
    return [
      h(
        'p',
        { class: 'muted' },
        [m.kinds[entry.kind], place.filter(Boolean).join(', '), caseStudy?.year]
          .filter(Boolean)
          .join('\u00a0· '),
      ),
      entryText('p', language, { class: 'summary' }, entry.summary),
      ...text(m.problem, caseStudy?.challenge),
      ...text(m.solution, caseStudy?.solution),
      ...text(m.outcomes, caseStudy?.outcomes),
      ...text(m.offers, provider?.offerings.join('; ')),
      ...(links.length === 0
        ? []
        : [
            h('h3', {}, provider === undefined ? m.deliveredBy : m.provenBy),
            h('ul', { class: 'plain' }, ...links),
          ]),
      ...facts.flatMap(([name, value]) =>
        value === undefined
          ? []
          : [h('p', { class: 'fact' }, h('span', { class: 'muted' }, `${name}: `), value)],
      ),
      h('div', { class: 'facts' }, sourceLine(at, entry)),
      h('p', {}, siteLink(onSite(at, entry.page), m.whole, m.newTab)),
    ];
  }
}
