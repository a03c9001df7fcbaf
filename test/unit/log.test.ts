import { setTimeout as sleep } from 'node:timers/promises';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/errors.js';
import { createLog } from '../../src/log.js';
import { withLogFields } from '../../src/log-context.js';

/** A log whose lines can be read. */
function openLog() {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  return { log, lines, read: () => lines.map((line) => z.looseObject({}).parse(JSON.parse(line))) };
}

describe('the log', () => {
  it('says in every line which job it is about, through all that the job waits for', async () => {
    const { log, read } = openLog();
    log.info('before');
    await Promise.all(
      ['1', '2'].map((jobId) =>
        withLogFields({ job: 'send-mails', jobId }, async () => {
          await sleep(1);
          log.info({ mails: 3 }, 'within');
        }),
      ),
    );
    log.info('after');
    const [before, first, second, after] = read();
    expect(first).toMatchObject({ job: 'send-mails', mails: 3, msg: 'within' });
    expect([first?.jobId, second?.jobId].sort()).toEqual(['1', '2']);
    for (const line of [before, after]) expect(line).not.toHaveProperty('job');
  });

  it('says nothing twice that the line or its logger says itself', () => {
    const { log, lines } = openLog();
    withLogFields({ requestId: 'r-1' }, () => {
      log.child({ requestId: 'r-1' }).info('of a child');
      log.info({ requestId: 'r-1' }, 'in the line');
    });
    expect(lines.map((line) => line.split('requestId').length - 1)).toEqual([1, 1]);
  });

  it('says what went wrong and why, and nothing that was given to a statement', () => {
    const { log, lines, read } = openLog();
    const secret = 'Our mayor took the money';
    const refused = Object.assign(new Error('no room in the table'), { code: '53100', detail: secret });
    const failed = new DrizzleQueryError('insert into challenges values ($1)', [secret], refused);
    log.error({ err: new AppError('unavailable', 'Not now', { cause: failed }) }, 'failed');
    expect(lines.join('')).not.toContain(secret);
    expect(read()[0]).toMatchObject({
      err: {
        message: 'Not now',
        code: 'unavailable',
        cause: { message: expect.stringContaining('no room') },
      },
    });
  });
});
