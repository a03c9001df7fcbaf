import type { Partner } from '../../partners/contract.js';
import type { View } from '../view.js';
import { scopeWords } from './facet-values.js';

/** What a scope opens, facet by facet. */
export function ScopeList({ view, scope }: { view: View; scope: Partner['scope'] }) {
  const words = scopeWords(view, scope);
  if (words.length === 0) return <p>{view.m.partners.scope.everything}</p>;
  return (
    <ul class="plain-list">
      {words.map(({ facet, values }) => (
        <li key={facet}>
          <span class="quiet">{facet}:</span> {values}
        </li>
      ))}
    </ul>
  );
}

/** Origins, each on a line. */
export function OriginList({ view, origins }: { view: View; origins: readonly string[] }) {
  if (origins.length === 0) return <p>{view.m.partners.origins.none}</p>;
  return (
    <ul class="plain-list">
      {origins.map((origin) => (
        <li key={origin} dir="ltr">
          {origin}
        </li>
      ))}
    </ul>
  );
}
