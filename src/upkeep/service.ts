import { createPlaces, type Places } from '../catalogue/places.js';
import type { CatalogueStore } from '../catalogue/port.js';
import type { CatalogueService } from '../catalogue/service.js';
import { type Config, siteAddress } from '../config.js';
import type { Database } from '../db/types.js';
import type { Embedder } from '../embedding/port.js';
import type { SearchEngine } from '../search/port.js';
import type { UpkeepService } from './contract.js';
import {
  archiveEntry,
  createEntry,
  discardDraft,
  editEntry,
  publishEntry,
  restoreEntry,
  verifyEntry,
} from './edit.js';
import { checkLinks, type LinkCheckDeps } from './links/check.js';
import { findLookAlikes } from './look-alikes.js';
import { finishAnswer, readQuestion, reconfirm, setContact, takeAnswer } from './questions.js';
import { countEntries, listEntries, previewOf, readRecord } from './read.js';

export interface UpkeepDeps {
  db: Database;
  config: Pick<Config, 'staleAfterDays' | 'retentionDays' | 'publicUrl' | 'host' | 'port'>;
  store: CatalogueStore;
  catalogue: Pick<CatalogueService, 'get'>;
  engine: SearchEngine;
  embedder: () => Embedder | undefined;
  /** To be called after a commit that wrote outbox rows. */
  nudge: () => void;
  /** Aborts when the process is to end: a long check of links then ends early. */
  stopping?: AbortSignal | undefined;
  now?: () => Date;
  places?: Places;
  /** How links are asked; for tests. */
  links?: Pick<LinkCheckDeps, 'request' | 'hostPauseMs'>;
}

/** Creates the upkeep of the catalogue. */
export function createUpkeep(given: UpkeepDeps): UpkeepService {
  const { config, stopping } = given;
  const deps = {
    ...given,
    now: given.now ?? (() => new Date()),
    places: given.places ?? createPlaces(),
    staleAfterDays: config.staleAfterDays,
    retentionDays: config.retentionDays,
    siteUrl: siteAddress(config),
  };
  const recordAfter = async (id: string, work: Promise<unknown>) => {
    await work;
    return readRecord(deps, id);
  };
  return {
    create: async (entry, asker) => readRecord(deps, await createEntry(deps, entry, asker)),
    edit: (id, change, asker) => recordAfter(id, editEntry(deps, id, change, asker)),
    publish: (id, version, asker) => recordAfter(id, publishEntry(deps, id, version, asker)),
    archive: (id, version, asker) => recordAfter(id, archiveEntry(deps, id, version, asker)),
    restore: (id, version, asker) => recordAfter(id, restoreEntry(deps, id, version, asker)),
    verify: (id, version, asker) => recordAfter(id, verifyEntry(deps, id, version, 'secretariat', asker)),
    discardDraft: (id, version, asker) => recordAfter(id, discardDraft(deps, id, version, asker)),
    setContact: (id, contact, asker) => recordAfter(id, setContact(deps, id, contact, asker)),
    finishAnswer: (id, questionId, asker) => recordAfter(id, finishAnswer(deps, id, questionId, asker)),
    get: (id) => readRecord(deps, id),
    list: (filter, page) => listEntries(deps, filter, page),
    counts: () => countEntries(deps),
    lookAlikes: (request) => findLookAlikes(deps, request),
    preview: (id) => previewOf(deps, id),
    question: (id, token) => readQuestion(deps, id, token),
    answer: (id, token, answer, requestId) => takeAnswer(deps, id, token, answer, requestId),
    reconfirm: () => reconfirm(deps),
    checkLinks: () => checkLinks({ ...deps, ...deps.links, signal: stopping }),
  };
}
