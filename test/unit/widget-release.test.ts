import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildWidget } from '../../src/web/widget/build.js';
import { en } from '../../src/web/widget/messages/en.js';
import { es } from '../../src/web/widget/messages/es.js';
import { fr } from '../../src/web/widget/messages/fr.js';
import { pt } from '../../src/web/widget/messages/pt.js';
import { integrityOf, newestRelease, readReleases } from '../../src/web/widget/releases.js';

/** Hashes of what was released: pages hold them, so that none ever changes. A new version adds a line. */
const RELEASED: Record<string, string> = {
  '1.0.0': 'sha384-l6IfBXDkWPNb8i1c2YSDWyuTGlNCWFJG+LvO4Fy5XloTgkHnvuzvvzLfXjT0hz7b',
};

describe('a release of the widget', () => {
  it('is what its sources build: a change of them needs a new version (npm run widget)', () => {
    expect(newestRelease().script.toString()).toBe(buildWidget());
  });

  it('never changes once it is out', () => {
    const found = [...readReleases()].map(([version, { script }]) => [version, integrityOf(script)]);
    expect(Object.fromEntries(found)).toEqual(RELEASED);
  });

  it('is 20 KiB at most as it is sent', () => {
    expect(gzipSync(newestRelease().script, { level: 9 }).length).toBeLessThanOrEqual(20 * 1024);
  });

  it('loads nothing of a third party, keeps nothing, and runs no text', () => {
    const script = newestRelease().script.toString();
    expect(script.match(/https?:\/\/[^"'`/]+/g)).toEqual(['http://www.w3.org']);
    expect(script).not.toMatch(
      /localStorage|sessionStorage|indexedDB|\.cookie|innerHTML|\beval\(|new Function|@import|url\(/,
    );
  });
});

describe('the words of the widget', () => {
  const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  const flat = (words: object, path = ''): [string, string][] =>
    Object.entries(words).flatMap(([name, value]: [string, unknown]): [string, string][] =>
      typeof value === 'string' ? [[path + name, value]] : flat(Object(value) as object, `${path}${name}.`),
    );

  it.each([
    ['es', es],
    ['fr', fr],
    ['pt', pt],
  ])('are whole in %s: the same places to fill in, and no text left in English', (_language, words) => {
    const english = new Map(flat(en));
    const other = flat(words);
    expect(other.map(([name]) => name)).toEqual([...english.keys()]);
    for (const [name, text] of other) {
      expect([name, placeholders(text)]).toEqual([name, placeholders(english.get(name) ?? '')]);
      if (text.length > 12) expect([name, text]).not.toEqual([name, english.get(name)]);
    }
  });
});
