/** The elements below `root` that have this attribute, as HTML elements. */
export function all(selector: string, root: ParentNode = document): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)];
}

/** The element of this id where it is one of this type. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T | undefined {
  const element = document.getElementById(id);
  return element instanceof type ? element : undefined;
}

/** A number kept in a `data-` attribute; 0 where there is none. */
export function numberOf(element: HTMLElement | null | undefined, name: string): number {
  return Number(element?.dataset[name] ?? 0);
}

/** Whether the focus is in something that takes keys itself. */
export function isTyping(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'submit'].includes(element.type);
  }
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}

/** Storage that may be full or forbidden: then nothing is kept. */
function storage(of: () => Storage) {
  return {
    get(key: string): string | undefined {
      try {
        return of().getItem(`citymatch:${key}`) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(key: string, value: string | undefined): void {
      try {
        if (value === undefined) of().removeItem(`citymatch:${key}`);
        else of().setItem(`citymatch:${key}`, value);
      } catch {
        // Nothing hangs on it.
      }
    },
  };
}

/** Kept on this device. */
export const device = storage(() => localStorage);
/** Kept in this window. */
export const here = storage(() => sessionStorage);
