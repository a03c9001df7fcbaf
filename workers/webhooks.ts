import type { JobQueue } from '../src/queue/port.js';
import type { WebhookService } from '../src/webhooks/contract.js';

/** Receivers that may hang at the same time, for ten seconds each, before others wait; each waits on the network alone. */
const CONCURRENCY = 32;

/** Takes up the jobs that deliver messages of webhooks, one job for each webhook. What cannot go out now comes again. */
export async function startWebhookWorker({
  queue,
  webhooks,
}: {
  queue: JobQueue;
  webhooks: Pick<WebhookService, 'deliver'>;
}): Promise<void> {
  await queue.work(
    'deliver-webhook',
    async ({ webhookId }) => {
      const next = await webhooks.deliver(webhookId);
      if (next === undefined) return;
      // Those of one second are one job.
      const second = Math.ceil(next.getTime() / 1_000);
      await queue.add(
        'deliver-webhook',
        { webhookId },
        { jobId: `webhook-${webhookId}-${second}`, delayMs: Math.max(0, second * 1_000 - Date.now()) },
      );
    },
    { concurrency: CONCURRENCY },
  );
}
