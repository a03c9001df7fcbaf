import type { AccountService } from '../accounts/contract.js';
import { accountsCalls } from '../accounts/routes.js';
import type { AuditService } from '../audit/read.js';
import { auditCalls } from '../audit/routes.js';
import { type CatalogueRoutesDeps, catalogueCalls } from '../catalogue/routes.js';
import type { ChallengeService } from '../challenges/contract.js';
import { challengeCalls, serviceLevelCalls } from '../challenges/routes.js';
import type { ServiceLevelService } from '../challenges/service-level.js';
import type { ChangeFeed } from '../changes/contract.js';
import { changesCalls } from '../changes/routes.js';
import type { EvaluationService } from '../evaluation/contract.js';
import { evaluationCalls } from '../evaluation/routes.js';
import type { FairnessService } from '../fairness/contract.js';
import { fairnessCalls } from '../fairness/routes.js';
import type { HarvestService } from '../harvest/contract.js';
import { harvestCalls } from '../harvest/routes.js';
import type { ImportService } from '../imports/contract.js';
import { importCalls } from '../imports/routes.js';
import type { IntroductionService } from '../introductions/contract.js';
import { introductionCalls } from '../introductions/routes.js';
import type { LearningService } from '../learning/contract.js';
import { learningCalls } from '../learning/routes.js';
import { type MatchingRoutesDeps, matchingCalls } from '../matching/routes.js';
import type { OpenDataService } from '../open-data/contract.js';
import { openDataCalls } from '../open-data/routes.js';
import type { PartnerService } from '../partners/contract.js';
import { partnerCalls } from '../partners/routes.js';
import { widgetCalls } from '../partners/widget/routes.js';
import type { WidgetService } from '../partners/widget/service.js';
import type { ReviewService } from '../review/contract.js';
import type { DisclosureService } from '../review/disclosure/contract.js';
import { disclosureCalls } from '../review/disclosure/routes.js';
import { reviewCalls } from '../review/routes.js';
import { taxonomyCalls } from '../taxonomy/routes.js';
import type { UpkeepService } from '../upkeep/contract.js';
import { upkeepCalls } from '../upkeep/routes.js';
import type { WebhookService } from '../webhooks/contract.js';
import { webhookCalls } from '../webhooks/routes.js';
import type { Call } from './api.js';

/** The services that calls are made to. */
export interface CallDeps extends CatalogueRoutesDeps, MatchingRoutesDeps {
  accounts?: AccountService | undefined;
  challenges?: ChallengeService | undefined;
  review?: ReviewService | undefined;
  disclosure?: DisclosureService | undefined;
  introductions?: IntroductionService | undefined;
  imports?: ImportService | undefined;
  audit?: AuditService | undefined;
  fairness?: FairnessService | undefined;
  learning?: LearningService | undefined;
  serviceLevel?: ServiceLevelService | undefined;
  upkeep?: UpkeepService | undefined;
  changes?: ChangeFeed | undefined;
  harvest?: HarvestService | undefined;
  evaluation?: EvaluationService | undefined;
  openData?: OpenDataService | undefined;
  partners?: PartnerService | undefined;
  widget?: WidgetService | undefined;
  webhooks?: WebhookService | undefined;
}

/** Every call of `/v1`: the list that is mounted, described in `/openapi.json`, and checked for who may make it. */
export function allCalls(deps: CallDeps): Call[] {
  return [
    ...matchingCalls(deps),
    ...catalogueCalls(deps),
    ...(deps.upkeep ? upkeepCalls(deps.upkeep) : []),
    ...(deps.changes ? changesCalls(deps.changes) : []),
    ...taxonomyCalls(),
    ...(deps.openData ? openDataCalls(deps.openData) : []),
    ...(deps.accounts ? accountsCalls(deps.accounts) : []),
    ...(deps.challenges ? challengeCalls(deps.challenges) : []),
    ...(deps.review ? reviewCalls(deps.review) : []),
    ...(deps.disclosure ? disclosureCalls(deps.disclosure) : []),
    ...(deps.imports ? importCalls(deps.imports) : []),
    ...(deps.harvest ? harvestCalls(deps.harvest) : []),
    ...(deps.introductions ? introductionCalls(deps.introductions) : []),
    ...(deps.serviceLevel ? serviceLevelCalls(deps.serviceLevel) : []),
    ...(deps.evaluation ? evaluationCalls(deps.evaluation) : []),
    ...(deps.partners ? partnerCalls(deps.partners) : []),
    ...(deps.widget ? widgetCalls(deps.widget) : []),
    ...(deps.audit ? auditCalls(deps.audit) : []),
    ...(deps.fairness ? fairnessCalls(deps.fairness) : []),
    ...(deps.learning ? learningCalls(deps.learning) : []),
    ...(deps.webhooks ? webhookCalls(deps.webhooks) : []),
  ];
}
