import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { settings } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { newSecret } from '../ids.js';

const KEY = 'auth-secret';

/** The secret that signs cookies: the configured one, else the one made at the first start. */
export async function authSecret(db: Database, configured: string | undefined): Promise<string> {
  if (configured !== undefined) return configured;
  await db
    .insert(settings)
    .values({ key: KEY, value: newSecret() + newSecret() })
    .onConflictDoNothing();
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, KEY));
  const kept = z.string().min(32).safeParse(row?.value);
  if (kept.success) return kept.data;
  throw new AppError('misconfigured', `The setting ${KEY} in the database is no secret: delete that row`);
}
