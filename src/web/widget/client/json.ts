const { stringify } = JSON;

/** Plain data as JSON. `JSON.stringify` would ask for `toJSON`, which old libraries add to every array. */
export function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => toJson(one)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return stringify(value);
  const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${pairs.map(([name, one]) => `${stringify(name)}:${toJson(one)}`).join(',')}}`;
}

/** A field of a JSON value, whatever that is. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
