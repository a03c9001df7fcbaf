/** Keeps what was worked out for the objects used most recently, so that memory stays bounded. */
export interface Recent<K, V> {
  /** The value kept for `key`, else the one that `make` gives. */
  of(key: K, make: () => V): V;
}

/** @param size How many values are kept; the least recently used one goes first. */
export function createRecent<K, V>(size: number): Recent<K, V> {
  const kept = new Map<K, { value: V }>();
  return {
    of(key, make) {
      const entry = kept.get(key) ?? { value: make() };
      kept.delete(key);
      kept.set(key, entry);
      if (kept.size > size) {
        for (const oldest of kept.keys()) {
          kept.delete(oldest);
          break;
        }
      }
      return entry.value;
    },
  };
}
