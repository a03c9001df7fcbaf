import type { Logger } from 'pino';
import { createPlaces, type Places } from '../catalogue/places.js';
import type { Config } from '../config.js';
import type { Database } from '../db/types.js';
import type { Embedder } from '../embedding/port.js';
import type { SearchEngine } from '../search/port.js';
import type { HarvestService } from './contract.js';
import { decideDifferent, decideSame, noteSeen } from './decide.js';
import type { HarvestDeps } from './deps.js';
import type { FetchOptions } from './fetch-json.js';
import { readProvenance, readUndecided } from './read.js';
import { harvestSource } from './run.js';
import { SHOWN_RUNS } from './runs.js';
import { addSource, askForHarvest, changeSource, dueSources, listSources, readSource } from './sources.js';

/** One page of a feed: its time, and its size. */
const PAGE_MS = 30_000;
const PAGE_BYTES = 24 * 1024 * 1024;
/** The clock's other tasks wait for a run. */
const RUN_MS = 5 * 60_000;

export interface HarvestServiceDeps {
  db: Database;
  config: Pick<Config, 'harvestHosts'>;
  engine: SearchEngine;
  embedder: () => Embedder | undefined;
  log: Logger;
  nudge: () => void;
  stopping?: AbortSignal | undefined;
  places?: Places;
  now?: () => Date;
  runMs?: number;
  /** How other sites are asked; for tests. */
  fetch?: Partial<FetchOptions>;
}

/** Creates what reads the entries of other CityMatch sites. */
export function createHarvest(given: HarvestServiceDeps): HarvestService {
  const { db, config, log } = given;
  const deps: HarvestDeps = {
    ...given,
    now: given.now ?? (() => new Date()),
    places: given.places ?? createPlaces(),
    runMs: given.runMs ?? RUN_MS,
    fetch: {
      trusted: new Set(config.harvestHosts),
      timeoutMs: PAGE_MS,
      maxBytes: PAGE_BYTES,
      ...given.fetch,
    },
  };
  const one = (id: string) => readSource(deps, id, SHOWN_RUNS);
  return {
    sources: () => listSources(deps, 1),
    source: one,
    addSource: async (source, asker) => one(await addSource(deps, source, asker)),
    async changeSource(id, change, asker) {
      await changeSource(deps, id, change, asker);
      return one(id);
    },
    async ask(id, asker) {
      await askForHarvest(deps, id, asker);
      deps.nudge();
      return one(id);
    },
    harvest: (id) => harvestSource(deps, id),
    async harvestDue() {
      let read = 0;
      for (const id of await dueSources(deps)) {
        if (deps.stopping?.aborted === true) break;
        // What is wrong with one source must not keep the others from being read.
        read += await harvestSource(deps, id).catch((error: unknown) => {
          log.error({ err: error, source: id }, 'A source could not be harvested');
          return 0;
        });
      }
      return read;
    },
    undecided: (limit) => readUndecided(db, limit),
    same: (id, entryId, asker) => decideSame(deps, id, entryId, asker),
    different: (id, asker) => decideDifferent(deps, id, asker),
    noted: (id, asker) => noteSeen(deps, id, asker),
    provenance: (entryId) => readProvenance(db, entryId),
  };
}
