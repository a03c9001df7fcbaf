/** The same object, some of whose methods are others; the rest are its own. */
export function withMethods<T extends object>(target: T, methods: Partial<T>): T {
  // Not over the object itself: what is frozen there could not be given otherwise.
  return new Proxy({} as T, {
    get(_nothing, name) {
      const own: unknown = Reflect.get(methods, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      // Methods of a class reach its private fields through the object itself alone.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
