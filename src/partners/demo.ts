import { partners } from '../db/schema.js';
import type { Database } from '../db/types.js';
import { AppError } from '../errors.js';
import type { Partner, PartnerService } from './contract.js';
import { partnerSettingsSchema } from './contract.js';

/** The partner of the demonstration: it has this id on every server. */
export const DEMO_PARTNER = 'pa-demonstration';
/** Enough to try the search, too little to live on. */
const DEMO_QUOTA = 1_000;

/** The partner whose key stands in the demonstration page. */
export interface PartnerDemo {
  /**
   * Enters it where no partner was ever there: pages of this site alone may use its key. Who removes it is not
   * given it again.
   */
  prepare(): Promise<void>;
  /** It, while its key works; undefined where it was paused or removed, or was never there. */
  working(): Promise<{ partner: Partner; key: string } | undefined>;
}

export function createPartnerDemo({ db, service }: { db: Database; service: PartnerService }): PartnerDemo {
  return {
    async prepare() {
      // Those that were removed count too.
      if ((await db.$count(partners)) > 0) return;
      const settings = partnerSettingsSchema.parse({ name: 'Demonstration', quotaPerDay: DEMO_QUOTA });
      const asker = { actor: { kind: 'system', name: 'start' } } as const;
      try {
        await service.create(settings, asker, DEMO_PARTNER);
      } catch (error) {
        // Another process was faster.
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      }
    },
    async working() {
      const partner = await service.get(DEMO_PARTNER);
      if (partner === undefined || partner.status !== 'active') return undefined;
      const key = workingKey(partner);
      return key === undefined ? undefined : { partner, key };
    },
  };
}

/** The newest publishable key of a partner that works and is not about to end, else one that is. */
export function workingKey({ keys }: Pick<Partner, 'keys'>): string | undefined {
  const publishable = keys.filter(({ kind }) => kind === 'publishable');
  const active = publishable.find(({ state }) => state === 'active');
  return (active ?? publishable.find(({ state }) => state === 'expiring'))?.key;
}
