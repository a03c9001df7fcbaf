import {
  CAME_OF_IT,
  CONFIRMATION,
  DECISION,
  type Deed,
  DISMISSED,
  ENDED,
  GRADE,
  gradeOf,
  REJECTED,
} from './grades.js';
import type { ChallengeRecord, MatchRecord } from './record.js';
import { type MatchStory, replay, type Story } from './replay.js';

/** What somebody said of an entry for a challenge, by what they did. */
export interface Say {
  what: Deed;
  /** Id of a person of the secretariat, or `city`: that of the challenge. */
  by: string;
  at: Date;
  /** From 0 to 3, as judgments have it. */
  grade: number;
  /** How much it weighs against what others say. */
  weight: number;
}

/** Who answers for a challenge's city. */
export const CITY = 'city';

/** The first so many places are what a city reads first. */
const FIRST = 3;

/** What was said of each entry of a challenge, by entry id: of everybody the last word. Pure. */
export function saysOf(record: ChallengeRecord): Map<string, Say[]> {
  const story = replay(record.events);
  const up = movedUp(record.matches, story);
  const says = new Map<string, Say[]>();
  for (const match of record.matches) {
    const all = [...staffSays(match, story, up.get(match.id)), ...citySays(match, record)];
    const last = lastOfEach(all);
    if (last.length > 0) says.set(match.entryId, last);
  }
  return says;
}

/** Entries that staff put among the first and the engine had not, among those that were kept; and who did. */
function movedUp(matches: readonly MatchRecord[], { matches: stories }: Story) {
  const kept = matches.filter(({ status }) => status === 'approved');
  const placeOf = (match: MatchRecord) => stories.get(match.id)?.first ?? match.position;
  const before = [...kept].sort((a, b) => placeOf(a) - placeOf(b));
  const now = [...kept].sort((a, b) => a.position - b.position);
  const up = new Map<string, { person: string; at: Date }>();
  for (const match of now.slice(0, FIRST)) {
    const moved = stories.get(match.id)?.moved;
    if (moved !== undefined && before.indexOf(match) >= FIRST) up.set(match.id, moved);
  }
  return up;
}

function staffSays(
  { id, status }: MatchRecord,
  { matches, confirmed }: Story,
  moved: { person: string; at: Date } | undefined,
): Say[] {
  const decisions = matches.get(id)?.decisions ?? [];
  const says = decisions.flatMap((decision) => decisionSays(decision));
  if (moved !== undefined && status === 'approved') {
    says.push({
      what: 'moved-up',
      by: moved.person,
      at: moved.at,
      grade: GRADE.movedUp,
      weight: DECISION,
    });
  }
  const stands = standing(decisions, status);
  if (stands === undefined) return says;
  for (const { person, at, deed } of confirmed) {
    const own = byTime(says.filter(({ by }) => by === person)).at(-1);
    // Whoever said so before says nothing new.
    if (own !== undefined && helps(own.grade) === helps(stands)) continue;
    says.push({ what: deed, by: person, at, grade: stands, weight: CONFIRMATION });
  }
  return says;
}

function decisionSays({ person: by, at, deed, reason }: MatchStory['decisions'][number]): Say[] {
  if (deed !== 'rejected') return [{ what: deed, by, at, grade: GRADE[deed], weight: DECISION }];
  const grade = gradeOf(REJECTED, reason);
  if (grade === undefined) return [];
  return [{ what: `rejected:${reason}` as Deed, by, at, grade, weight: DECISION }];
}

/** The grade that whoever confirms an answer confirms; nothing where its decision says nothing. */
function standing(decisions: MatchStory['decisions'], status: MatchRecord['status']): number | undefined {
  const last = decisions.at(-1);
  if (last === undefined) return undefined;
  if (status === 'approved') return GRADE.approved;
  return status === 'rejected' ? gradeOf(REJECTED, last.reason) : undefined;
}

function citySays({ entryId, dismissal }: MatchRecord, { introductions }: ChallengeRecord): Say[] {
  const says: Say[] = [];
  for (const { requestedAt, reports } of introductions.filter((one) => one.entryId === entryId)) {
    const asked = { by: CITY, grade: GRADE.introductionAsked, weight: DECISION };
    says.push({ what: 'introduction-asked', at: requestedAt, ...asked });
    for (const { outcome, reason, by, at } of reports) {
      const grade = outcome === 'ended' ? gradeOf(ENDED, reason) : gradeOf(CAME_OF_IT, outcome);
      const source = sourceOf(by);
      if (grade === undefined || source === undefined) continue;
      says.push({ what: `outcome:${outcome}` as Deed, by: source, at, grade, weight: DECISION });
    }
  }
  const grade = dismissal && gradeOf(DISMISSED, dismissal.reason);
  if (dismissal !== undefined && grade !== undefined) {
    const what = `dismissed:${dismissal.reason}` as Deed;
    says.push({ what, by: CITY, at: dismissal.at, grade, weight: DECISION });
  }
  return says;
}

/** Who reports an outcome; what the other side says of itself is not counted. */
function sourceOf(actor: string): string | undefined {
  const [kind, id] = actor.split(':', 2);
  if (kind === 'city') return CITY;
  return kind === 'person' ? id : undefined;
}

/** Of everybody the last word; who put an entry among the first and approves it then stays with that. */
function lastOfEach(says: readonly Say[]): Say[] {
  const last = new Map<string, Say>();
  for (const say of byTime(says)) {
    const before = last.get(say.by);
    if (before?.what === 'moved-up' && say.what === 'approved') continue;
    last.set(say.by, say);
  }
  return byTime([...last.values()]);
}

const byTime = (says: readonly Say[]) => [...says].sort((a, b) => a.at.getTime() - b.at.getTime());
const helps = (grade: number) => grade > 0;
