import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { AccountService } from './accounts/contract.js';
import { createAccounts } from './accounts/service.js';
import { type AuditService, createAuditService } from './audit/read.js';
import { caseStudiesOf } from './catalogue/evidence.js';
import { createPlaces } from './catalogue/places.js';
import type { CatalogueStore } from './catalogue/port.js';
import { type CatalogueSearch, createCatalogueSearch } from './catalogue/search.js';
import { type CatalogueService, createCatalogueService } from './catalogue/service.js';
import type { ChallengeService } from './challenges/contract.js';
import { escalate } from './challenges/escalate.js';
import { retain } from './challenges/personal-data.js';
import { createProposer, type Proposer } from './challenges/propose.js';
import { createChallengeService } from './challenges/service.js';
import { createServiceLevel, type ServiceLevelService } from './challenges/service-level.js';
import type { ChangeFeed } from './changes/contract.js';
import { createChangeFeed } from './changes/feed.js';
import { type Config, siteAddress } from './config.js';
import type { Database } from './db/types.js';
import type { Embedder } from './embedding/port.js';
import { AppError } from './errors.js';
import type { EvaluationService } from './evaluation/contract.js';
import { readShipped } from './evaluation/judged.js';
import { createEvaluation } from './evaluation/service.js';
import type { Exposure, FairnessService } from './fairness/contract.js';
import { createExposure } from './fairness/counter.js';
import { createFairnessService, forgetExposure } from './fairness/service.js';
import type { HarvestService } from './harvest/contract.js';
import { createHarvest } from './harvest/service.js';
import type { ImportService } from './imports/contract.js';
import { createImportService } from './imports/service.js';
import type { IntroductionService } from './introductions/contract.js';
import { createIntroductionService } from './introductions/service.js';
import type { LearningService } from './learning/contract.js';
import { createWeightsInUse } from './learning/in-use.js';
import { createLearning } from './learning/service.js';
import { createMailDispatch, type MailDispatch } from './mail/dispatch.js';
import type { MailSender } from './mail/port.js';
import { createMailService, type MailService } from './mail/read.js';
import { createMaintenanceRuns, type Maintenance, type MaintenanceRuns } from './maintenance/runs.js';
import type { Matcher } from './matching/contract.js';
import { createMatcher } from './matching/matcher.js';
import { type MatchWeights, WEIGHTS } from './matching/weights.js';
import type { OpenDataService } from './open-data/contract.js';
import { publicationOf } from './open-data/publication.js';
import { createOpenData } from './open-data/service.js';
import type { PartnerService } from './partners/contract.js';
import type { PartnerKeys } from './partners/keys.js';
import type { QuotaStore } from './partners/quota.js';
import { forgetUsage, type UsageCounter } from './partners/usage.js';
import type { WidgetService } from './partners/widget/service.js';
import { createPartners } from './partners/wiring.js';
import type { ReviewService } from './review/contract.js';
import type { DisclosureService } from './review/disclosure/contract.js';
import { createDisclosureService } from './review/disclosure/service.js';
import { createReviewService } from './review/service.js';
import type { SearchEngine } from './search/port.js';
import { createGlossaries } from './taxonomy/glossary.js';
import { loadThesaurus } from './taxonomy/thesaurus.js';
import type { UpkeepService } from './upkeep/contract.js';
import { createUpkeep } from './upkeep/service.js';
import { readVersion } from './version.js';
import type { WebhookService } from './webhooks/contract.js';
import type { WebhookDeps } from './webhooks/deps.js';
import { createWebhooks } from './webhooks/service.js';

/** What answers requests. */
export interface Features {
  accounts: AccountService;
  challenges: ChallengeService;
  review: ReviewService;
  disclosure: DisclosureService;
  introductions: IntroductionService;
  imports: ImportService;
  learning: LearningService;
  audit: AuditService;
  mail: MailService;
  serviceLevel: ServiceLevelService;
  maintenanceRuns: MaintenanceRuns;
  /** What is due by the clock. */
  maintenance: Maintenance;
  proposer: Proposer;
  dispatch: MailDispatch;
  matcher: Matcher;
  /** The weights that the ranking goes by now. */
  weights: () => MatchWeights;
  exposure: Exposure;
  fairness: FairnessService;
  search: CatalogueSearch;
  catalogue: CatalogueService;
  upkeep: UpkeepService;
  changes: ChangeFeed;
  harvest: HarvestService;
  evaluation: EvaluationService;
  openData: OpenDataService;
  partners: PartnerService;
  /** Keys of partners, looked up. */
  keys: PartnerKeys;
  /** What is asked with them. */
  widget: WidgetService;
  /** What they are used for: adds up what was counted. */
  partnerUsage: Pick<UsageCounter, 'flush' | 'close'>;
  webhooks: WebhookService;
}

const THESAURUS = fileURLToPath(new URL('../seeds/thesaurus.jsonl', import.meta.url));
/** Longest wait that a request is told while the server starts, in seconds. */
const START_SECONDS = 3;

/** What the features rest on. */
export interface FeatureDeps {
  db: Database;
  config: Config;
  log: Logger;
  /** To be called after a commit that wrote outbox rows: they are relayed at once. */
  nudge: () => void;
  store: CatalogueStore;
  engine: SearchEngine;
  sender: MailSender;
  /** The embedder whose vectors the index holds. */
  embedder: () => Embedder | undefined;
  /** Where quotas of partners are counted; absent: in this process. */
  quotas?: QuotaStore | undefined;
  /** Aborts when the process is to end. */
  stopping?: AbortSignal | undefined;
  /** Counts what is sent to webhooks. */
  webhookSent?: WebhookDeps['counted'];
}

/** The features over their ports. */
export async function createFeatures(ports: FeatureDeps): Promise<Features> {
  const { db, config, store, engine, embedder, sender } = ports;
  const concepts = await loadThesaurus(THESAURUS);
  const places = createPlaces();
  const weightsInUse = await createWeightsInUse(ports);
  const matcher = createMatcher({
    engine,
    embedder,
    concepts,
    glossaries: createGlossaries(),
    caseStudiesOf: (ids) => caseStudiesOf(store, ids),
    staleAfterDays: config.staleAfterDays,
    places,
    weights: weightsInUse.current,
  });
  const catalogue = createCatalogueService({ store, staleAfterDays: config.staleAfterDays });
  const upkeep = createUpkeep({ ...ports, catalogue, places });
  const dispatch = createMailDispatch({ db, sender });
  const exposure = createExposure(ports);
  const proposer = createProposer({ db, matcher, store, exposure, weights: weightsInUse.current });
  const search = createCatalogueSearch({ engine, embedder, staleAfterDays: config.staleAfterDays });
  const partners = createPartners({
    ...ports,
    version: () => engine.version,
    search,
    matcher,
    catalogue,
    exposure,
  });
  const introductions = createIntroductionService(ports);
  const imports = createImportService(ports);
  const webhooks = createWebhooks({ ...ports, counted: ports.webhookSent });
  const harvest = createHarvest({ ...ports, places });
  const learning = createLearning({ ...ports, matcher, weightsInUse });
  const evaluation = createEvaluation({
    ...ports,
    ...{ matcher, shipped: readShipped, weights: weightsInUse.current },
    learnt: () => learning.learntJudgments(),
    engine: config.meiliUrl === undefined ? 'embedded' : 'meilisearch',
  });
  return {
    accounts: await createAccounts(ports),
    challenges: createChallengeService({ ...ports, matcher, places }),
    review: createReviewService({ ...ports, proposer }),
    disclosure: createDisclosureService(ports),
    introductions,
    imports,
    learning,
    audit: createAuditService({ db }),
    mail: createMailService(ports),
    serviceLevel: createServiceLevel({ db, serviceLevel: config.serviceLevel }),
    maintenanceRuns: createMaintenanceRuns({ db }),
    maintenance: {
      escalate: () =>
        escalate({ db, serviceLevel: config.serviceLevel, siteUrl: siteAddress(config) }, new Date()),
      'send-mails': async () => (await sendOverdue(dispatch)) + (await webhooks.wake()),
      reconfirm: () => upkeep.reconfirm(),
      'check-links': () => upkeep.checkLinks(),
      'follow-up': () => introductions.followUp(new Date()),
      evaluate: () => evaluation.evaluateIfDue(),
      retain: async () =>
        (await retain(db, config.retentionDays, new Date())) +
        (await imports.forget(new Date())) +
        (await forgetExposure(db, new Date())) +
        (await forgetUsage(db, new Date())) +
        (await webhooks.forget(new Date())),
      learn: () => learning.learn(),
      harvest: () => harvest.harvestDue(),
    },
    weights: weightsInUse.current,
    proposer,
    dispatch,
    matcher,
    exposure,
    fairness: createFairnessService({ db }),
    search,
    catalogue,
    upkeep,
    changes: createChangeFeed({ db, siteUrl: siteAddress(config) }),
    harvest,
    evaluation,
    openData: createOpenData({ db, concepts, publication: publicationOf(config), version: readVersion() }),
    ...partners,
    webhooks,
  };
}

/** Sends mails whose job was lost. */
async function sendOverdue(dispatch: MailDispatch): Promise<number> {
  const { sent, refused } = await dispatch.send(await dispatch.overdue());
  return sent + refused;
}

/**
 * The features as routes take them before there are any: each call goes to what `get` gives by then.
 * Every call throws an AppError `unavailable` as long as that is nothing.
 */
export function lateFeatures(get: () => Features | undefined): Features {
  return {
    accounts: late(() => get()?.accounts),
    challenges: late(() => get()?.challenges),
    review: late(() => get()?.review),
    disclosure: late(() => get()?.disclosure),
    introductions: late(() => get()?.introductions),
    imports: late(() => get()?.imports),
    learning: late(() => get()?.learning),
    audit: lateAudit(() => get()?.audit),
    mail: late(() => get()?.mail),
    serviceLevel: late(() => get()?.serviceLevel),
    maintenanceRuns: late(() => get()?.maintenanceRuns),
    maintenance: late(() => get()?.maintenance),
    proposer: late(() => get()?.proposer),
    dispatch: late(() => get()?.dispatch),
    matcher: late(() => get()?.matcher),
    weights: () => get()?.weights() ?? WEIGHTS,
    exposure: {
      shown: (places) => get()?.exposure.shown(places),
      flush: async () => get()?.exposure.flush(),
      close: async () => get()?.exposure.close(),
    },
    fairness: late(() => get()?.fairness),
    search: late(() => get()?.search),
    upkeep: late(() => get()?.upkeep),
    changes: late(() => get()?.changes),
    harvest: late(() => get()?.harvest),
    evaluation: late(() => get()?.evaluation),
    openData: late(() => get()?.openData),
    partners: late(() => get()?.partners),
    keys: late(() => get()?.keys),
    widget: late(() => get()?.widget),
    partnerUsage: late(() => get()?.partnerUsage),
    webhooks: late(() => get()?.webhooks),
    catalogue: {
      get: (id) => late(() => get()?.catalogue).get(id),
      pages: late(() => get()?.catalogue.pages),
    },
  };
}

/** The record's export is a stream, which begins when it is read. */
function lateAudit(get: () => AuditService | undefined): AuditService {
  const service = late(get);
  return {
    list: (filter, limit) => service.list(filter, limit),
    async *csv(asker) {
      const audit = get();
      if (audit === undefined) throw new AppError('unavailable', 'The server is getting ready');
      yield* audit.csv(asker);
    },
  };
}

/** A service whose methods, all asynchronous, wait for nothing: they fail until there is one. */
function late<T extends object>(get: () => T | undefined): T {
  const handler: ProxyHandler<object> = {
    get:
      (_target, name) =>
      async (...given: unknown[]) => {
        const service = get();
        if (service === undefined) {
          throw new AppError('unavailable', 'The server is getting ready', {
            retryAfterSeconds: START_SECONDS,
          });
        }
        const method: unknown = Reflect.get(service, name);
        if (typeof method !== 'function') throw new TypeError(`A service has no method ${String(name)}`);
        return Reflect.apply(method, service, given) as unknown;
      },
  };
  // The proxy answers every method of T; nothing else of it is ever asked for.
  return new Proxy({}, handler) as T;
}
