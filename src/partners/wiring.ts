import type { Logger } from 'pino';
import type { EntryResponse } from '../catalogue/contract.js';
import type { CatalogueStore } from '../catalogue/port.js';
import { rememberedSearch } from '../catalogue/remembered.js';
import type { CatalogueSearch } from '../catalogue/search.js';
import type { Config } from '../config.js';
import type { Database } from '../db/types.js';
import type { Exposure } from '../fairness/contract.js';
import type { Matcher } from '../matching/contract.js';
import type { PartnerService } from './contract.js';
import { createCounting } from './counting.js';
import { createPartnerKeys, type PartnerKeys } from './keys.js';
import type { QuotaStore } from './quota.js';
import { createPartnerService } from './service.js';
import type { UsageCounter } from './usage.js';
import { createWidgetService, type WidgetService } from './widget/service.js';

export interface PartnersDeps {
  db: Database;
  log: Logger;
  config: Pick<Config, 'publicUrl'>;
  store: CatalogueStore;
  search: CatalogueSearch;
  /** Of the index: rises with each change; undefined where nobody can tell. */
  version: () => number | undefined;
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
  const { db, log, now, quotas: store } = deps;
  const keys = createPartnerKeys({ db, ...(now && { now }) });
  const { usage, quotas } = createCounting({ db, log, store, now });
  return {
    keys,
    partnerUsage: usage,
    partners: createPartnerService({ db, now, usage, changed: () => keys.forget() }),
    widget: createWidgetService({
      ...deps,
      ...{ usage, quotas },
      search: rememberedSearch({ search: deps.search, version: deps.version }),
      pagesAt: deps.config.publicUrl?.replace(/\/$/, '') ?? '',
    }),
  };
}
