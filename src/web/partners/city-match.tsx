import { type ComponentChildren, h } from 'preact';

interface Props {
  partnerKey: string;
  id?: string;
  /** Attributes of the element. */
  theme?: string;
  mode?: 'search' | 'challenge';
  language?: string;
  'data-source'?: string;
  children?: ComponentChildren;
}

/** The widget's element. Preact keeps `key` for itself; names of HTML attributes have no case. */
export function CityMatch({ partnerKey, children, ...attributes }: Props) {
  return h('city-match', { KEY: partnerKey, ...attributes }, children);
}
