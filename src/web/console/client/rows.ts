/** The row `by` steps from this one; at an end, or from nowhere, the nearest there is. */
export function step(ids: readonly string[], from: string | undefined, by: 1 | -1): string | undefined {
  const at = from === undefined ? -1 : ids.indexOf(from);
  if (at < 0) return by === 1 ? ids[0] : ids.at(-1);
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))];
}

/** The first undecided row after this one, from the top where there is none below; never the row itself. */
export function nextUndecided(
  rows: readonly { id: string; undecided: boolean }[],
  from: string,
): string | undefined {
  const at = rows.findIndex(({ id }) => id === from);
  const others = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))];
  return others.find(({ undecided }) => undecided)?.id;
}

/** The rows with one of them moved by a step; `undefined` where it cannot go further, or is not there. */
export function moved(ids: readonly string[], id: string, by: 1 | -1): string[] | undefined {
  const at = ids.indexOf(id);
  const other = ids[at + by];
  if (at < 0 || at + by < 0 || other === undefined) return undefined;
  const next = [...ids];
  next[at] = other;
  next[at + by] = id;
  return next;
}

/** What becomes of the rows on show when the list is read anew: nothing moves under the cursor. */
export interface Merged {
  /** On show and still there. */
  kept: string[];
  /** On show, no longer there. */
  gone: string[];
  /** There, not on show. */
  fresh: string[];
  /** Those that are kept stand in another order now. */
  reordered: boolean;
}

export function merge(shown: readonly string[], now: readonly string[]): Merged {
  const kept = shown.filter((id) => now.includes(id));
  const ordered = now.filter((id) => shown.includes(id));
  return {
    kept,
    gone: shown.filter((id) => !now.includes(id)),
    fresh: now.filter((id) => !shown.includes(id)),
    reordered: kept.some((id, index) => ordered[index] !== id),
  };
}
