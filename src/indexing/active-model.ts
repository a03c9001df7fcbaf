import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { settings } from '../db/schema.js';
import type { Database } from '../db/types.js';

const KEY = 'active-model';

const activeModelSchema = z.object({
  /** Model of the vectors in the index. */
  modelId: z.string(),
  /** What opens it again: a value of EMBEDDING_MODEL. */
  name: z.string(),
});
export type ActiveModel = z.infer<typeof activeModelSchema>;

/** The model that the index was built with last; undefined before the first time. */
export async function readActiveModel(db: Database): Promise<ActiveModel | undefined> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY));
  return activeModelSchema.safeParse(row?.value).data;
}

export async function writeActiveModel(db: Database, value: ActiveModel): Promise<void> {
  await db
    .insert(settings)
    .values({ key: KEY, value })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: new Date() } });
}

/**
 * The value of EMBEDDING_MODEL that opens this model again.
 * @param configured What EMBEDDING_MODEL is now, where it is set.
 */
export function modelNameOf(modelId: string, configured: string | undefined): string {
  return (
    configured ?? (modelId.startsWith('bundled:') ? 'bundled' : (modelId.split('@sha256:')[0] ?? modelId))
  );
}
