/** A process that opens the database in a folder and says so; with "seed", it then seeds and tells its progress. */
import { pino } from 'pino';
import { seedIfEmpty } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { openDatabase } from '../../src/db/client.js';

const [dataDir = '', task] = process.argv.slice(2);
const { db, close } = await openDatabase({ dataDir, log: pino({ level: 'silent' }) });
process.on('SIGTERM', () => void close().then(() => process.exit(0)));
process.stdout.write('open\n');
if (task === 'seed') {
  const store = createCatalogueStore(db);
  await seedIfEmpty({ db, store, onProgress: (read) => process.stdout.write(`read ${read}\n`) });
}
setInterval(() => {}, 1_000);
