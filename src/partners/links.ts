import { and, eq, isNull } from 'drizzle-orm';
import type { Asker } from '../access.js';
import { recordAudit } from '../audit/record.js';
import { partnerLinks, partners } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import { hashSecret, newSecret } from '../ids.js';

/** The secret links by which the people of partners, who have no account, see how their keys are used. */
export interface PartnerLinks {
  /** Since when a partner has a link; undefined: it has none. */
  since(partnerId: string): Promise<Date | undefined>;
  /** A new secret, told this once; the one before opens nothing any more. @throws AppError `not-found`. */
  make(partnerId: string, asker: Asker): Promise<string>;
  /** The link opens nothing any more; nothing happens where there is none. */
  withdraw(partnerId: string, asker: Asker): Promise<void>;
  /** Whether a secret is that of this partner's link. */
  opens(partnerId: string, token: string): Promise<boolean>;
}

/** Links of partners in the database, which keeps their hashes alone. Each change is in the record. */
export function createPartnerLinks({ db }: { db: Database }): PartnerLinks {
  return {
    async since(partnerId) {
      const [row] = await db.select().from(partnerLinks).where(eq(partnerLinks.partnerId, partnerId));
      return row?.madeAt;
    },
    async make(partnerId, asker) {
      const token = newSecret();
      const row = { tokenHash: hashSecret(token), madeAt: new Date() };
      await db.transaction(async (tx) => {
        const there = await tx.$count(partners, and(eq(partners.id, partnerId), isNull(partners.removedAt)));
        if (there === 0) throw new AppError('not-found', 'There is no partner of this id');
        await tx
          .insert(partnerLinks)
          .values({ partnerId, ...row })
          .onConflictDoUpdate({ target: partnerLinks.partnerId, set: row });
        await recordAudit(tx, { ...asker, action: 'partner.link-made', subject: of(partnerId) });
      });
      return token;
    },
    async withdraw(partnerId, asker) {
      await db.transaction(async (tx) => {
        const gone = await tx
          .delete(partnerLinks)
          .where(eq(partnerLinks.partnerId, partnerId))
          .returning({ partnerId: partnerLinks.partnerId });
        if (gone.length === 0) return;
        await recordAudit(tx, { ...asker, action: 'partner.link-withdrawn', subject: of(partnerId) });
      });
    },
    async opens(partnerId, token) {
      if (token === '') return false;
      const held = and(eq(partnerLinks.partnerId, partnerId), eq(partnerLinks.tokenHash, hashSecret(token)));
      return (await db.$count(partnerLinks, held)) > 0;
    },
  };
}

const of = (id: string) => ({ kind: 'partner', id });
