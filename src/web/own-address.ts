/**
 * Path and query of an address of this site, of `longest` UTF-16 units at most; `undefined` for every other value.
 * Anything that a browser could take for an address on another server is none (`//host`, `/\host`, `javascript:`).
 */
export function ownAddress(given: unknown, longest: number): string | undefined {
  if (typeof given !== 'string' || given.length > longest || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(given)) {
    return undefined;
  }
  if (!URL.canParse(given, 'http://here.invalid')) return undefined;
  const { origin, pathname, search } = new URL(given, 'http://here.invalid');
  return origin === 'http://here.invalid' && !pathname.startsWith('//') ? pathname + search : undefined;
}
