import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const source = readFileSync(new URL('../../../src/web/styles/tokens.css', import.meta.url), 'utf8');

/** The colours of a block of the token file, by name. */
function colours(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? '']),
  );
}

const [lightBlock = '', darkBlock = ''] = source.split('@media (prefers-color-scheme: dark)');
const light = colours(lightBlock);
const themes = { light, dark: new Map([...light, ...colours(darkBlock)]) };

/** Relative luminance, in [0, 1] (WCAG 2.2, "relative luminance"). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const texts: [string, string][] = [
  ...['paper', 'surface'].flatMap((ground) =>
    ['ink', 'muted', 'accent', 'accent-strong', 'danger', 'warning'].map((ink): [string, string] => [
      ink,
      ground,
    ]),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['accent-strong', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['muted', 'accent-soft'],
  ['danger', 'danger-soft'],
  ['ink', 'danger-soft'],
  ['warning', 'warning-soft'],
  ['on-mark', 'mark'],
  ['on-band-high', 'band-high'],
  ['on-band-medium', 'band-medium'],
  ['on-band-low', 'band-low'],
];
const shapes: [string, string][] = [
  ['line-strong', 'surface'],
  ['line-strong', 'paper'],
  ['focus', 'surface'],
  ['focus', 'paper'],
  ['focus', 'danger-soft'],
  ['accent', 'surface'],
  ['accent', 'land'],
  ['ink', 'land'],
  ['band-high', 'surface'],
  ['band-high', 'land'],
  ['band-medium-edge', 'surface'],
  ['band-low-edge', 'surface'],
];

describe.each(Object.entries(themes))('the %s colours', (_theme, tokens) => {
  const of = (name: string) => tokens.get(name) ?? `no token ${name}`;

  it.each(texts)('give %s on %s the 4.5:1 that text needs', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('give %s on %s the 3:1 that shapes need', (shape, ground) => {
    expect(contrast(of(shape), of(ground))).toBeGreaterThanOrEqual(3);
  });

  it('tell the three bands apart by lightness alone', () => {
    expect(contrast(of('band-high'), of('band-medium'))).toBeGreaterThanOrEqual(3);
    expect(contrast(of('band-medium'), of('band-low'))).toBeGreaterThanOrEqual(1.3);
  });
});
