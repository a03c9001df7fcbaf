import type { MatchFields, RecordedEvent } from './record.js';

/** What a person can take back, as the review keeps it. */
const UNDOABLE = new Set([
  'challenge.decided',
  'challenge.ordered',
  'challenge.match-added',
  'challenge.match-edited',
  'challenge.edited',
]);
/** What takes back the approvals of an answer. */
const CHANGES = new Set([...UNDOABLE, 'challenge.undone', 'challenge.reopened']);

/** What became of one match, and by whom. */
export interface MatchStory {
  /** Decisions that were not taken back, oldest first. */
  decisions: { person: string; at: Date; deed: 'approved' | 'added' | 'rejected'; reason: string | null }[];
  /** Its place before anybody moved it; absent where nobody did. */
  first: number | undefined;
  /** Who gave it its place last. */
  moved: { person: string; at: Date } | undefined;
}

/** What people did with an answer, in the end. */
export interface Story {
  matches: Map<string, MatchStory>;
  /** Who approved or published the answer as it stands now. */
  confirmed: { person: string; at: Date; deed: 'answer-approved' | 'answer-published' }[];
}

/** Goes through what is on record of an answer; what was taken back counts as not done. Pure. */
export function replay(events: readonly RecordedEvent[]): Story {
  const matches = new Map<string, MatchStory>();
  const storyOf = (id: string) => {
    const known = matches.get(id) ?? { decisions: [], first: undefined, moved: undefined };
    matches.set(id, known);
    return known;
  };
  const fieldsOf = new Map<string, MatchFields>();
  let confirmed: Story['confirmed'] = [];
  const undone = takenBack(events);
  for (const event of events) {
    const { person, at, action } = event;
    if (CHANGES.has(action)) confirmed = [];
    if (action === 'challenge.approved') confirmed.push({ person, at, deed: 'answer-approved' });
    if (action === 'challenge.published') confirmed.push({ person, at, deed: 'answer-published' });
    if (undone.has(event)) continue;
    for (const [id, after] of Object.entries(event.after)) {
      if (after === null) continue;
      const fields = { ...fieldsOf.get(id), ...after };
      fieldsOf.set(id, fields);
      const story = storyOf(id);
      if (action === 'challenge.match-added')
        story.decisions.push({ person, at, deed: 'added', reason: null });
      if (action === 'challenge.decided') decided(story, { person, at }, fields);
      if (action === 'challenge.ordered' && after.position !== undefined) {
        story.first ??= event.before[id]?.position;
        story.moved = { person, at };
      }
    }
  }
  return { matches, confirmed };
}

/** A decision; one that makes a match undecided again takes back all before it. */
function decided(story: MatchStory, by: { person: string; at: Date }, fields: MatchFields): void {
  if (fields.status === 'approved') story.decisions.push({ ...by, deed: 'approved', reason: null });
  else if (fields.status === 'rejected')
    story.decisions.push({ ...by, deed: 'rejected', reason: fields.rejectionReason ?? null });
  else story.decisions = [];
}

/** Undoing takes back a person's last change that they have not taken back yet. */
function takenBack(events: readonly RecordedEvent[]): ReadonlySet<RecordedEvent> {
  const held = new Map<string, RecordedEvent[]>();
  const undone = new Set<RecordedEvent>();
  for (const event of events) {
    const own = held.get(event.person) ?? [];
    held.set(event.person, own);
    if (UNDOABLE.has(event.action) && event.changed) own.push(event);
    if (event.action === 'challenge.undone') {
      const last = own.pop();
      if (last !== undefined) undone.add(last);
    }
  }
  return undone;
}
