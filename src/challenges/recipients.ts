import { eq } from 'drizzle-orm';
import type { Role } from '../access.js';
import { people } from '../db/schema.js';
import type { Database } from '../db/types.js';

export type Recipient = typeof people.$inferSelect;

/** Everybody who may sign in. */
export function everybodyOf(db: Database): Promise<Recipient[]> {
  return db.select().from(people).where(eq(people.disabled, false));
}

/** Whoever has the task; all staff where nobody has it, or has left. */
export function taskOf(everybody: readonly Recipient[], assignedTo: string | null): readonly Recipient[] {
  const mine = everybody.filter(({ id }) => id === assignedTo);
  return mine.length > 0 ? mine : having(everybody, 'staff', 'admin');
}

/** Those of one of these roles. */
export function having(everybody: readonly Recipient[], ...roles: Role[]): readonly Recipient[] {
  return everybody.filter(({ role }) => roles.some((one) => one === role));
}
