import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { publications } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { matchResultSchema, reasonSchema, translatedReasonsSchema } from '../matching/contract.js';

/** An answer as it was published, whole. */
export const publishedAnswerSchema = z.object({
  note: z.string(),
  confident: z.boolean(),
  matches: z.array(
    z.object({
      matchId: z.string(),
      entryId: z.string(),
      position: z.int().min(1),
      reasons: z.array(reasonSchema),
      translated: translatedReasonsSchema.optional(),
      note: z.string(),
      shown: matchResultSchema,
    }),
  ),
});
export type PublishedAnswer = z.infer<typeof publishedAnswerSchema>;

/** The answer that the city sees: that of the last publication, if there was one. */
export async function readPublication(
  db: Database,
  challengeId: string,
): Promise<(PublishedAnswer & { number: number }) | undefined> {
  const [row] = await db
    .select()
    .from(publications)
    .where(eq(publications.challengeId, challengeId))
    .orderBy(desc(publications.number))
    .limit(1);
  return row && { ...publishedAnswerSchema.parse(row.answer), number: row.number };
}
