import type { MatchResult } from '../../matching/contract.js';
import type { View } from '../view.js';

/** The product's sign: what is asked and what is offered, overlapping. */
export function Sign() {
  return (
    <svg class="sign" viewBox="0 0 32 24" width="32" height="24" aria-hidden="true" focusable="false">
      <circle class="sign-full" cx="11" cy="12" r="10" />
      <circle class="sign-ring" cx="21" cy="12" r="9" />
    </svg>
  );
}

/** A band's shape: full, half and empty disc, so that it does not hang on colour. */
function BandShape({ band }: { band: MatchResult['band'] }) {
  return (
    <svg class="band-shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <circle class="band-ring" cx="8" cy="8" r="6.5" />
      {band === 'high' && <circle class="band-fill" cx="8" cy="8" r="6.5" />}
      {band === 'medium' && <path class="band-fill" d="M8 1.5a6.5 6.5 0 0 0 0 13z" />}
    </svg>
  );
}

/** The band as a word, a shape and a colour. */
export function Band({ view, band }: { view: View; band: MatchResult['band'] }) {
  return (
    <span class={`band band-${band}`}>
      <BandShape band={band} />
      {view.m.band[band]}
    </span>
  );
}

/** Signs before reasons; their meaning stands in the heading above them. */
export function ReasonSign({ stance }: { stance: 'for' | 'against' }) {
  return (
    <svg
      class={`reason-sign sign-${stance}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      {stance === 'for' ? (
        <path d="M3 8.5l3.2 3.2L13 5" />
      ) : (
        <path d="M8 2.2L14.4 13.5H1.6zM8 6.5v3.2M8 11.6v.2" />
      )}
    </svg>
  );
}

/** A number from 0 to 1 as a bar that starts at nought; the figure stands beside it as text. */
export function Bar({ share }: { share: number }) {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <svg
      class="bar"
      viewBox="0 0 100 6"
      width="100"
      height="6"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="bar-track" width="100" height="6" rx="3" />
      <rect class="bar-value" width={width} height="6" rx="3" />
    </svg>
  );
}
