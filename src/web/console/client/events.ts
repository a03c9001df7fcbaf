/** An event of `GET /v1/review/events`. */
export interface ReviewEvent {
  id: number;
  challengeId: string;
  /** Name of who did it; empty for the product or a city. */
  by: string;
  byId: string;
}

/** Reads an event's data; `undefined` for what is none. */
export function readEvent(data: unknown): ReviewEvent | undefined {
  if (typeof data !== 'string') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('id' in value && 'challengeId' in value && 'by' in value && 'byId' in value)) return undefined;
  const { id, challengeId, by, byId } = value;
  if (typeof id !== 'number' || typeof challengeId !== 'string') return undefined;
  if (typeof by !== 'string' || typeof byId !== 'string') return undefined;
  return { id, challengeId, by, byId };
}

/** Ids kept to know what was told twice. */
const REMEMBERED = 1000;

/** Knows which events still have to be shown. */
export interface EventLog {
  /**
   * What to do about an event: nothing when it was told before, or is one's own and on show already. One of another
   * person is shown even if its id is lower than that of the state on show: ids are given before they are committed.
   */
  take(event: ReviewEvent): 'nothing' | 'own' | 'other';
  /** The page shows the state after this event. */
  shown(id: number): void;
  /** The highest id that was told or shown. */
  last(): number;
}

export function createEventLog(me: string, shownAtStart: number): EventLog {
  const told = new Set<number>();
  let shown = shownAtStart;
  let highest = shownAtStart;
  return {
    take(event) {
      if (told.has(event.id)) return 'nothing';
      told.add(event.id);
      highest = Math.max(highest, event.id);
      if (told.size > REMEMBERED) for (const id of [...told].slice(0, REMEMBERED / 2)) told.delete(id);
      if (event.byId !== '' && event.byId === me) return event.id <= shown ? 'nothing' : 'own';
      return 'other';
    },
    shown(id) {
      shown = Math.max(shown, id);
      highest = Math.max(highest, id);
    },
    last: () => highest,
  };
}
