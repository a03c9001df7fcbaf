import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../src/db/client.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';
import { describeCatalogueStore } from './catalogue-store.js';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

describeCatalogueStore('PGlite', openTestDatabase);
describeCatalogueStore('PostgreSQL', async () =>
  openDatabase({
    dataDir: 'unused',
    databaseUrl: await server.createDatabase(),
    log: pino({ level: 'silent' }),
  }),
);
