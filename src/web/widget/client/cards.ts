import type { WidgetMatchResponse, WidgetSearchResponse } from '../../../partners/widget-contract.js';
import { bandOf, marked, openingTitle, placeLine, sourceLine } from './card-parts.js';
import type { Context } from './context.js';
import { entryText, h, shape } from './dom.js';

type Hit = WidgetSearchResponse['hits'][number];
type Result = WidgetMatchResponse['results'][number];

const MAX_REASONS = 3;
/** About two lines; the entry itself has the rest. */
const SUMMARY_SENTENCES = 2;

/** The first sentences of a text: whole ones, so that nothing breaks off. */
function shorten(text: string, language = 'en'): string {
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)];
  return sentences
    .slice(0, SUMMARY_SENTENCES)
    .map(({ segment }) => segment)
    .join('')
    .trim();
}

/** One entry that was found. */
export function hitCard(ctx: Context, hit: Hit, sectors: Record<string, string>): HTMLElement {
  const names = hit.sectors.flatMap((id) => sectors[id] ?? []);
  return h(
    'li',
    { class: 'card', part: 'card' },
    openingTitle(ctx, hit),
    h('p', { class: 'muted' }, placeLine(ctx, hit)),
    entryText(
      'p',
      hit.language,
      { class: 'summary' },
      ...marked(shorten(hit.summary, hit.language), hit.highlights),
    ),
    names.length > 0 && h('p', { class: 'small muted' }, names.join('; ')),
    hit.stale === true && h('p', { class: 'small warn' }, ctx.words.m.stale),
  );
}

function reasons(
  ctx: Context,
  result: Result,
  stance: 'for' | 'against',
  confident: boolean,
): HTMLElement | undefined {
  const { m } = ctx.words;
  const found = result.reasons.filter((reason) => reason.stance === stance).slice(0, MAX_REASONS);
  if (found.length === 0) return undefined;
  const against = stance === 'against';
  const sign = () =>
    against
      ? shape('sign warn', 'M8 2.2L14.4 13.5H1.6zM8 6.5v3.2M8 11.6v.2')
      : shape('sign', 'M3 8.5l3.2 3.2L13 5');
  return h(
    'section',
    { part: against ? 'checks' : 'reasons' },
    h('h4', {}, against ? m.check : confident ? m.why : m.shares),
    h(
      'ul',
      { class: 'reasons' },
      ...found.map((reason) =>
        h(
          'li',
          {},
          sign(),
          h(
            'div',
            {},
            h('p', { dir: 'auto' }, reason.text),
            reason.passage
              ? h(
                  'blockquote',
                  {},
                  entryText('span', result.language, {}, ...marked(reason.passage, result.highlights)),
                )
              : undefined,
          ),
        ),
      ),
    ),
  );
}

/** One match: what it is, why it fits, what to check, who stands behind it. */
export function matchCard(ctx: Context, result: Result, confident: boolean): HTMLElement {
  const { m } = ctx.words;
  const related = result.evidence.map((entry) =>
    h('li', {}, openingTitle(ctx, { ...entry, page: `/entries/${encodeURIComponent(entry.id)}` }, 'span')),
  );
  return h(
    'li',
    { class: `card card-${result.band}`, part: 'card' },
    h('div', { class: 'card-top' }, openingTitle(ctx, result), bandOf(ctx, result.band)),
    h('p', { class: 'muted' }, placeLine(ctx, result)),
    entryText('p', result.language, { class: 'summary' }, shorten(result.summary, result.language)),
    h(
      'div',
      { class: 'both' },
      reasons(ctx, result, 'for', confident),
      reasons(ctx, result, 'against', confident),
    ),
    h(
      'div',
      { class: 'facts' },
      related.length > 0 &&
        h(
          'div',
          { class: 'fact' },
          h('span', { class: 'muted' }, `${result.kind === 'provider' ? m.provenBy : m.deliveredBy}: `),
          h('ul', { class: 'inline' }, ...related),
        ),
      sourceLine(ctx, result),
    ),
  );
}
