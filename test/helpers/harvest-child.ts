/**
 * A process that harvests a source until it is done or killed; it tells of each page.
 * Arguments: address of the database; id of the source; host that is trusted.
 */
import { pino } from 'pino';
import { openDatabase } from '../../src/db/client.js';
import { createHarvest } from '../../src/harvest/service.js';
import { createEmbeddedEngine } from '../../src/search/embedded.js';

const [databaseUrl = '', id = '', host = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const { db } = await openDatabase({ dataDir: '', databaseUrl, log });
const service = createHarvest({
  ...{ db, log, config: { harvestHosts: [host] }, embedder: () => undefined },
  engine: await createEmbeddedEngine({ log }),
  nudge: () => process.stdout.write('page\n'),
});
await service.harvest(id);
process.stdout.write('done\n');
process.exit(0);
