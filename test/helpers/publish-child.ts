/**
 * A process that publishes one challenge after another until it is killed; it tells each one that is done.
 * Arguments: address of the database; ids of the challenges, with commas.
 */
import { pino } from 'pino';
import { openDatabase } from '../../src/db/client.js';
import { createReviewService } from '../../src/review/service.js';
import { challengeRow, frozenMatch } from './challenges.js';

const [databaseUrl = '', ids = ''] = process.argv.slice(2);
const { db } = await openDatabase({ dataDir: '', databaseUrl, log: pino({ level: 'silent' }) });
const service = createReviewService({
  db,
  config: { serviceLevel: { answerHours: 72, publishHours: 240, introduceHours: 120 } },
  nudge: () => {},
  proposer: { freezeEntry: (entryId) => Promise.resolve(frozenMatch(entryId)) },
});
const actor = {
  kind: 'person',
  id: 'pe-staff-1',
  name: 'staff 1',
  email: 'staff1@secretariat.test',
  role: 'staff',
} as const;
process.stdout.write('ready\n');
for (const id of ids.split(',')) {
  const { status, version } = await challengeRow(db, id);
  if (status !== 'published') await service.publish(id, { version, key: `publish-${id}` }, { actor });
  process.stdout.write(`${id}\n`);
}
process.exit(0);
