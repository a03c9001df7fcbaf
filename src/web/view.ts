import type { Person } from '../access.js';
import { asLanguage, type Language } from '../languages.js';
import type { Publication } from '../open-data/publication.js';
import type { AssetAddresses } from './assets.js';
import type { Status, TaxonomyLabels } from './deps.js';
import type { World } from './map/land.js';
import { MESSAGES, type Messages } from './messages/index.js';

/** What every page needs to be drawn. */
export interface View {
  m: Messages;
  /** The language of the page. */
  language: Language;
  /** Whether the reader chose it on a page of ours; else it is what the browser asks for. */
  chosen: boolean;
  /** Path and query of the page, to come back to from the choice of a language; absent where a form was sent. */
  address: string | undefined;
  assets: AssetAddresses;
  world: World;
  taxonomy: TaxonomyLabels;
  /** Under what name and terms the catalogue is published; absent: pages do not tell programs of themselves. */
  publication: Publication | undefined;
  status: Status;
  /** Who is signed in, if anyone. */
  person: Person | undefined;
}

/** The same page for readers of this language, unless this reader chose another one. */
export function spokenTo(view: View, language: Language | undefined): View {
  return language === undefined || view.chosen ? view : { ...view, language, m: MESSAGES[language] };
}

/** The label of a sector; an id that the taxonomy does not know is shown as it is. */
export function sectorLabel(view: View, id: string): string {
  return view.taxonomy.sectors.find((sector) => sector.id === id)?.labels[view.language] ?? id;
}

/** "in English", where a text is not in the page's language; else empty. */
export function languageMark(view: View, language: string | undefined): string {
  if (language === undefined || asLanguage(language) === view.language) return '';
  return view.m.entry.written(view.m.format.languageName(language));
}

/** "Porto Alegre, Brazil"; what is unknown is left out. */
export function placeName(view: View, city: string | null | undefined, country: string | undefined): string {
  const name = country === undefined ? undefined : view.m.format.countryName(country);
  return [city, name === city ? undefined : name]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ');
}

/** A web address that may be linked to: http or https only, else `undefined`. */
export function safeLink(address: string | null | undefined): { href: string; host: string } | undefined {
  if (address === null || address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return { href: url.href, host: url.hostname.replace(/^www\./, '') };
}

/** The first sentences of a text, as many as `count`: whole ones, so that nothing breaks off. */
export function firstSentences(text: string, count: number, language = 'en'): string {
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)];
  return sentences
    .slice(0, count)
    .map(({ segment }) => segment)
    .join('')
    .trim();
}

/** Address of an entry's page. */
export function entryAddress(id: string): string {
  return `/entries/${encodeURIComponent(id)}`;
}
