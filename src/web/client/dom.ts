/** The element with this id when it is of this type. */
export function byId<T extends Element>(id: string, type: new () => T): T | undefined {
  const element = document.getElementById(id);
  return element instanceof type ? element : undefined;
}

/** A copy of what a `<template>` of the page holds. */
export function copyOf(templateId: string): DocumentFragment {
  return byId(templateId, HTMLTemplateElement)?.content.cloneNode(true) as DocumentFragment;
}

/** Says something to those who listen to the page. */
export function announce(text: string | undefined): void {
  const live = document.getElementById('live');
  if (live !== null) live.textContent = text ?? '';
}

/** Session storage that may be full or forbidden: then nothing is kept. */
export const memory = {
  get(key: string): string | undefined {
    try {
      return sessionStorage.getItem(`citymatch:${key}`) ?? undefined;
    } catch {
      return undefined;
    }
  },
  set(key: string, value: string): void {
    try {
      sessionStorage.setItem(`citymatch:${key}`, value);
    } catch {
      // Nothing hangs on it.
    }
  },
};
