/**
 * A process that imports a file that was looked through, until it is done or killed; it tells of each batch.
 * Arguments: address of the database; id of the import.
 */
import { pino } from 'pino';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';
import { createImportService } from '../../src/imports/service.js';

const [databaseUrl = '', id = ''] = process.argv.slice(2);
const { db } = await openDatabase({ dataDir: '', databaseUrl, log: pino({ level: 'silent' }) });
const service = createImportService({
  db,
  store: createCatalogueStore(db),
  nudge: () => process.stdout.write('batch\n'),
});
await service.run(id, { actor: { kind: 'system', name: 'test' } });
process.stdout.write('done\n');
process.exit(0);
