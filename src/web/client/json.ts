/** A field of a JSON value, whatever that is. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function textField(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

export function listField(value: unknown, name: string): unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

/** Sends JSON, and gives the answer; `undefined` for whatever went wrong, since nothing hangs on it. */
export async function ask(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      // In the page's language, which need not be the browser's.
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
