import type { WidgetMatchResponse, WidgetSearchResponse } from '../../../partners/widget-contract.js';
import { markedPieces } from '../../highlight.js';
import type { Context, Opened } from './context.js';
import { onSite } from './context.js';
import { entryText, h, on, shape, webAddress } from './dom.js';

type Hit = WidgetSearchResponse['hits'][number];
type Result = WidgetMatchResponse['results'][number];

const SPACE = '\u00a0· ';

/** Kind, place and year on one line. */
export function placeLine(ctx: Context, entry: Hit | Result): string {
  const { m, fill, language, languageName } = ctx.words;
  const { city, countryName, kind, year } = entry;
  const place = [city, countryName === city ? undefined : countryName].filter(Boolean).join(', ');
  const written = entry.language?.split('-')[0] ?? language;
  return [
    m.kinds[kind],
    kind === 'provider' && place !== '' ? fill(m.seat, { place }) : place,
    year === undefined ? '' : String(year),
    written === language ? '' : fill(m.written, { language: languageName(written) }),
  ]
    .filter((part) => part !== '')
    .join(SPACE);
}

/** A text with the words that were found marked in it. */
export function marked(text: string, highlights: Hit['highlights']): (Node | string)[] {
  return markedPieces(text, highlights).map((piece) =>
    piece.marked ? h('mark', {}, piece.text) : piece.text,
  );
}

/** A title that opens the entry in place; its page on the site where a new tab is asked for. */
export function openingTitle(ctx: Context, entry: Opened, level: 'h3' | 'span' = 'h3'): HTMLElement {
  const link = entryText(
    'a',
    entry.language,
    { href: onSite(ctx, entry.page), part: 'title', class: level === 'h3' ? 'title' : 'related' },
    entry.title,
  );
  on(link, {
    click: (event) => {
      if (!(event instanceof MouseEvent)) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      ctx.open(entry, link);
    },
  });
  return level === 'h3' ? h('h3', {}, link) : link;
}

const DISC = 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z';
const HALF = 'M8 1.5a6.5 6.5 0 0 0 0 13z';

/** The band as a word, a shape and a colour. */
export function bandOf(ctx: Context, band: Result['band']): HTMLElement {
  const disc = shape(
    'band-shape',
    ...(band === 'low' ? [DISC] : band === 'medium' ? [DISC, HALF] : [DISC, DISC]),
  );
  return h('span', { class: `band band-${band}`, part: 'band' }, disc, ctx.words.m.band[band]);
}

/** Where it was published, and whether somebody checked it. */
export function sourceLine(
  ctx: Context,
  entry: { sourceUrl?: string | undefined; verified: boolean; stale?: boolean | undefined },
): HTMLElement {
  const { m } = ctx.words;
  const source = webAddress(entry.sourceUrl);
  const link =
    source &&
    h(
      'a',
      { href: source.href, target: '_blank', rel: 'noopener noreferrer' },
      source.hostname.replace(/^www\./, ''),
      h('span', { class: 'away' }, ` ${m.newTab}`),
    );
  return h(
    'p',
    { class: 'source' },
    `${m.source}: `,
    link ?? m.noSource,
    '. ',
    h('span', entry.verified ? {} : { class: 'warn' }, entry.verified ? m.verified : m.unverified),
    entry.stale === true && '. ',
    entry.stale === true && h('span', { class: 'warn' }, m.stale),
  );
}
