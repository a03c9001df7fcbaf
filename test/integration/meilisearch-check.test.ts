import { afterEach, describe, expect, it } from 'vitest';
import { checkMeilisearch } from '../../src/search/meilisearch-check.js';
import { freePort } from '../helpers/free-port.js';
import { type Answers, answerAsMeilisearch } from '../helpers/meilisearch-answers.js';

const KEY = 'a key of sixteen characters';
const toStop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop();
});

async function answering(answers: Answers) {
  const server = await answerAsMeilisearch(answers);
  toStop.push(server.stop);
  return server;
}

describe('a Meilisearch', () => {
  it.each<[string, Answers | undefined, string | undefined, string, RegExp]>([
    [
      'that is not there',
      undefined,
      KEY,
      'MEILI_URL',
      /^MEILI_URL: .*127\.0\.0\.1:\d+: nothing answers there$/,
    ],
    ['that is something else', { other: '<html>' }, KEY, 'MEILI_URL', /is no Meilisearch$/],
    [
      'that is too old',
      { version: '1.49.3', key: KEY },
      KEY,
      'MEILI_URL',
      /this is Meilisearch 1\.49\.3; 1\.50 or/,
    ],
    ['that asks for a key', { key: KEY }, undefined, 'MEILI_KEY', /asks for a key, and none is set$/],
    ['that does not know the key', { key: KEY }, 'another key', 'MEILI_KEY', /does not know this key/],
    [
      'whose key may search only',
      { key: KEY, refused: /^(?!POST .*\/search)/ },
      KEY,
      'MEILI_KEY',
      /this key may not do documents\.get, documents\.add, .*, stats\.get at/,
    ],
    [
      'whose key may not make indexes',
      { key: KEY, refused: /^POST \/indexes$/ },
      KEY,
      'MEILI_KEY',
      /may not do indexes\.create at/,
    ],
  ])('%s is refused in one line that names the setting', async (_what, answers, key, path, message) => {
    const url =
      answers === undefined ? `http://127.0.0.1:${await freePort()}` : (await answering(answers)).url;
    const check = checkMeilisearch(url, key);
    await expect(check).rejects.toMatchObject({ code: 'misconfigured', fields: [{ path }] });
    await expect(check).rejects.toThrow(message);
    await expect(check).rejects.not.toThrow(KEY);
  });

  it('that is fit tells its version, and whether it is open to everybody', async () => {
    const guarded = await answering({ key: KEY });
    await expect(checkMeilisearch(guarded.url, KEY)).resolves.toEqual({ version: '1.50.0', open: false });
    const open = await answering({ version: '2.1.0' });
    await expect(checkMeilisearch(`${open.url}/`, undefined)).resolves.toEqual({
      version: '2.1.0',
      open: true,
    });
    const scoped = await answering({ key: KEY, refused: /^GET \/version/ });
    await expect(checkMeilisearch(scoped.url, KEY)).resolves.toEqual({ version: undefined, open: false });
    expect(open.asked).toContain('GET /version');
  });
});
