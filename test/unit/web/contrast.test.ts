import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../../src/web/contrast.js';

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
