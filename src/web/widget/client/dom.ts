import { append, createElement, createElementNS, focus, listen, setAttribute } from './natives.js';

const SVG = 'http://www.w3.org/2000/svg';

type Child = Node | string | false | undefined;
type Value = string | number | boolean | undefined;
type Props = Record<string, Value> & { on?: never };

/** What happens, by event. */
export type Handlers = Record<string, (event: Event) => void>;

/** Makes an element; a property that is false or undefined is left out, and so is a child. */
export function h(tag: string, props: Props = {}, ...children: Child[]): HTMLElement {
  const element = createElement(document, tag);
  put(element, props);
  for (const child of children) if (child !== false && child !== undefined) append(element, child);
  return element;
}

/** Sets attributes; `undefined` and `false` leave them as they are. */
function put(element: Element, props: Props): void {
  for (const name of Object.keys(props)) {
    const value = props[name];
    if (value === undefined || value === false) continue;
    setAttribute(element, name, value === true ? '' : String(value));
  }
}

/** Hears events of an element, and gives it back. */
export function on<T extends EventTarget>(target: T, handlers: Handlers): T {
  for (const name of Object.keys(handlers)) {
    const handler = handlers[name];
    if (handler !== undefined) listen(target, name, handler);
  }
  return target;
}

/** An outline or disc that says in a shape what stands beside it in words. */
export function shape(name: string, ...paths: string[]): Element {
  const svg = createElementNS(document, SVG, 'svg');
  put(svg, {
    class: name,
    viewBox: '0 0 16 16',
    width: 16,
    height: 16,
    'aria-hidden': 'true',
    focusable: 'false',
  });
  for (const d of paths) {
    const path = createElementNS(document, SVG, 'path');
    put(path, { d });
    append(svg, path);
  }
  return svg;
}

/** Text of an entry: in its own language, and in the direction that it reads in. */
export function entryText(
  tag: string,
  language: string | undefined,
  props: Props,
  ...children: Child[]
): HTMLElement {
  return h(tag, { dir: 'auto', lang: language, ...props }, ...children);
}

/** Puts the focus where nothing can be done, so that readers by ear go on from there. */
export function focusOn(element: HTMLElement | undefined): void {
  if (element !== undefined) focus(element, { preventScroll: true });
}

/** A link to a page of the site, in a new tab. */
export function siteLink(address: string, text: string, newTab: string, props: Props = {}): HTMLElement {
  return h(
    'a',
    { href: address, target: '_blank', rel: 'noopener', ...props },
    text,
    h('span', { class: 'away' }, ` ${newTab}`),
  );
}

/** A web address that may be linked to: http or https only. */
export function webAddress(address: string | undefined): URL | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}
