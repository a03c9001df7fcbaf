import { AppError } from '../../src/errors.js';
import type { SearchEngine } from '../../src/search/port.js';

/** An engine that a test can take away, let hang, or keep busy. */
export interface SwitchedEngine extends SearchEngine {
  /** `away`: each call is refused as `unavailable`; `hanging`: none ever ends; `busy`: it tells of itself at most. */
  state: 'ok' | 'away' | 'hanging' | 'busy';
  /** How often it was asked anything. */
  asked: number;
}

/** The same engine with a switch before it. */
export function switchedEngine(engine: SearchEngine): SwitchedEngine {
  const call = <T>(work: () => Promise<T>): Promise<T> => {
    switched.asked += 1;
    if (switched.state === 'hanging' || switched.state === 'busy') return new Promise<never>(() => {});
    if (switched.state === 'away')
      return Promise.reject(new AppError('unavailable', 'The search engine is away'));
    return work();
  };
  const switched: SwitchedEngine = {
    state: 'ok',
    asked: 0,
    name: engine.name,
    search: (query) => call(() => engine.search(query)),
    similar: (id, options) => call(() => engine.similar(id, options)),
    get: (ids) => call(() => engine.get(ids)),
    upsert: (documents) => call(() => engine.upsert(documents)),
    remove: (ids) => call(() => engine.remove(ids)),
    revisions: (ids) => call(() => engine.revisions(ids)),
    inventory: () => call(() => engine.inventory()),
    info: () => (switched.state === 'busy' ? engine.info() : call(() => engine.info())),
    replaceAll: (documents) => call(() => engine.replaceAll(documents)),
    persist: () => call(() => engine.persist()),
    close: () => engine.close(),
  };
  return switched;
}
