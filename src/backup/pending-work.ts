import type { CopySession } from '../db/copying.js';

/**
 * Lets the jobs come again that were lost with the job queue of the database that was backed up. All of them may run
 * twice; entries that the index lacks are found by its comparison with the catalogue at the next start.
 *
 * Not every job has its row in the outbox any more, since those relayed are kept for a day only: challenges that
 * nothing was proposed for, and mails that were not sent, get a new one.
 */
export async function giveWorkAgain(session: CopySession): Promise<void> {
  await session.run(`update citymatch.outbox set relayed_at = null where relayed_at is not null`);
  await session.run(`insert into citymatch.outbox (topic, key)
    select 'challenge-changed', id from citymatch.challenges c
    where status = 'received' and ${notThere('challenge-changed')}
    order by submitted_at`);
  await session.run(`insert into citymatch.outbox (topic, key)
    select 'mail-queued', id from citymatch.mails c
    where status = 'queued' and ${notThere('mail-queued')}
    order by created_at`);
}

/**
 * Begins another feed of changes: what was read of the feed after the backup was taken is not in it, so that cursors
 * from then lead nowhere and harvesters must begin anew.
 */
export async function renewFeed(session: CopySession): Promise<void> {
  await session.run(`delete from citymatch.settings where key = 'change-feed'`);
}

function notThere(topic: string): string {
  return `not exists (select from citymatch.outbox o where o.topic = '${topic}' and o.key = c.id)`;
}
