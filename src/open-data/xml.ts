/** What XML 1.0 has no place for, in any form (its production 2, Char), by UTF-16 units. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const IMPOSSIBLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Signs of XML, and what a reader of XML 1.0 or 1.1 would take for a line feed. */
const SIGNS = /[&<>"\r\u0085\u2028]/g;

/** Text for XML 1.0, between tags or in quotes; characters that XML cannot hold become blanks. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(IMPOSSIBLE, ' ')
    .replace(SIGNS, (sign) => NAMED[sign] ?? `&#${sign.charCodeAt(0)};`);
}

/** An element with attributes; `undefined` ones are left out. `content` is XML already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content = '',
): string {
  const told = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${xmlText(value).replace(/[\n\t]/g, ' ')}"`))
    .join('');
  return content === '' ? `<${name}${told}/>` : `<${name}${told}>${content}</${name}>`;
}
