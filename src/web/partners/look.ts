import type { WidgetTheme } from '../../partners/contract.js';
import { contrast, TEXT_CONTRAST } from '../contrast.js';

/** A pair of colours of the widget that text stands in. */
export interface Pair {
  pair: 'ink' | 'accent';
  ground: 'light' | 'dark';
  ratio: number;
  /** Whether it is what text needs. */
  enough: boolean;
}

/** The widget's own colours, where a theme says nothing. */
export const OWN = {
  light: { ink: '#15222b', paper: '#ffffff', accent: '#0b5a63' },
  dark: { ink: '#e7eeed', paper: '#162022', accent: '#74c8cd' },
} as const;

/** A colour as the form takes it. */
export const COLOUR = /^#[0-9a-f]{6}$/i;

/** The contrast of what is text in the widget, in each scheme that the theme shows. What is no colour counts as unset. */
export function contrastsOf(theme: {
  scheme: string;
  accent?: string | undefined;
  ink?: string | undefined;
  paper?: string | undefined;
}): Pair[] {
  const grounds = (['light', 'dark'] as const).filter(
    (one) => theme.scheme === 'auto' || theme.scheme === one,
  );
  return grounds.flatMap((ground) => {
    const of = (name: 'ink' | 'paper' | 'accent') => {
      const given = theme[name]?.trim() ?? '';
      return COLOUR.test(given) ? given : OWN[ground][name];
    };
    return (['ink', 'accent'] as const).map((pair) => {
      const ratio = contrast(of(pair), of('paper'));
      return { pair, ground, ratio, enough: ratio >= TEXT_CONTRAST };
    });
  });
}

/** A ratio as text, never rounded up to what it does not reach. */
export const ratioText = (ratio: number): string => (Math.floor(ratio * 10) / 10).toFixed(1);

export type LookField = keyof WidgetTheme;
export const LOOK_FIELDS = [
  'scheme',
  'accent',
  'ink',
  'paper',
  'radius',
  'font',
] as const satisfies LookField[];
