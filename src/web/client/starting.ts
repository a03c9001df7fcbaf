/** Milliseconds between two looks at how far the start has come. */
const LOOK_EVERY = 1500;

/** While the server gets ready: brings the progress up to date, and the real page once it is there. */
export function watchStart(): void {
  if (document.getElementById('starting') === null) return;
  setInterval(() => void look(), LOOK_EVERY);
}

async function look(): Promise<void> {
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (response.status !== 503) return location.reload();
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const next = page.querySelector('#starting .doing');
    const now = document.querySelector('#starting .doing');
    if (next !== null && now !== null) now.replaceWith(next);
  } catch {
    // The server may be away for a moment; the next look tells.
  }
}
