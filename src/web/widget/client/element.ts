import { type App, createApp } from './app.js';
import { attachShadow, getAttribute, listen, removeAttribute, setAttribute, unlisten } from './natives.js';
import { ATTRIBUTES, type Attribute, readSettings } from './settings.js';

/** The style sheet: put in when the widget is built. */
declare const STYLES: string;

let sheet: CSSStyleSheet | undefined;
let count = 0;

/** Constructed, so that a page without `unsafe-inline` takes it, and one for all elements. */
function styles(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
  }
  return sheet;
}

/** `<city-match>`: the search of one partner, in a page of theirs. */
export class CityMatch extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  readonly #root: ShadowRoot;
  readonly #online = () => this.#app?.resume();
  #app: App | undefined;
  #number = 0;
  #renewing = false;

  constructor() {
    super();
    this.#root = attachShadow(this, { mode: 'open' });
    this.#root.adoptedStyleSheets = [styles()];
  }

  connectedCallback(): void {
    this.#takeProperties();
    listen(window, 'online', this.#online);
    if (this.#app === undefined) this.#renew();
    else this.#app.resume();
  }

  disconnectedCallback(): void {
    unlisten(window, 'online', this.#online);
    this.#app?.pause();
  }

  attributeChangedCallback(name: Attribute, before: string | null, after: string | null): void {
    if (this.#app === undefined || before === after || name === 'theme') return;
    if (name === 'mode') {
      this.#app.setMode(readSettings(this).mode);
      return;
    }
    // Several attributes that change together are followed once.
    if (this.#renewing) return;
    this.#renewing = true;
    queueMicrotask(() => {
      this.#renewing = false;
      this.#renew();
    });
  }

  /** Builds what is inside, with what was typed and shown so far. */
  #renew(): void {
    if (this.#number === 0) this.#number = ++count;
    const draft = this.#app?.draft();
    this.#app?.stop();
    // Regions of a page need names of their own.
    const name = getAttribute(this, 'aria-label') ?? `CityMatch${this.#number > 1 ? ` ${this.#number}` : ''}`;
    this.#app = createApp(this, this.#root, readSettings(this), name, draft);
    if (!this.isConnected) this.#app.pause();
  }

  /** Properties that were set before the element was defined hide those of the class. */
  #takeProperties(): void {
    for (const name of ATTRIBUTES) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }
}

for (const name of ATTRIBUTES) {
  Object.defineProperty(CityMatch.prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: CityMatch) {
      return getAttribute(this, name) ?? '';
    },
    set(this: CityMatch, value: unknown) {
      if (value === null || value === undefined) removeAttribute(this, name);
      else setAttribute(this, name, String(value));
    },
  });
}
