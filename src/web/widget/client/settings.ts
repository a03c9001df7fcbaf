import { closest, getAttribute } from './natives.js';

export const ATTRIBUTES = ['key', 'language', 'sector', 'country', 'theme', 'mode', 'api'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** What the attributes of an element ask for. */
export interface Settings {
  key: string;
  /** Languages asked for, the one that counts most first. */
  languages: (string | null)[];
  sector: string[];
  country: string[];
  mode: 'search' | 'challenge';
  /** Origin of the site; undefined where neither the script nor the attribute says it. */
  base: string | undefined;
}

const SCRIPT = scriptOrigin();

/** The origin that this script came from. */
function scriptOrigin(): string | undefined {
  const { currentScript } = document;
  const script =
    currentScript instanceof HTMLScriptElement
      ? currentScript
      : document.querySelector<HTMLScriptElement>('script[src*="/embed/v1/"]');
  return originOf(script?.src);
}

function originOf(address: string | null | undefined): string | undefined {
  if (!address || !URL.canParse(address, document.baseURI)) return undefined;
  const { origin, protocol } = new URL(address, document.baseURI);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

export function readSettings(element: Element): Settings {
  const read = (name: Attribute) => getAttribute(element, name);
  const list = (name: Attribute) =>
    (read(name) ?? '')
      .split(/[\s,]+/)
      .map((value) => value.trim())
      .filter((value) => value !== '');
  const around = closest(element, '[lang]');
  return {
    key: read('key')?.trim() ?? '',
    languages: [read('language'), around && getAttribute(around, 'lang')],
    sector: list('sector'),
    country: list('country').map((code) => code.toUpperCase()),
    mode: read('mode') === 'challenge' ? 'challenge' : 'search',
    base: originOf(read('api')) ?? SCRIPT,
  };
}
