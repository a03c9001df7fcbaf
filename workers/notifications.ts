import type { Logger } from 'pino';
import type { MailDispatch } from '../src/mail/dispatch.js';
import type { JobQueue } from '../src/queue/port.js';

/** A server that answers slowly holds up a quarter of the mails at most. */
const CONCURRENCY = 4;
/**
 * Most jobs that are begun in a second, over all processes, of 16 mails at most each: mail servers take many from one
 * sender for a flood, and refuse or delay the rest.
 */
const LIMIT = { jobs: 5, perMs: 1_000 };

/** Takes up the jobs that send mails. What cannot be sent now comes again in a job of its own. */
export async function startNotificationsWorker({
  queue,
  dispatch,
  log,
}: {
  queue: JobQueue;
  dispatch: MailDispatch;
  log: Logger;
}): Promise<void> {
  await queue.work(
    'send-mails',
    async ({ mailIds }) => {
      const { sent, refused, waiting } = await dispatch.send(mailIds);
      if (refused > 0) log.warn({ sent, refused }, 'Mails were refused for good; staff see why');
      if (waiting === undefined) return;
      log.warn({ waiting: waiting.mailIds.length, at: waiting.at }, 'Mails wait to be tried again');
      await queue.add(
        'send-mails',
        { mailIds: waiting.mailIds },
        {
          jobId: `mails-${waiting.mailIds[0]}-${waiting.at.getTime()}`,
          delayMs: Math.max(0, waiting.at.getTime() - Date.now()),
        },
      );
    },
    { concurrency: CONCURRENCY, limit: LIMIT },
  );
}
