/** In the page around: gives each frame of this site the height that its page tells. */
const { currentScript } = document;
const site = currentScript instanceof HTMLScriptElement ? new URL(currentScript.src).origin : undefined;

addEventListener('message', ({ origin, source, data }: MessageEvent<unknown>) => {
  if (origin !== site || typeof data !== 'object' || data === null) return;
  const height: unknown = Reflect.get(data, 'height');
  if (Reflect.get(data, 'type') !== 'citymatch:height' || typeof height !== 'number') return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow === source && height > 0) frame.style.height = `${Math.min(height, 20_000)}px`;
  }
});

// A frame that was there before this script told its height to nobody.
for (const frame of document.querySelectorAll('iframe')) {
  // To whatever stands in the frame by now: the question holds nothing.
  if (site !== undefined && frame.src.startsWith(`${site}/`))
    frame.contentWindow?.postMessage({ type: 'citymatch:height-asked' }, '*');
}
