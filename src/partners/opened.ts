import type { Scope } from './scope.js';

/** What a partner's key opens, as a request that shows it is answered by. */
export interface OpenedKey {
  id: string;
  kind: 'publishable' | 'server';
  partnerId: string;
  /** Origins that may use it; of a publishable key alone. */
  origins: readonly string[];
  scope: Scope;
  /** Searches and matches a day of all the partner's keys; null: any number. */
  quotaPerDay: number | null;
  ratePerMinute: number;
  perAddressPerMinute: number;
}
