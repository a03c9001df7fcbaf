import { randomBytes } from 'node:crypto';
import { Meilisearch } from 'meilisearch';

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
