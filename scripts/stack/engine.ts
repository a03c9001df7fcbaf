import { existsSync } from 'node:fs';
import type { Config } from '../../src/config.js';
import { AppError } from '../../src/errors.js';
import type { Engine } from './stack.js';

/**
 * Where the search engine comes from: what was asked for on the command line, else what the settings name.
 * @throws AppError `misconfigured` where there is none, or no such program.
 */
export function chooseEngine(
  asked: { meili?: string | undefined; 'without-meili'?: boolean | undefined },
  config: Pick<Config, 'meiliUrl' | 'meiliKey' | 'meiliBinary'>,
): Engine {
  if (asked['without-meili']) return 'none';
  const binary = asked.meili ?? config.meiliBinary;
  if (asked.meili === undefined && config.meiliUrl !== undefined) {
    return { url: config.meiliUrl, key: config.meiliKey };
  }
  if (binary === undefined) {
    throw new AppError(
      'misconfigured',
      [
        'THE SEARCH ENGINE IS MISSING: several processes need a Meilisearch that they share, and none was named.',
        '  --meili PATH     a program to start (also MEILI_BIN): https://github.com/meilisearch/meilisearch/releases',
        '  MEILI_URL=...    a server that runs already, with MEILI_KEY',
        '  --without-meili  one process with an engine of its own, on PostgreSQL and Redis',
      ].join('\n'),
    );
  }
  if (!existsSync(binary)) {
    throw new AppError('misconfigured', `${asked.meili ? '--meili' : 'MEILI_BIN'}: there is no ${binary}`);
  }
  return { binary };
}
