import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, StoredEntry } from '../../../src/catalogue/entry.js';
import { feedAsAtom, tagOf } from '../../../src/open-data/atom.js';
import { sitemap, sitemapIndex } from '../../../src/open-data/sitemap.js';
import { element, xmlText } from '../../../src/open-data/xml.js';
import { oddCaseStudy, oddText } from '../../helpers/odd-entries.js';
import { ATOM, childrenOf, readXml, SITEMAP, textIn } from '../../helpers/xml.js';

const SITE = 'https://match.example.org';
const at = new Date('2026-11-20T09:30:00Z');
const stored = (entry: Entry): StoredEntry => ({
  ...entry,
  status: 'published',
  location: undefined,
  contentHash: '',
  version: 1,
  createdAt: new Date('2026-10-01T08:00:00Z'),
  updatedAt: at,
});

/** What XML 1.0 cannot hold is the only thing that is lost. */
const asXmlHasIt = (text: string) =>
  text
    .split('')
    .map((unit) => {
      const code = unit.charCodeAt(0);
      const impossible = (code < 32 && !'\t\n\r'.includes(unit)) || code >= 0xfffe;
      return impossible ? ' ' : unit;
    })
    .join('');

describe('text in XML', () => {
  it('reads as it was written, between tags and in quotes', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const root = readXml(element('a', { b: text }, xmlText(text) || ' ')).documentElement;
        expect(root?.textContent).toBe(asXmlHasIt(text) || ' ');
        // Line breaks and tabs in quotes are blanks to every reader of XML.
        expect(root?.getAttribute('b')).toBe(asXmlHasIt(text).replace(/[\n\t]/g, ' '));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the feed', () => {
  it('is Atom, whatever its entries say', () => {
    fc.assert(
      fc.property(oddCaseStudy, (entry) => {
        const feed = readXml(
          feedAsAtom(
            { site: SITE },
            { entries: [stored(entry)], updatedAt: at, self: `${SITE}/feed.atom`, next: undefined },
          ),
        ).documentElement;
        if (feed === null || entry.kind !== 'case-study') throw new Error('no feed');
        const [one] = childrenOf(feed, ATOM, 'entry');
        if (one === undefined) throw new Error('no entry');
        expect(textIn(one, ATOM, 'title')).toBe(asXmlHasIt(entry.body.title));
        expect(textIn(one, ATOM, 'summary')).toBe(asXmlHasIt(entry.body.summary));
      }),
      { numRuns: 200 },
    );
  });

  it('has ids that do not hang on an address of the site', () => {
    expect(tagOf({ site: `${SITE}:8443/base` }, 'feed')).toBe('tag:match.example.org,2026:feed');
    expect(tagOf({ site: 'http://[::1]:3000' }, 'feed')).toBe('tag:localhost,2026:feed');
  });
});

describe('the sitemap', () => {
  it('names pages and entries with the day of their last change', async () => {
    async function* places() {
      yield [{ id: 'cs-a', updatedAt: at }];
    }
    let text = '';
    for await (const part of sitemap({ site: SITE }, ['/'], places())) text += part;
    const root = readXml(text).documentElement;
    const urls = root === null ? [] : childrenOf(root, SITEMAP, 'url');
    expect(urls.map((url) => [textIn(url, SITEMAP, 'loc'), textIn(url, SITEMAP, 'lastmod')])).toEqual([
      [`${SITE}/`, undefined],
      [`${SITE}/entries/cs-a`, '2026-11-20T09:30:00.000Z'],
    ]);
  });

  it('is named part by part in its index', () => {
    const root = readXml(sitemapIndex({ site: SITE }, [at])).documentElement;
    const parts = root === null ? [] : childrenOf(root, SITEMAP, 'sitemap');
    expect(parts.map((part) => textIn(part, SITEMAP, 'loc'))).toEqual([
      `${SITE}/sitemap-0.xml`,
      `${SITE}/sitemap-1.xml`,
    ]);
  });
});
