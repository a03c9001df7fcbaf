import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Database } from '../db/types.js';
import type { SecretBox } from './secret.js';
import type { SendOptions } from './send.js';

/** What became of an attempt, for the metrics. */
export type Outcome = 'delivered' | 'failed' | 'gone' | 'dropped';

/** What webhooks rest on. */
export interface WebhookDeps {
  db: Database;
  config: Pick<Config, 'authSecret' | 'publicUrl' | 'host' | 'port' | 'webhookNetworks'>;
  log: Logger;
  /** To be called after a commit that wrote outbox rows. */
  nudge: () => void;
  /** Aborts when the process is to end. */
  stopping?: AbortSignal | undefined;
  /** Counts attempts. */
  counted?: ((outcome: Outcome, tookMs: number) => void) | undefined;
  now?: () => Date;
  /** In [0, 1). */
  random?: () => number;
  /** How long one process has a webhook for itself, in milliseconds; default a minute. */
  leaseMs?: number;
  sending?: Pick<SendOptions, 'resolve' | 'timeoutMs'>;
}

/** The same with what they go by. */
export interface WebhookParts extends Required<Pick<WebhookDeps, 'now' | 'random' | 'leaseMs'>> {
  db: Database;
  log: Logger;
  nudge: () => void;
  stopping: AbortSignal | undefined;
  counted: (outcome: Outcome, tookMs: number) => void;
  /** Where people reach us, without a slash at the end. */
  siteUrl: string;
  /** What keeps signing secrets. */
  box: () => Promise<SecretBox>;
  sending: SendOptions;
}
