import { type challenges, DISCLOSURES } from '../db/schema.js';

type Level = (typeof DISCLOSURES)[number];
type Disclosed = Pick<
  typeof challenges.$inferSelect,
  'disclosure' | 'shownTo' | 'publicTitle' | 'publicStatement'
>;

/** Whether the first is read by more than the second. */
export function isWider(level: Level, than: Level): boolean {
  return DISCLOSURES.indexOf(level) > DISCLOSURES.indexOf(than);
}

/** How far a challenge is open: as far as staff opened it, and never beyond what its city agreed to. */
export function openTo({ disclosure, shownTo }: Pick<Disclosed, 'disclosure' | 'shownTo'>): Level {
  return isWider(shownTo, disclosure) ? disclosure : shownTo;
}

/**
 * What of a challenge somebody outside the secretariat may read: its redacted words, once staff opened it that far.
 * `undefined` where the city keeps it to the secretariat, or nobody has redacted it yet.
 */
export function disclosedTextOf(
  row: Disclosed,
  reader: 'providers' | 'public' = 'providers',
): { title: string; statement: string } | undefined {
  const { publicTitle: title, publicStatement: statement } = row;
  if (isWider(reader, openTo(row)) || title === null || statement === null) return undefined;
  return { title, statement };
}
