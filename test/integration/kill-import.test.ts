import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateEntries } from '../../src/catalogue/generate.js';
import { contentHash } from '../../src/catalogue/hash.js';
import { readEntries } from '../../src/catalogue/seed.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import { type DatabaseHandle, openDatabase } from '../../src/db/client.js';
import { entries, imports, outbox } from '../../src/db/schema.js';
import { createImportService } from '../../src/imports/service.js';
import { startPostgres, type TestPostgres } from '../helpers/postgres.js';

const ROWS = 5_000;
const KILLS = 8;
const CHILD = fileURLToPath(new URL('../helpers/import-child.ts', import.meta.url));

let postgres: TestPostgres;
let databaseUrl: string;
let database: DatabaseHandle;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  database = await openDatabase({ dataDir: '', databaseUrl, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await database?.close();
  await postgres?.stop();
});

/** Imports until killed, a little after so many batches; without, to the end. */
async function run(id: string, killAfterBatches?: number): Promise<string | undefined> {
  const child = spawn(process.execPath, ['scripts/run.mjs', CHILD, databaseUrl, id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let told: string | undefined;
  let batches = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    told = line;
    batches += 1;
    // Sometimes between two batches, sometimes within one.
    if (batches === killAfterBatches) void sleep(7 * killAfterBatches).then(() => child.kill('SIGKILL'));
  });
  await ended;
  return told;
}

describe('an import', () => {
  it('is whole in every entry though its process is killed again and again, and comes to its end', async () => {
    const { db } = database;
    const service = createImportService({ db, store: createCatalogueStore(db), nudge: () => {} });
    const made = [...generateEntries({ seeds: await readEntries(), count: ROWS })];
    const content = Buffer.from(made.map(({ body }) => JSON.stringify(body)).join('\n'));
    const upload = { name: 'many.jsonl', format: 'jsonl' as const, content };
    const { id } = await service.take(upload, { dryRun: true }, { actor: { kind: 'system', name: 'test' } });
    const hashes = new Map(made.map((entry) => [entry.id, contentHash(entry.body)]));
    const survived: number[] = [];
    const isDone = async () => (await service.get(id)).status === 'done';
    for (let kill = 0; kill < KILLS && !(await isDone()); kill += 1) {
      // As if a minute had passed since the last sign of life.
      await db
        .update(imports)
        .set({ updatedAt: new Date(Date.now() - 120_000) })
        .where(eq(imports.id, id));
      await run(id, 2 * kill + 1);
      const held = await db.select().from(entries);
      expect(
        held.filter(
          (row) => hashes.get(row.id) !== row.contentHash || contentHash(row.body) !== row.contentHash,
        ),
      ).toEqual([]);
      const told = new Set((await db.select({ key: outbox.key }).from(outbox)).map(({ key }) => key));
      expect(held.filter((row) => !told.has(row.id))).toEqual([]);
      expect((await service.get(id)).rowsSaved).toBeLessThanOrEqual(held.length);
      survived.push(held.length);
    }
    process.stdout.write(
      `${survived.length} kills of an import of ${ROWS} rows: ${survived.join(', ')} entries survived\n`,
    );
    expect(survived).toEqual([...survived].sort((a, b) => a - b));
    expect(survived[0]).toBeLessThan(ROWS);
    expect(survived.some((count) => count > 0)).toBe(true);
    if (!(await isDone())) {
      await db
        .update(imports)
        .set({ updatedAt: new Date(Date.now() - 120_000) })
        .where(eq(imports.id, id));
      expect(await run(id)).toBe('done');
    }
    expect(await service.get(id)).toMatchObject({ status: 'done', report: { read: ROWS, refused: 0 } });
    expect(await db.$count(entries)).toBe(ROWS);
    expect(await db.$count(outbox)).toBe(ROWS);
  }, 400_000);
});
