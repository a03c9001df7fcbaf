import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/catalogue/entry.js';
import { type ImportSource, importEntries } from '../../src/catalogue/import.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { entries } from '../../src/db/schema.js';
import { createOpenData } from '../../src/open-data/service.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';
import { openTestDatabase } from '../helpers/database.js';
import { NS, ofType, readJsonLd, readTurtle, textsOf, valuesOf } from '../helpers/rdf.js';
import { startWholeSite } from '../helpers/whole-site.js';
import { ATOM, childrenOf, readXml, SITEMAP, textIn } from '../helpers/xml.js';

const PUBLIC = 'https://match.example.org';
const ODD = 'a|b\\ "c"; =1+1\r\n</script>\u2028&amp; \u0001é';
let site: Awaited<ReturnType<typeof startWholeSite>>;

const published: Entry[] = [
  ...Array.from({ length: 120 }, (_, n) =>
    caseStudyEntry(`cs-n${String(n).padStart(3, '0')}`, { title: `Case ${n}` }),
  ),
  caseStudyEntry('cs-odd', {
    title: `=${ODD}`,
    measures: ['-5', 'a|b\\', "'=x"],
    outcomes: ODD,
    providers: ['pr-odd'],
  }),
  caseStudyEntry('cs-bare', {
    population: null,
    year: null,
    sourceUrl: null,
    measures: [],
    sdgs: [],
    pathways: [],
  }),
  providerEntry('pr-odd', {
    name: `@${ODD}`,
    headquarters: { city: null, country: 'PT' },
    website: null,
    language: 'pt-BR',
  }),
  providerEntry('pr-plain'),
];

beforeAll(async () => {
  site = await startWholeSite({ PUBLIC_URL: PUBLIC });
  await site.store.save([
    ...published,
    caseStudyEntry('cs-secret-draft', { title: 'Secret draft' }),
    providerEntry('pr-secret-archived', { name: 'Secret archived' }),
  ]);
  await site.store.archive('pr-secret-archived');
  await site.db.update(entries).set({ status: 'draft' }).where(eq(entries.id, 'cs-secret-draft'));
  // The second in which entries changed tells nothing of when.
  await site.db.update(entries).set({ updatedAt: new Date('2026-11-20T09:30:00.123Z') });
});
afterAll(() => site.stop());

const get = (path: string, init?: RequestInit) => fetch(site.address + path, init);
const FILES = {
  '/v1/open-data/entries.jsonl': 'application/jsonl; charset=utf-8',
  '/v1/open-data/case-studies.csv': 'text/csv; charset=utf-8',
  '/v1/open-data/providers.csv': 'text/csv; charset=utf-8',
  '/v1/open-data/catalog': 'application/ld+json',
  '/v1/open-data/catalog.jsonld': 'application/ld+json',
  '/v1/open-data/catalog.ttl': 'text/turtle; charset=utf-8',
  '/v1/open-data/taxonomy': 'application/ld+json',
  '/v1/open-data/taxonomy.jsonld': 'application/ld+json',
  '/v1/open-data/taxonomy.ttl': 'text/turtle; charset=utf-8',
  '/taxonomy/sdgs': 'application/ld+json',
  '/taxonomy/sdgs/11': 'application/ld+json',
  '/feed.atom': 'application/atom+xml; charset=utf-8',
  '/sitemap.xml': 'application/xml; charset=utf-8',
  '/robots.txt': 'text/plain; charset=utf-8',
};

/** Exports everything from the site, and imports it into a catalogue that is empty. */
async function moved(format: 'jsonl' | 'csv'): Promise<Map<string, unknown>> {
  const paths = format === 'csv' ? ['case-studies.csv', 'providers.csv'] : ['entries.jsonl'];
  const texts = await Promise.all(paths.map(async (path) => (await get(`/v1/open-data/${path}`)).text()));
  const { db, close } = await openTestDatabase();
  const store = createCatalogueStore(db);
  const sources = texts.map(
    (text, at): ImportSource => ({
      name: paths[at] ?? '',
      format,
      async *read() {
        yield Buffer.from(text);
      },
    }),
  );
  const report = await importEntries({ store, sources });
  expect(report).toMatchObject({ rejected: [], created: published.length });
  const held = new Map(
    (await store.getMany(published.map(({ id }) => id))).map(({ id, kind, body, contentHash }) => [
      id,
      { kind, body, contentHash },
    ]),
  );
  await close();
  return held;
}

describe('an export', () => {
  it.each(['jsonl', 'csv'] as const)(
    'as %s fills an empty catalogue with the same entries',
    async (format) => {
      const before = await site.store.getMany(published.map(({ id }) => id));
      const after = await moved(format);
      expect(after.size).toBe(published.length);
      for (const { id, kind, body, contentHash } of before)
        expect(after.get(id)).toEqual({ kind, body, contentHash });
    },
  );

  it('is made batch by batch, as it is taken', async () => {
    let asked = 0;
    const onStatement = () => {
      asked++;
      return () => undefined;
    };
    const { db, close } = await openTestDatabase({ onStatement });
    const store = createCatalogueStore(db);
    await store.save(Array.from({ length: 700 }, (_, n) => caseStudyEntry(`cs-n${n}`)));
    const service = createOpenData({ db, publication: { site: PUBLIC }, concepts: [], version: '1' });
    const file = await service.lines();
    asked = 0;
    const lines: string[] = [];
    for await (const part of file.parts()) {
      lines.push(part);
      expect(asked).toBe(lines.length);
    }
    expect(lines.join('').trim().split('\n')).toHaveLength(700);
    expect(lines.length).toBeGreaterThan(3);
    await close();
  });
});

describe('what everybody may take', () => {
  it('holds published entries alone, at every address', async () => {
    for (const path of Object.keys(FILES))
      expect(await (await get(path)).text(), path).not.toMatch(/secret/i);
    for (const id of ['cs-secret-draft', 'pr-secret-archived']) {
      const page = await get(`/entries/${id}`);
      expect([page.status, /Secret|ld\+json/.test(await page.text())]).toEqual([404, false]);
    }
    for await (const page of feed()) expect(page.text).not.toMatch(/secret/i);
  });

  it.each(Object.entries(FILES))(
    '%s has validators, answers 304 and HEAD, and is open to any site',
    async (path, type) => {
      const whole = await get(path, { headers: { origin: 'https://elsewhere.example' } });
      expect(whole.status).toBe(200);
      expect(whole.headers.get('content-type')).toBe(type);
      expect(whole.headers.get('access-control-allow-origin')).toBe('*');
      expect(whole.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
      expect((await whole.text()).length).toBeGreaterThan(0);
      const etag = whole.headers.get('etag') ?? '';
      expect(etag).toMatch(/^W\/"[\w-]{22}"$/);

      const same = await get(path, { headers: { 'if-none-match': etag } });
      expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag]);
      expect((await get(path, { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200);

      const head = await get(path, { method: 'HEAD' });
      expect([
        head.status,
        await head.text(),
        head.headers.get('etag'),
        head.headers.get('content-type'),
      ]).toEqual([200, '', etag, type]);
      expect((await get(path, { method: 'POST' })).status).toBe(405);

      const changed = whole.headers.get('last-modified');
      if (changed !== null) {
        expect(changed).toBe('Fri, 20 Nov 2026 09:30:00 GMT');
        expect((await get(path, { headers: { 'if-modified-since': changed } })).status).toBe(304);
      }
    },
  );

  it.each([
    '/v1/open-data/entries.jsonl',
    '/v1/open-data/case-studies.csv',
    '/v1/open-data/taxonomy.ttl',
    '/feed.atom',
  ])('%s is compressed for who takes that', async (path) => {
    const answer = await get(path, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect((await answer.text()).length).toBeGreaterThan(1000);
  });

  it('has another tag once an entry has changed, and once one has gone', async () => {
    const tag = async () =>
      (await get('/v1/open-data/entries.jsonl', { method: 'HEAD' })).headers.get('etag');
    const first = await tag();
    await site.store.save([caseStudyEntry('cs-n000', { title: 'Case 0', year: 1999 })]);
    const second = await tag();
    // It may change again within this second, so it does not say when it changed.
    expect((await get('/feed.atom')).headers.get('last-modified')).not.toBe('Fri, 20 Nov 2026 09:30:00 GMT');
    await site.store.save([caseStudyEntry('cs-passing')]);
    await site.store.archive('cs-passing');
    const third = await tag();
    expect(new Set([first, second, third]).size).toBe(3);
    await site.store.save([caseStudyEntry('cs-n000', { title: 'Case 0' })]);
    await site.db.delete(entries).where(eq(entries.id, 'cs-passing'));
    await site.db.update(entries).set({ updatedAt: new Date('2026-11-20T09:30:00.123Z') });
  });
});

/** Every page of the feed, following its links. */
async function* feed() {
  let address: string | undefined = `${PUBLIC}/feed.atom`;
  while (address !== undefined) {
    const text = await (await get(address.slice(PUBLIC.length))).text();
    const root = readXml(text).documentElement;
    if (root === null) throw new Error('no feed');
    yield { root, text, address };
    address = linkOf(root, 'next');
  }
}

function linkOf(parent: Parameters<typeof childrenOf>[0], rel: string): string | undefined {
  const [link] = childrenOf(parent, ATOM, 'link').filter((one) => one.getAttribute('rel') === rel);
  return link?.getAttribute('href') ?? undefined;
}

describe('the feed', () => {
  it('is Atom as RFC 4287 wants it, and leads through every entry once, the last change first', async () => {
    const ids: string[] = [];
    const times: string[] = [];
    for await (const { root, address } of feed()) {
      expect([root.localName, root.namespaceURI]).toEqual(['feed', ATOM]);
      expect(textIn(root, ATOM, 'id')).toBe('tag:match.example.org,2026:feed');
      for (const name of ['title', 'updated']) expect(textIn(root, ATOM, name)).toBeTruthy();
      expect(childrenOf(root, ATOM, 'author')).toHaveLength(1);
      expect([linkOf(root, 'self'), linkOf(root, 'first')]).toEqual([address, `${PUBLIC}/feed.atom`]);
      for (const entry of childrenOf(root, ATOM, 'entry')) {
        for (const name of ['title', 'summary', 'published', 'updated'])
          expect(textIn(entry, ATOM, name)).toBeTruthy();
        ids.push(textIn(entry, ATOM, 'id') ?? '');
        times.push(textIn(entry, ATOM, 'updated') ?? '');
        // RFC 4287, 4.1.2: no two alternates of one type.
        const types = childrenOf(entry, ATOM, 'link')
          .filter((link) => link.getAttribute('rel') === 'alternate')
          .map((link) => link.getAttribute('type'));
        expect(types).toEqual(['text/html', 'application/json']);
      }
    }
    expect([...ids].sort()).toEqual(
      published.map(({ id }) => `tag:match.example.org,2026:entries/${id}`).sort(),
    );
    expect([...times].sort().reverse()).toEqual(times);
  });

  it('refuses a cursor that is none', async () => {
    expect((await get('/feed.atom?cursor=nonsense')).status).toBe(400);
  });
});

describe('the sitemap', () => {
  it('holds every page and every published entry', async () => {
    const root = readXml(await (await get('/sitemap.xml')).text()).documentElement;
    const urls = root === null ? [] : childrenOf(root, SITEMAP, 'url');
    const locs = urls.map((url) => textIn(url, SITEMAP, 'loc') ?? '');
    expect(locs).toEqual(expect.arrayContaining(published.map(({ id }) => `${PUBLIC}/entries/${id}`)));
    const pages = locs.filter((loc) => !loc.startsWith(`${PUBLIC}/entries/`));
    for (const page of pages) expect((await get(page.slice(PUBLIC.length))).status, page).toBe(200);
    expect(locs).toHaveLength(published.length + pages.length);
    expect((await get('/sitemap-1.xml')).status).toBe(404);
  });

  it('is an index of parts where one file cannot hold it, none longer than allowed', async () => {
    const service = createOpenData({
      db: site.db,
      publication: { site: PUBLIC },
      concepts: [],
      version: '1',
      addressesPerFile: 50,
    });
    const read = async (part?: number) => {
      const file = await service.sitemap(part);
      const texts: string[] = [];
      for await (const text of file.parts()) texts.push(text);
      const root = readXml(texts.join('')).documentElement;
      if (root === null) throw new Error('no sitemap');
      return root;
    };
    const index = await read();
    expect(index.localName).toBe('sitemapindex');
    const parts = childrenOf(index, SITEMAP, 'sitemap');
    expect(parts.map((part) => textIn(part, SITEMAP, 'loc'))).toEqual(
      [0, 1, 2, 3].map((n) => `${PUBLIC}/sitemap-${n}.xml`),
    );
    expect(textIn(parts[1] ?? index, SITEMAP, 'lastmod')).toBe('2026-11-20T09:30:00.123Z');
    const found: string[] = [];
    for (const part of [1, 2, 3]) {
      const urls = childrenOf(await read(part), SITEMAP, 'url');
      expect(urls.length).toBeLessThanOrEqual(50);
      found.push(...urls.map((url) => textIn(url, SITEMAP, 'loc') ?? ''));
    }
    expect(found).toEqual(published.map(({ id }) => `${PUBLIC}/entries/${id}`).sort());
    await expect(service.sitemap(4)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is named in robots.txt, which leaves out the console and what secret links open', async () => {
    const text = await (await get('/robots.txt')).text();
    expect(text).toContain(`Sitemap: ${PUBLIC}/sitemap.xml`);
    const rules = text.split('\n').flatMap((line) => {
      const [, verb = '', path = ''] = /^(Allow|Disallow): (.+)$/.exec(line) ?? [];
      return path === '' ? [] : [{ allow: verb === 'Allow', path }];
    });
    // RFC 9309, 2.2.2: the longest rule that matches counts.
    const may = (path: string) =>
      rules.filter((rule) => path.startsWith(rule.path)).sort((a, b) => b.path.length - a.path.length)[0]
        ?.allow ?? true;
    for (const path of [
      '/',
      '/entries/cs-a',
      '/search',
      '/open-data',
      '/challenges/new',
      '/v1/open-data/entries.jsonl',
      '/feed.atom',
      '/taxonomy/sdgs/1',
    ])
      expect(may(path), path).toBe(true);
    for (const path of [
      '/console',
      '/console/mail',
      '/challenges/ch-1?token=x',
      '/introductions/in-1',
      '/confirm/1',
      '/v1/match',
      '/?statement=x',
    ])
      expect(may(path), path).toBe(false);
  });
});

describe('descriptions in RDF', () => {
  it('come as JSON-LD or Turtle, as the asker likes best', async () => {
    const turtle = await get('/v1/open-data/catalog', { headers: { accept: 'text/turtle' } });
    expect(turtle.headers.get('content-type')).toBe('text/turtle; charset=utf-8');
    expect(turtle.headers.get('vary')).toMatch(/Accept\b(?!-)/);
    expect(ofType(readTurtle(await turtle.text()), 'dcat:Catalog')).toEqual([`${PUBLIC}/open-data#catalog`]);
    const json = await readJsonLd(await (await get('/v1/open-data/catalog')).text());
    expect(valuesOf(json, `${PUBLIC}/open-data#entries`, 'dct:language')).toEqual(
      expect.arrayContaining(['http://id.loc.gov/vocabulary/iso639-1/pt']),
    );
  });

  it('lead to addresses that answer', async () => {
    const store = readTurtle(await (await get('/v1/open-data/catalog.ttl')).text());
    const addresses = ['downloadURL', 'landingPage', 'endpointDescription'].flatMap((name) =>
      store.getObjects(null, NS.dcat + name, null).map((term) => term.value),
    );
    expect(addresses.length).toBeGreaterThan(6);
    for (const address of new Set(addresses))
      expect((await get(address.slice(PUBLIC.length), { method: 'HEAD' })).status, address).toBe(200);
  });

  it('of a concept are at the address that names it; a browser is sent to a page', async () => {
    const iri = `${PUBLIC}/taxonomy/sectors/air-quality`;
    const turtle = readTurtle(
      await (await get('/taxonomy/sectors/air-quality', { headers: { accept: 'text/turtle' } })).text(),
    );
    expect(ofType(turtle, 'skos:Concept')).toEqual([iri]);
    expect(textsOf(turtle, iri, 'skos:prefLabel')).toContain('fr Qualité de l’air');
    const person = await get('/taxonomy/sectors/air-quality', {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect([person.status, person.headers.get('location')]).toEqual([303, '/search?sector=air-quality']);
    expect((await get('/taxonomy/sectors/none')).status).toBe(404);
    expect((await get('/taxonomy/none')).status).toBe(400);
  });
});

describe('the pages', () => {
  it('of entries carry what programs read, and nothing of it ends early', async () => {
    const html = await (await get('/entries/cs-odd')).text();
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'Article',
      headline: `=${ODD}`,
      provider: [{ name: `@${ODD}` }],
    });
    expect(html).toContain(`<link rel="canonical" href="${PUBLIC}/entries/cs-odd"/>`);
    expect(html).toContain('type="application/atom+xml" href="/feed.atom"');
    expect(html).toMatch(/<meta property="og:title" content="=a/);
  });

  it('say what is open in four languages, and no licence that nobody has stated', async () => {
    for (const [language, words] of [
      ['en', 'has not stated a licence'],
      ['es', 'Datos abiertos'],
      ['fr', 'Données ouvertes'],
      ['pt', 'Dados abertos'],
    ])
      expect(
        await (await get('/open-data', { headers: { 'accept-language': language ?? '' } })).text(),
      ).toContain(words);
    expect(await (await get('/about')).text()).toContain('href="/open-data"');
  });
});
