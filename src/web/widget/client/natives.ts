/**
 * Methods of the browser as it made them, called as functions: a page that has put others in their place, before or
 * after this script came, does not reach into the widget.
 */
const { apply } = Reflect;
const sourceOf = Function.prototype.toString;
/** Methods that put one node into the head, or beside it. */
const ADDERS = ['append', 'appendChild', 'prepend', 'after', 'before'];

let spare: HTMLIFrameElement | undefined;

function isNative(method: unknown): boolean {
  return (
    typeof method === 'function' && /\{\s*\[native code\]\s*\}\s*$/.test(String(apply(sourceOf, method, [])))
  );
}

function find(place: unknown, owner: string, name: string): unknown {
  const made: unknown = typeof place === 'object' && place !== null ? Reflect.get(place, owner) : undefined;
  const shape: unknown = typeof made === 'function' ? Reflect.get(made, 'prototype') : undefined;
  return typeof shape === 'object' && shape !== null ? Reflect.get(shape, name) : undefined;
}

/** An empty frame, made without what the page may have in place of `createElement`, where that throws. */
function newFrame(): HTMLIFrameElement | undefined {
  try {
    const frame: unknown = document.createElement('iframe');
    if (frame instanceof HTMLIFrameElement) return frame;
  } catch {
    // The page's own method takes nobody else.
  }
  return (
    new DOMParser().parseFromString('<iframe></iframe>', 'text/html').querySelector('iframe') ?? undefined
  );
}

/** The globals of an empty frame, which no page has changed; made only where something was. */
function untouched(): unknown {
  if (spare === undefined) {
    try {
      const { head } = document;
      const adder = ADDERS.map((name) => Reflect.get(head, name) as unknown).find(isNative);
      spare = newFrame();
      if (typeof adder === 'function') apply(adder, head, [spare]);
    } catch {
      return undefined;
    }
  }
  return spare?.contentWindow ?? undefined;
}

function take<S extends object, A extends unknown[], R>(owner: string, name: string) {
  const given = find(window, owner, name);
  const clean = isNative(given) ? undefined : find(untouched(), owner, name);
  const method = typeof clean === 'function' ? clean : given;
  return (self: S, ...args: A): R => apply(method as () => R, self, args) as R;
}

export const createElement = take<Document, [string], HTMLElement>('Document', 'createElement');
export const createElementNS = take<Document, [string, string], SVGElement>('Document', 'createElementNS');
export const setAttribute = take<Element, [string, string], void>('Element', 'setAttribute');
export const getAttribute = take<Element, [string], string | null>('Element', 'getAttribute');
export const removeAttribute = take<Element, [string], void>('Element', 'removeAttribute');
export const attachShadow = take<Element, [ShadowRootInit], ShadowRoot>('Element', 'attachShadow');
export const closest = take<Element, [string], Element | null>('Element', 'closest');
export const replaceChildren = take<Element, Node[], void>('Element', 'replaceChildren');
export const append = take<Element, (Node | string)[], void>('Element', 'append');
export const appendToRoot = take<ShadowRoot, Node[], void>('DocumentFragment', 'replaceChildren');
export const listen = take<EventTarget, [string, (event: Event) => void], void>(
  'EventTarget',
  'addEventListener',
);
export const unlisten = take<EventTarget, [string, (event: Event) => void], void>(
  'EventTarget',
  'removeEventListener',
);
export const dispatch = take<EventTarget, [Event], boolean>('EventTarget', 'dispatchEvent');
export const focus = take<HTMLElement, [FocusOptions?], void>('HTMLElement', 'focus');
export const scrollIntoView = take<Element, [ScrollIntoViewOptions], void>('Element', 'scrollIntoView');

const remove = take<Element, [], void>('Element', 'remove');
if (spare !== undefined) remove(spare);
