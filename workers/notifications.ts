import type { Logger } from 'pino';
import type { MailDispatch } from '../src/mail/dispatch.js';
import type { JobQueue } from '../src/queue/port.js';

/** Takes up the jobs that send mails. */
export async function startNotificationsWorker({
  queue,
  dispatch,
  log,
}: {
  queue: JobQueue;
  dispatch: MailDispatch;
  log: Logger;
}): Promise<void> {
  await queue.work('send-mails', async ({ mailIds }) => {
    const { sent, refused } = await dispatch.send(mailIds);
    if (refused > 0) log.warn({ sent, refused }, 'Mails were refused for good; staff see why');
  });
}
