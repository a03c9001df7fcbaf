/** Buttons that copy what stands beside them: `data-copy` has the id of it, `data-copied` what is said then. */
export function enhanceCopies(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-copy]') : null;
    if (button instanceof HTMLElement) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.getElementById(button.dataset.copy ?? '');
  if (source === null) return;
  try {
    await navigator.clipboard.writeText(source.textContent ?? '');
  } catch {
    // Not over https, or not allowed: it is marked, and the reader copies it.
    getSelection()?.selectAllChildren(source);
    if (!document.execCommand('copy')) return;
  }
  const live = document.getElementById('live');
  if (live !== null) live.textContent = button.dataset.copied ?? '';
  button.dataset.done = 'yes';
}
