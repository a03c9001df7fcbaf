import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { entryLinks } from '../../src/db/schema.js';
import { isPublicAddress } from '../../src/upkeep/links/addresses.js';
import { checkLinks } from '../../src/upkeep/links/check.js';
import { checkLink, type LinkRequestOptions } from '../../src/upkeep/links/request.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';
import { openTestDatabase } from '../helpers/database.js';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_req, res) =>
    res.writeHead(code, headers).end();

/** A web server of the test: what it answers by path, and what it was asked. */
async function startWeb() {
  const asked: string[] = [];
  const hosts: string[] = [];
  const answers = new Map<string, Answer>();
  const server: Server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`);
    hosts.push(req.headers.host ?? '');
    (answers.get(req.url ?? '') ?? status(404))(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    hosts,
    answers,
    port,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('links, asked of real servers', () => {
  let web: Awaited<ReturnType<typeof startWeb>>;
  /** Where names lead. The test's own server stands for the public web; all other inner addresses are refused. */
  let names: Record<string, string[]>;
  let resolved: string[];
  const options = (): LinkRequestOptions => ({
    resolve: (hostname) => {
      resolved.push(hostname);
      const found = names[hostname];
      if (found === undefined) return Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
      return Promise.resolve(found.map((address) => ({ address, family: 4 })));
    },
    ports: new Set([80, 443, web.port]),
    isAllowed: (address) => address === '127.0.0.1' || isPublicAddress(address),
    timeoutMs: 1_000,
  });
  const at = (path: string, host = 'site.test') => `http://${host}:${web.port}${path}`;
  const check = (path: string, host?: string) => checkLink(at(path, host), options());

  beforeEach(async () => {
    web = await startWeb();
    names = { 'site.test': ['127.0.0.1'], 'other.test': ['127.0.0.1'], 'inner.test': ['10.0.0.1'] };
    resolved = [];
  });
  afterEach(() => web.stop());

  it('work where HEAD is answered, and nothing else is asked', async () => {
    web.answers.set('/', status(200));
    expect(await check('/')).toEqual({ kind: 'works', result: '200' });
    expect(web.asked).toEqual(['HEAD /']);
    expect(web.hosts).toEqual([`site.test:${web.port}`]);
  });

  it('are asked with GET where HEAD is refused, without reading what comes', async () => {
    let sent = 0;
    let closed: Promise<unknown> | undefined;
    web.answers.set('/', (req, res) => {
      if (req.method === 'HEAD') return void res.writeHead(405).end();
      closed = new Promise((resolve) => res.once('close', resolve));
      res.writeHead(200);
      const more = () => {
        while (!res.destroyed && res.write(Buffer.alloc(65_536))) sent += 1;
      };
      res.on('drain', more);
      more();
    });
    expect(await check('/')).toEqual({ kind: 'works', result: '200' });
    await closed;
    expect(sent).toBeLessThan(1_000);
    expect(web.asked).toEqual(['HEAD /', 'GET /']);
  });

  it.each([
    [404, 'broken'],
    [410, 'broken'],
    [500, 'broken'],
    [401, 'unclear'],
    [403, 'unclear'],
    [429, 'unclear'],
    [503, 'unclear'],
    [206, 'works'],
    [304, 'works'],
  ])('answered with %i are %s', async (code, kind) => {
    web.answers.set('/', status(code));
    expect(await check('/')).toEqual({ kind, result: String(code) });
  });

  it('are followed to where they have moved', async () => {
    web.answers.set('/old', status(301, { location: '/newer' }));
    web.answers.set('/newer', status(302, { location: at('/now', 'other.test') }));
    web.answers.set('/now', status(200));
    expect(await check('/old')).toEqual({ kind: 'works', result: '200' });
    expect(resolved).toEqual(['site.test', 'site.test', 'other.test']);
  });

  it.each([
    ['http://inner.test/', 'inner-network'],
    ['http://169.254.169.254/latest/meta-data/', 'no-such-name'],
    ['file:///etc/passwd', 'no-web-address'],
    ['http://site.test:22/', 'port'],
    ['http://me:secret@site.test/', 'password'],
    ['//inner.test/x', 'inner-network'],
    ['http://', 'bad-redirect'],
  ])('are not followed to %s', async (location, result) => {
    web.answers.set('/', status(302, { location }));
    expect((await check('/')).result).toBe(result);
  });

  it('are broken where they lead in a circle', async () => {
    web.answers.set('/', status(302, { location: '/' }));
    expect(await check('/')).toEqual({ kind: 'broken', result: 'too-many-redirects' });
    expect(web.asked.filter((one) => one.startsWith('HEAD'))).toHaveLength(6);
  });

  it('are asked at the address that was checked, though the name leads elsewhere a moment later', async () => {
    web.answers.set('/', status(200));
    let times = 0;
    const rebinding: LinkRequestOptions = {
      ...options(),
      resolve: () => {
        times += 1;
        return Promise.resolve([{ address: times === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
      },
    };
    expect(await checkLink(at('/', 'rebind.test'), rebinding)).toEqual({ kind: 'works', result: '200' });
    expect(times).toBe(1);
    web.answers.set('/', status(302, { location: '/again' }));
    times = 0;
    expect(await checkLink(at('/', 'rebind.test'), rebinding)).toEqual({
      kind: 'refused',
      result: 'inner-network',
    });
  });

  it('never reach the test’s own server by what counts in earnest', async () => {
    const { ports } = options();
    for (const url of [at('/', '127.0.0.1'), at('/', 'localhost'), at('/', '[::ffff:127.0.0.1]')]) {
      expect(await checkLink(url, { ports: ports ?? new Set() })).toEqual({
        kind: 'refused',
        result: 'inner-network',
      });
    }
    expect(web.asked).toEqual([]);
  });

  it('are unreachable where nobody answers in time, at all, or is there', async () => {
    web.answers.set('/slow', () => {});
    web.answers.set('/cut', (req) => req.socket.destroy());
    expect(await check('/slow')).toEqual({ kind: 'unreachable', result: 'timed-out' });
    expect(await check('/cut')).toEqual({ kind: 'unreachable', result: 'connection-lost' });
    expect(await check('/', 'gone.test')).toEqual({ kind: 'unreachable', result: 'no-such-name' });
    const hanging = { ...options(), timeoutMs: 50, resolve: () => new Promise<never>(() => {}) };
    expect(await checkLink(at('/'), hanging)).toEqual({ kind: 'unreachable', result: 'no-name-service' });
    const closed = await startWeb();
    await closed.stop();
    const refused = await checkLink(`http://site.test:${closed.port}/`, {
      ...options(),
      ports: new Set([closed.port]),
    });
    expect(refused).toEqual({ kind: 'unreachable', result: 'connection-refused' });
  });

  describe('of the catalogue', () => {
    let database: DatabaseHandle;
    let day = 0;
    beforeAll(async () => {
      database = await openTestDatabase();
    });
    afterAll(() => database?.close());
    beforeEach(async () => {
      await database.db.delete(entryLinks);
      day += 30;
    });

    const store = () => createCatalogueStore(database.db);
    const run = (changes: Partial<Parameters<typeof checkLinks>[0]> = {}) =>
      checkLinks({
        db: database.db,
        now: () => new Date(Date.UTC(2026, 2, day, 3)),
        request: options(),
        hostPauseMs: 0,
        ...changes,
      });
    const state = async (id: string) =>
      (await database.db.select().from(entryLinks).where(eq(entryLinks.entryId, id)))[0];
    const keep = async (...urls: string[]) => {
      const all = ['cs-1', 'cs-2', 'cs-3', 'cs-4'];
      for (const id of all) await store().archive(id);
      await store().save(urls.map((sourceUrl, index) => caseStudyEntry(all[index] ?? '', { sourceUrl })));
    };

    it('are dead after the third day on which they fail, and alive again after one success', async () => {
      await keep(at('/gone'), at('/fine'));
      web.answers.set('/fine', status(200));
      const states: (string | undefined)[] = [];
      for (let time = 0; time < 3; time += 1) {
        expect(await run()).toBe(time === 0 ? 2 : 1);
        // Again on the same day: it is not its turn.
        expect(await run()).toBe(0);
        states.push((await state('cs-1'))?.state);
        day += 1;
      }
      expect(states).toEqual(['failing', 'failing', 'dead']);
      expect(await state('cs-1')).toMatchObject({ result: '404', failedDays: 3, workedAt: null });
      expect(await state('cs-2')).toMatchObject({ state: 'works', result: '200', failedDays: 0 });
      web.answers.set('/gone', status(200));
      day += 7;
      await run();
      expect(await state('cs-1')).toMatchObject({ state: 'works', failedDays: 0 });
    });

    it('begin anew with another address', async () => {
      await keep(at('/gone'));
      await run();
      await keep(at('/other'));
      await run();
      expect(await state('cs-1')).toMatchObject({ url: at('/other'), state: 'failing', failedDays: 1 });
    });

    it('do not count as failing while nothing at all can be reached', async () => {
      await keep(at('/', 'gone.test'), at('/', 'away.test'));
      expect(await run()).toBe(0);
      expect(await state('cs-1')).toBeUndefined();
      // Another link answers: it is they who are gone.
      await keep(at('/', 'gone.test'), at('/', 'away.test'), at('/fine'));
      web.answers.set('/fine', status(200));
      expect(await run()).toBe(3);
      expect(await state('cs-1')).toMatchObject({ state: 'failing', result: 'no-such-name' });
      // The next day they alone are due: the one that worked is asked whether we are connected.
      day += 1;
      web.asked.length = 0;
      expect(await run()).toBe(2);
      expect(web.asked).toEqual(['HEAD /fine']);
      expect(await state('cs-1')).toMatchObject({ failedDays: 2 });
      day += 1;
      names = {};
      expect(await run()).toBe(0);
      expect(await state('cs-1')).toMatchObject({ failedDays: 2 });
    });

    it('are asked one after the other of each host, with a pause between', async () => {
      await keep(at('/a'), at('/b'), at('/c', 'other.test'));
      let busy = 0;
      let most = 0;
      for (const path of ['/a', '/b']) {
        web.answers.set(path, (_req, res) => {
          busy += 1;
          most = Math.max(most, busy);
          setTimeout(() => {
            busy -= 1;
            res.writeHead(200).end();
          }, 30);
        });
      }
      web.answers.set('/c', status(200));
      expect(await run({ hostPauseMs: 20 })).toBe(3);
      expect(most).toBe(1);
    });

    it('keep what was found when the run is ended early', async () => {
      await keep(at('/a'), at('/b'));
      const stop = new AbortController();
      web.answers.set('/a', status(200));
      web.answers.set('/b', () => stop.abort());
      expect(await run({ signal: stop.signal })).toBe(1);
      expect(await state('cs-1')).toMatchObject({ state: 'works' });
      expect(await state('cs-2')).toBeUndefined();
    });

    it('are those of published entries: their source and their website', async () => {
      await keep();
      await store().save([providerEntry('pr-1', { sourceUrl: at('/source'), website: at('/website') })]);
      web.answers.set('/source', status(200));
      expect(await run()).toBe(2);
      const rows = await database.db.select().from(entryLinks).where(eq(entryLinks.entryId, 'pr-1'));
      expect(rows.map(({ field, state: is }) => `${field} ${is}`).sort()).toEqual([
        'sourceUrl works',
        'website failing',
      ]);
      await store().archive('pr-1');
      day += 10;
      expect(await run()).toBe(0);
    });
  });
});
