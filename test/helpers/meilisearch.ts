import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import { createMeilisearch, type MeilisearchPart } from '../../scripts/stack/meilisearch.js';

/** A Meilisearch server that tests may use, each under a prefix of its own. */
export interface TestMeilisearch {
  url: string;
  key: string | undefined;
  /** A prefix that no other test has. */
  prefix(): string;
  /** Deletes every index that was made under those prefixes. */
  clean(): Promise<void>;
}

/**
 * The server that MEILI_URL and MEILI_KEY name; undefined where they name none, which is said loudly, as no package
 * brings a Meilisearch along.
 * @param what The tests that are left out then.
 */
export function testMeilisearch(what: string): TestMeilisearch | undefined {
  const { MEILI_URL: url, MEILI_KEY: key } = process.env;
  if (url === undefined || url === '') {
    process.stderr.write(
      `\n*** LEFT OUT: ${what}. Set MEILI_URL (and MEILI_KEY) to a Meilisearch 1.50. ***\n\n`,
    );
    return undefined;
  }
  const prefixes: string[] = [];
  return {
    url,
    key: key === '' ? undefined : key,
    prefix() {
      // Begins as the product's own do: the key may be good for those alone.
      const prefix = `citymatch_test_${randomBytes(6).toString('hex')}`;
      prefixes.push(prefix);
      return prefix;
    },
    async clean() {
      const client = new Meilisearch({ host: url, ...(key && { apiKey: key }) });
      const { results } = await client.getRawIndexes({ limit: 1_000 });
      const own = results.filter(({ uid }) => prefixes.some((prefix) => uid.startsWith(prefix)));
      for (const { uid } of own) await client.deleteIndex(uid).waitTask();
    },
  };
}

/** A Meilisearch that a test may kill, freeze and rob of its files. */
export interface OwnMeilisearch extends MeilisearchPart {
  /** Ends it, deletes its files as a lost disk would, and starts it again. */
  loseData(): Promise<void>;
  /** Ends it and deletes its files. */
  dispose(): Promise<void>;
}

/** Whether MEILI_BIN names a Meilisearch; where it names none, that is said loudly. */
export function hasOwnMeilisearch(what: string): boolean {
  if (meilisearchBinary() !== undefined) return true;
  process.stderr.write(
    `\n*** LEFT OUT: ${what}. Set MEILI_BIN to the program of a Meilisearch 1.50. ***\n\n`,
  );
  return false;
}

/** A server of its own, of the program that MEILI_BIN names, in a folder of its own; it runs. */
export async function startOwnMeilisearch(): Promise<OwnMeilisearch> {
  const binary = meilisearchBinary();
  if (binary === undefined) throw new Error('MEILI_BIN names no program');
  const folder = await mkdtemp(join(tmpdir(), 'citymatch-meilisearch-'));
  const part = await createMeilisearch({ binary, folder, key: 'the key of a test server' });
  await part.start();
  const end = async () => {
    await part.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    ...part,
    dispose: end,
    async loseData() {
      await end();
      await mkdir(folder);
      await part.start();
    },
  };
}

function meilisearchBinary(): string | undefined {
  return process.env.MEILI_BIN || undefined;
}
