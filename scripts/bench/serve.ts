/** The server of one benchmark: fills an empty data folder with generated entries, then serves, as `npm start` does. */
import { z } from 'zod';
import { createApp } from '../../src/app.js';
import { generateEntries } from '../../src/catalogue/generate.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { readConfig } from '../../src/config.js';
import { openDatabase } from '../../src/db/client.js';
import { createLog } from '../../src/log.js';

const BATCH = 500;
const count = z.coerce.number().int().min(0).parse(process.argv[2]);
const config = readConfig();
const log = createLog(config.logLevel);

/** Saves the entries without a job for each: the start indexes what the index lacks. */
async function fill(): Promise<void> {
  const handle = await openDatabase({ dataDir: config.dataDir, log });
  const store = createCatalogueStore(handle.db);
  const entries = [...generateEntries({ seeds: await readEntries(), count })];
  for (let at = 0; at < entries.length; at += BATCH) await store.save(entries.slice(at, at + BATCH));
  await handle.close();
}

if (count > 0) await fill();
const started = performance.now();
const app = await createApp(config, log);
await app.ready;
process.send?.({ url: app.url, seconds: (performance.now() - started) / 1000 });
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ bytes: process.memoryUsage.rss() });
  else void app.close().then(() => process.exit(0));
});
