import { pino } from 'pino';
import type { Asker } from '../../src/access.js';
import type { Database } from '../../src/db/types.js';
import type { NewWebhook } from '../../src/webhooks/contract.js';
import type { WebhookDeps } from '../../src/webhooks/deps.js';
import { createWebhooks } from '../../src/webhooks/service.js';

/** An administrator, for what is done below HTTP. */
export const ADMIN: Asker = {
  actor: { kind: 'person', id: 'pe-admin', name: 'Ada Admin', email: 'ada@secretariat.test', role: 'admin' },
};

/** Webhooks that may go to this machine. */
export function testWebhooks(db: Database, changes: Partial<WebhookDeps> = {}) {
  return createWebhooks({
    db,
    config: {
      authSecret: 'a secret of this test, long enough for it',
      publicUrl: 'https://match.test',
      host: '127.0.0.1',
      port: 3000,
      webhookNetworks: ['127.0.0.0/8'],
    },
    log: pino({ level: 'silent' }),
    nudge: () => undefined,
    ...changes,
  });
}

/** A webhook that is told of every entry. */
export const forEntries = (url: string, changes: Partial<NewWebhook> = {}): NewWebhook => ({
  name: 'Portal',
  url,
  events: ['entry.published', 'entry.changed', 'entry.withdrawn'],
  sectors: [],
  countries: [],
  ...changes,
});
