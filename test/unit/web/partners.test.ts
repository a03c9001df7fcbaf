import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partnerSchema, USAGE_COUNTS } from '../../../src/partners/contract.js';
import { contrast } from '../../../src/web/contrast.js';
import { en } from '../../../src/web/messages/index.js';
import {
  baseOf,
  merge,
  newPartnerValues,
  type PartnerValues,
  readPartnerValues,
  settingsOf,
  valuesOf,
} from '../../../src/web/partners/form.js';
import { contrastsOf, OWN, ratioText } from '../../../src/web/partners/look.js';
import { themeOf } from '../../../src/web/partners/look-form.js';
import { propertiesOf, type SnippetSource, snippetsOf } from '../../../src/web/partners/snippet.js';
import { barsPath } from '../../../src/web/partners/usage-chart.js';
import { periodsOf, usageCsv } from '../../../src/web/partners/usage-spans.js';

const words = en.partnerDesk.form.errors;
const form = (changes: Partial<PartnerValues> = {}) => ({ ...newPartnerValues(), name: 'Andes', ...changes });
const counts = (count: number) => ({
  ...{ searches: count, matches: 0, empty: 0, selections: 0, handOvers: 0, refused: 0 },
});
const days = (count: number, used: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => ({
    day: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
    ...counts(used(index)),
  }));

describe('the form of a partner', () => {
  it('takes origins one a line, without the slash that address bars add, each once', () => {
    const origins = ' https://www.Example.org/ \n\nhttps://www.example.org\r\nhttp://localhost:3000';
    const { settings } = settingsOf(form(readPartnerValues({ ...form(), origins })), words);
    expect(settings?.origins).toEqual(['https://www.example.org', 'http://localhost:3000']);
  });

  it.each([
    'www.example.org',
    'https://example.org/path',
    'https://user@example.org',
    'ftp://example.org',
    'https://example.org?x',
    '*',
  ])('names the line %s that is no origin', (line) => {
    const { errors } = settingsOf(form({ origins: `https://a.example\n${line}` }), words);
    expect(errors?.origins).toContain(`“${line}”`);
  });

  it('says of each field what is wrong, in its own words', () => {
    const wrong = {
      ...{ name: ' ', contact: 'web', quotaPerDay: 'many', ratePerMinute: '0', perAddressPerMinute: '-1' },
      sector: ['none'],
    };
    const { errors } = settingsOf(form(wrong), words);
    expect(Object.keys(errors ?? {})).toEqual([
      ...['name', 'contact', 'sector', 'quotaPerDay', 'ratePerMinute', 'perAddressPerMinute'],
    ]);
  });

  it('reads grouped numbers, and no number as any number', () => {
    expect(settingsOf(form({ quotaPerDay: '25,000' }), words).settings?.quotaPerDay).toBe(25_000);
    expect(settingsOf(form({ quotaPerDay: '' }), words).settings?.quotaPerDay).toBeNull();
  });

  it('shows a partner such that saving it unchanged changes nothing', () => {
    const partner = partnerSchema.parse({
      ...{ id: 'pa-a', name: 'Andes', origins: ['https://a.example'], scope: { country: ['PE', 'BO'] } },
      ...{ quotaPerDay: null, ratePerMinute: 5, perAddressPerMinute: 6, theme: { scheme: 'dark' } },
      ...{ status: 'active', version: 3, keys: [] },
      ...{ createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' },
    });
    const { settings } = settingsOf(valuesOf(partner), words);
    expect({ ...partner, ...settings }).toEqual(partner);
  });

  it('brings the changes of two people together, and names what both changed', () => {
    const before = form({ country: ['PE'] });
    const base = baseOf(before);
    const typed = { ...before, name: 'Mine', country: ['PE', 'BO'] };
    const stored = { ...before, name: 'Theirs', quotaPerDay: '5' };
    const merged = merge(typed, stored, base);
    expect(merged).toMatchObject({ both: ['name'], theirs: ['quotaPerDay'] });
    expect(merged.values).toMatchObject({ name: 'Mine', quotaPerDay: '5', country: ['PE', 'BO'] });
  });
});

describe('use over time', () => {
  it('is shown by the day, and over a year by the week, with nothing lost', () => {
    expect(periodsOf(days(30, () => 1))).toHaveLength(30);
    const year = periodsOf(days(365, (index) => index));
    expect(year).toHaveLength(53);
    expect(year.at(-1)).toMatchObject({ day: '2026-12-25', to: '2026-12-31' });
    expect(year.reduce((sum, { searches }) => sum + searches, 0)).toBe((364 * 365) / 2);
  });

  it('stands on nought: heights are in the ratio of the counts', () => {
    const heights = [...barsPath([50, 0, 100]).matchAll(/v-([\d.]+)/g)].map(([, height]) => Number(height));
    expect(heights).toEqual([50, 100]);
    expect(barsPath([0, 0])).toBe('');
  });

  it('is a row for each day as CSV', () => {
    const rows = usageCsv(days(2, (index) => index)).split('\r\n');
    expect(rows[0]).toBe(`day,${USAGE_COUNTS.join(',')}`);
    expect(rows.slice(1)).toEqual(['2026-01-01,0,0,0,0,0,0', '2026-01-02,1,0,0,0,0,0', '']);
  });
});

describe('the look', () => {
  it('warns where text has less than 4.5:1 on its ground, in each scheme that is shown', () => {
    const low = contrastsOf({ scheme: 'auto', ink: '#999999' }).filter(({ enough }) => !enough);
    expect(low.map(({ pair, ground }) => `${pair} ${ground}`)).toEqual(['ink light']);
    expect(contrastsOf({ scheme: 'dark', ink: '#999999' }).every(({ enough }) => enough)).toBe(true);
    expect(contrastsOf({ scheme: 'light', accent: 'red' })).toHaveLength(2);
  });

  it('never rounds a ratio up to what it does not reach', () => {
    expect(ratioText(4.49)).toBe('4.4');
    expect(contrast('#000000', '#ffffff')).toBe(21);
  });

  it('knows the colours that the widget has by itself', () => {
    const css = readFileSync(
      new URL('../../../src/web/widget/client/styles.css', import.meta.url),
      'utf8',
    ).split('@media (prefers-color-scheme: dark)');
    (['light', 'dark'] as const).forEach((scheme, index) => {
      for (const [name, colour] of Object.entries(OWN[scheme])) {
        const own = css[index]?.match(new RegExp(`--citymatch-${name}, (#[0-9a-f]+)\\)`))?.[1];
        expect(own?.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3'), `${scheme} ${name}`).toBe(colour);
      }
    });
  });

  it('is refused by the field', () => {
    const wrong = { scheme: 'auto', accent: 'red', ink: '', paper: '#fff', radius: '99', font: 'a;b' };
    expect(Object.keys(themeOf(wrong, en.partnerDesk.look.errors).errors ?? {})).toEqual([
      ...['accent', 'paper', 'radius', 'font'],
    ]);
  });
});

describe('the lines for a page', () => {
  const source: SnippetSource = {
    ...{ site: 'https://match.example', key: 'pk_a', theme: { scheme: 'auto' }, scope: {} },
    ...{ linkText: 'Search', frameTitle: 'Search' },
    release: { path: '/embed/v1/1.0.0/widget.js', integrity: 'sha384-x' },
  };

  it('are two, with a plain link inside the element', () => {
    expect(snippetsOf(source).twoLines.split('\n')).toEqual([
      '<script src="https://match.example/embed/v1/widget.js" async></script>',
      '<city-match key="pk_a"><a href="https://match.example/search">Search</a></city-match>',
    ]);
    expect(snippetsOf(source).style).toBeUndefined();
  });

  it('carry the look, and the scope in the plain link', () => {
    const theme = { scheme: 'dark', accent: '#0b6e6e', radius: 0, font: 'Georgia, serif' } as const;
    const { twoLines, style, link } = snippetsOf({ ...source, theme, scope: { country: ['PE', 'BO'] } });
    expect(twoLines).toContain('<city-match key="pk_a" theme="dark">');
    expect(style).toBe(
      'city-match {\n  --citymatch-accent: #0b6e6e;\n  --citymatch-radius: 0px;\n  --citymatch-font: Georgia, serif;\n}',
    );
    expect(link).toContain('href="https://match.example/search?country=PE&amp;country=BO"');
  });

  it('let nothing out of an attribute, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (site, text) => {
        const { twoLines, frame } = snippetsOf({ ...source, site, linkText: text, frameTitle: text });
        expect(twoLines.match(/</g)).toHaveLength(6);
        expect(frame.match(/</g)).toHaveLength(4);
        expect(frame.match(/"/g)).toHaveLength(10);
      }),
    );
  });

  it('set nothing of a look that is empty', () => {
    expect(propertiesOf({ scheme: 'light', font: ' ' })).toEqual([]);
  });
});
