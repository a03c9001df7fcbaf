import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { AccountService } from '../accounts/contract.js';
import type { AuditService } from '../audit/read.js';
import type { EntryResponse } from '../catalogue/contract.js';
import type { Coordinates, EntryKind } from '../catalogue/entry.js';
import type { CatalogueSearch } from '../catalogue/search.js';
import type { ChallengeService } from '../challenges/contract.js';
import type { EvaluationService } from '../evaluation/contract.js';
import type { Exposure, FairnessService } from '../fairness/contract.js';
import type { HarvestService } from '../harvest/contract.js';
import type { Readiness } from '../http/health.js';
import type { ImportService } from '../imports/contract.js';
import type { IntroductionService } from '../introductions/contract.js';
import type { LearningService } from '../learning/contract.js';
import type { MailService } from '../mail/read.js';
import type { Matcher } from '../matching/contract.js';
import type { MatchWeights } from '../matching/weights.js';
import type { Publication } from '../open-data/publication.js';
import type { ReviewService } from '../review/contract.js';
import type { DisclosureService } from '../review/disclosure/contract.js';
import type { Pathway, Sdg, Sector } from '../taxonomy/index.js';
import type { UpkeepService } from '../upkeep/contract.js';
import type { WebhookService } from '../webhooks/contract.js';
import type { EmbedDeps } from './widget/embed.js';

/** What the pages read of the catalogue. */
export interface EntryReader {
  /** The published entry, or `undefined` for an unknown id. */
  get(id: string): Promise<EntryResponse | undefined>;
  /** Where entries are, by id; ids without a known place are left out. */
  coordinates(ids: readonly string[]): Promise<Map<string, Coordinates>>;
  count(): Promise<{ total: number; byKind: Record<EntryKind, number> }>;
}

/** What the pages read of the taxonomy: the module itself fits. */
export interface TaxonomyLabels {
  sectors: readonly Sector[];
  sdgs: readonly Sdg[];
  pathways: readonly Pathway[];
  /** Their names come from the reader's locale, so that lists sort as the reader expects. */
  countryCodes: readonly string[];
}

/** How far the start has come, and how each part is: what `GET /readyz` tells. */
export type Status = Pick<Readiness, 'ready' | 'doing' | 'progress' | 'parts'>;

/** Everything the pages need of the rest of the product. */
export interface WebDeps {
  matcher: Matcher;
  /** What ranking goes by now, for the page that states it; absent: what the product comes with. */
  weights?: (() => MatchWeights) | undefined;
  /** Counts what answers show; absent: nobody does. */
  exposure?: Exposure | undefined;
  /** What was shown, for staff; absent: the console does not tell. */
  fairness?: FairnessService | undefined;
  entries: EntryReader;
  search: CatalogueSearch;
  taxonomy: TaxonomyLabels;
  /** Under what name and terms the catalogue is published; absent: there is no open data. */
  publication?: Publication | undefined;
  /** Who may sign in; absent: nobody can. */
  accounts?: AccountService | undefined;
  /** Challenges that cities submit; absent: none are taken. */
  challenges?: ChallengeService | undefined;
  /** Introductions of cities to who helps them; absent: none are made. */
  introductions?: IntroductionService | undefined;
  /** Files that staff upload to the catalogue; absent: none are taken. */
  imports?: ImportService | undefined;
  /** Entries of other sites; absent: none are harvested. */
  harvest?: HarvestService | undefined;
  audit?: AuditService | undefined;
  /** What is learnt from decisions; absent: nothing is. */
  learning?: LearningService | undefined;
  mail?: MailService | undefined;
  /** Upkeep of the catalogue; absent: nobody edits it here. */
  upkeep?: UpkeepService | undefined;
  /** How well matching answers; absent: it is not measured. */
  evaluation?: EvaluationService | undefined;
  /** Addresses of others that are told of changes; absent: none are. */
  webhooks?: WebhookService | undefined;
  /** The review of challenges; absent: the console has no queue. */
  review?: ReviewService | undefined;
  /** How far challenges are open to others; absent: none are. */
  disclosure?: DisclosureService | undefined;
  /** Keys of partners, for the frame that their pages show; absent: there is none. */
  keys?: EmbedDeps['keys'];
  /** The board of the job queue for administrators, once the queue is open; absent: there is none. */
  jobBoard?: (() => RequestHandler | undefined) | undefined;
  status(): Status;
  /** Counts requests for pages; assets are not counted. */
  limit?: RequestHandler | undefined;
  /** Finds out who asks; absent: nobody is signed in. */
  identify?: RequestHandler | undefined;
  log: Logger;
}
