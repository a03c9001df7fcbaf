import { canonicalJson } from './canonical-json.js';

/** The fields that differ, as they were and as they are. */
export function differences(was: object, is: object): { before: object; after: object } | undefined {
  const [old, now] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => canonicalJson(old.get(name) ?? null) !== canonicalJson(now.get(name) ?? null),
  );
  if (names.length === 0) return undefined;
  const pick = (from: ReadonlyMap<string, unknown>) =>
    Object.fromEntries(names.map((name) => [name, from.get(name) ?? null]));
  return { before: pick(old), after: pick(now) };
}
