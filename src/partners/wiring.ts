import type { Logger } from 'pino';
import type { EntryResponse } from '../catalogue/contract.js';
import type { CatalogueStore } from '../catalogue/port.js';
import type { CatalogueSearch } from '../catalogue/search.js';
import type { Config } from '../config.js';
import type { Database } from '../db/types.js';
import type { Exposure } from '../fairness/contract.js';
import type { Matcher } from '../matching/contract.js';
import type { PartnerService } from './contract.js';
import { createPartnerKeys, type PartnerKeys } from './keys.js';
import { createMemoryQuotas, createQuotas, type QuotaStore, type Quotas } from './quota.js';
import { createPartnerService } from './service.js';
import { createUsageCounter, sumsOf, type UsageCounter } from './usage.js';
import { createWidgetService, type WidgetService } from './widget/service.js';

export interface PartnersDeps {
  db: Database;
  log: Logger;
  config: Pick<Config, 'publicUrl'>;
  store: CatalogueStore;
  search: CatalogueSearch;
  matcher: Matcher;
  catalogue: { get(id: string): Promise<EntryResponse | undefined> };
  exposure?: Exposure | undefined;
  /** Where quotas are counted; absent: in this process. */
  quotas?: QuotaStore | undefined;
  now?: (() => Date) | undefined;
}

/** Partners, their keys and what is asked with them, over the database and the services behind. */
export function createPartners(deps: PartnersDeps): {
  partners: PartnerService;
  keys: PartnerKeys;
  widget: WidgetService;
  partnerUsage: UsageCounter;
} {
  const { db, log, now, quotas: store = createMemoryQuotas() } = deps;
  const keys = createPartnerKeys({ db, ...(now && { now }) });
  const partnerUsage = createUsageCounter({
    ...{ db, log, now },
    // What the table has was surely taken: a counter that was away or began anew is mended by it.
    saved: (partnerId, day, used) => quotas.raise(partnerId, day, used),
  });
  const quotas: Quotas = createQuotas({
    ...{ store, now },
    async sumOf(partnerId, day) {
      await partnerUsage.flush();
      return (await sumsOf(db, [partnerId], day)).get(partnerId) ?? 0;
    },
  });
  return {
    keys,
    partnerUsage,
    partners: createPartnerService({ db, now, usage: partnerUsage, changed: () => keys.forget() }),
    widget: createWidgetService({
      ...deps,
      ...{ usage: partnerUsage, quotas },
      pagesAt: deps.config.publicUrl?.replace(/\/$/, '') ?? '',
    }),
  };
}
