/** Inside the frame: no margin, the partner's look, and the height told to the page around. */
const page = new CSSStyleSheet();
page.replaceSync('html,body{margin:0;background:none}');
document.adoptedStyleSheets = [page];

const widget = document.querySelector<HTMLElement>('city-match');
if (widget !== null) {
  const look: unknown = JSON.parse(widget.dataset.look ?? '{}');
  for (const [name, value] of Object.entries(look ?? {}) as [string, unknown][]) {
    if (name === 'scheme') continue;
    widget.style.setProperty(`--citymatch-${name}`, typeof value === 'number' ? `${value}px` : String(value));
  }
  let told = 0;
  const tell = () => {
    const height = Math.ceil(widget.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // Nothing but a number, so that any page may hear it; only those of the partner can frame this one.
    window.parent.postMessage({ type: 'citymatch:height', height }, '*');
  };
  addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || typeof data !== 'object' || data === null) return;
    if (Reflect.get(data, 'type') !== 'citymatch:height-asked') return;
    told = 0;
    tell();
  });
  new ResizeObserver(tell).observe(widget);
  tell();
}
