/** The choice of a language comes back to the page on show, which need not be the one that was loaded. */
export function enhanceSpeak(): void {
  const form = document.querySelector<HTMLFormElement>('form.speak');
  form?.addEventListener('submit', () => {
    const back = form.elements.namedItem('back');
    if (back instanceof HTMLInputElement) back.value = location.pathname + location.search;
  });
}
