import type { challenges } from '../db/schema.js';

type Disclosed = Pick<typeof challenges.$inferSelect, 'disclosure' | 'title' | 'statement'>;

/** What of a challenge a provider may read; `undefined` where the city keeps it to the secretariat. */
export function disclosedTextOf({
  disclosure,
  title,
  statement,
}: Disclosed): { title: string; statement: string } | undefined {
  return disclosure === 'secretariat' ? undefined : { title, statement };
}
