import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/types.js';
import type { AskedWords } from './words.js';

const rowsSchema = z.array(z.object({ word: z.string(), rows: z.coerce.number() }));

/** How many rows hold a word at most, by PostgreSQL's own statistics. */
export interface CommonWords {
  rowsWith(word: string): number;
}

/**
 * Reads what PostgreSQL has found when it last analysed the table (manual, 54.27 `pg_stats`: the commonest elements of
 * a column, and the share of rows that hold each). Undefined where it did not yet.
 */
export async function readCommonWords(db: Database): Promise<CommonWords | undefined> {
  const found = await db.select({ word: sql`word`, rows: sql`rows` }).from(sql`(
      select one.word, one.share * c.reltuples as rows
      from pg_stats s
      join pg_class c on c.oid = 'citymatch.search_words'::regclass and c.reltuples > 0
      cross join unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as one(word, share)
      where s.schemaname = 'citymatch' and s.tablename = 'search_words' and s.attname = 'words'
        and one.word is not null
    ) as listed`);
  const listed = rowsSchema.parse(found);
  if (listed.length === 0) return undefined;
  const rows = new Map(listed.map((one) => [one.word, one.rows]));
  const least = Math.min(...rows.values());
  return { rowsWith: (word) => rows.get(word) ?? least };
}

/**
 * The rarest of the words, as many as `most` rows hold together; at least one.
 * @returns undefined where all words are in so few rows.
 */
export function tellingWords(
  { words }: Pick<AskedWords, 'words'>,
  common: CommonWords,
  most: number,
): AskedWords | undefined {
  const counted = words
    .map((stems) => ({ stems, rows: stems.reduce((sum, one) => sum + common.rowsWith(one), 0) }))
    .sort((a, b) => a.rows - b.rows);
  let sum = 0;
  const telling = counted.filter(({ rows }, at) => {
    sum += rows;
    return at === 0 || sum <= most;
  });
  if (telling.length === counted.length && sum <= most) return undefined;
  return { words: telling.map(({ stems }) => stems), beginning: undefined };
}
