import type { WidgetTheme } from '../../partners/contract.js';
import type { Scope } from '../../partners/scope.js';

/** What the lines for a partner's pages are made from. */
export interface SnippetSource {
  /** Where this site is reached, without a slash at the end. */
  site: string;
  /** A publishable key that works. */
  key: string;
  theme: WidgetTheme;
  scope: Scope;
  /** Words of the plain link. */
  linkText: string;
  /** Title of the frame. */
  frameTitle: string;
  /** The newest release of the widget that never changes. */
  release: { path: string; integrity: string };
}

/** The lines for a partner's pages, each to be copied whole. */
export interface Snippets {
  twoLines: string;
  fixed: string;
  /** Absent: the look is the widget's own. */
  style?: string;
  frame: string;
  link: string;
}

/** The widget's custom properties for the fields of a theme. */
const PROPERTIES = {
  accent: '--citymatch-accent',
  ink: '--citymatch-ink',
  paper: '--citymatch-paper',
  radius: '--citymatch-radius',
  font: '--citymatch-font',
} as const;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** The custom properties that a theme sets, by name. */
export function propertiesOf(theme: WidgetTheme): [string, string][] {
  const { accent, ink, paper, radius, font } = theme;
  const values = { accent, ink, paper, radius: radius === undefined ? undefined : `${radius}px`, font };
  return Object.entries(PROPERTIES).flatMap(([field, property]): [string, string][] => {
    const value = values[field as keyof typeof PROPERTIES];
    return value === undefined || value.trim() === '' ? [] : [[property, value]];
  });
}

/** Address of the catalogue narrowed to a scope, as far as its page can be. */
export function searchLink(site: string, scope: Scope): string {
  const query = new URLSearchParams();
  for (const facet of ['kind', 'sector', 'country'] as const) {
    for (const value of scope[facet] ?? []) query.append(facet, value);
  }
  return query.size === 0 ? `${site}/search` : `${site}/search?${query}`;
}

/** Attributes of the element. */
function attributesOf({ key, theme }: SnippetSource): [string, string][] {
  return [['key', key], ...(theme.scheme === 'auto' ? [] : [['theme', theme.scheme] as [string, string]])];
}

/** The lines that put the search on a page. */
export function snippetsOf(source: SnippetSource): Snippets {
  const { site, scope, linkText, frameTitle, release } = source;
  const attributes = attributesOf(source)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
  const link = `<a href="${escaped(searchLink(site, scope))}">${escaped(linkText)}</a>`;
  const element = `<city-match${attributes}>${link}</city-match>`;
  // The frame takes the look that is saved by itself.
  const frame = `${site}/embed/v1/frame?${new URLSearchParams({ key: source.key })}`;
  const rules = propertiesOf(source.theme).map(([property, value]) => `  ${property}: ${value};`);
  return {
    twoLines: `<script src="${escaped(site)}/embed/v1/widget.js" async></script>\n${element}`,
    fixed:
      `<script src="${escaped(site + release.path)}" integrity="${release.integrity}"` +
      ` crossorigin="anonymous" async></script>\n${element}`,
    ...(rules.length > 0 && { style: `city-match {\n${rules.join('\n')}\n}` }),
    frame:
      `<iframe src="${escaped(frame)}" title="${escaped(frameTitle)}" width="100%" height="600"></iframe>\n` +
      `<script src="${escaped(site)}/embed/v1/frame.js" async></script>`,
    link,
  };
}
