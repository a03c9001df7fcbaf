/** Lights up a card and its point on the map together; a click on a point goes to its card. */
export function enhanceMap(): void {
  const placeOf = (target: EventTarget | null) =>
    target instanceof Element
      ? target.closest<HTMLElement | SVGElement>('[data-place]')?.dataset.place
      : undefined;
  const light = (place: string | undefined) => {
    for (const element of document.querySelectorAll<HTMLElement | SVGElement>('[data-place]')) {
      element.classList.toggle('lit', element.dataset.place === place && place !== undefined);
    }
  };
  document.addEventListener('pointerover', (event) => light(placeOf(event.target)));
  document.addEventListener('focusin', (event) => light(placeOf(event.target)));
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.target.closest('.marker') === null) return;
    const place = placeOf(event.target);
    const card = [...document.querySelectorAll<HTMLElement>('.card[data-place]')].find(
      (item) => item.dataset.place === place,
    );
    card?.scrollIntoView({ block: 'center' });
    card?.querySelector<HTMLAnchorElement>('h3 a')?.focus({ preventScroll: true });
  });
}
