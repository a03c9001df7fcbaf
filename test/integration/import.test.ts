import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileSource, importEntries } from '../../src/catalogue/import.js';
import type { CatalogueStore } from '../../src/catalogue/port.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { entries, outbox } from '../../src/db/schema.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';
import { openTestDatabase } from '../helpers/database.js';

let database: DatabaseHandle;
let store: CatalogueStore;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  store = createCatalogueStore(database.db);
  folder = await mkdtemp(join(tmpdir(), 'citymatch-import-'));
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.db.delete(entries);
  await database.db.delete(outbox);
});

const row = (id: string, changes: object = {}) =>
  JSON.stringify({ ...(id.startsWith('cs-') ? caseStudyEntry(id) : providerEntry(id)).body, ...changes });

async function file(name: string, ...lines: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}
const importFiles = (...files: string[]) => importEntries({ store, sources: files.map(fileSource) });

describe('an import', () => {
  it('takes the good rows and tells of each bad one by file, line, field and reason', async () => {
    const path = await file(
      'mixed.jsonl',
      row('cs-a'),
      '',
      row('cs-b', { country: 'XX', year: 'soon' }),
      'nonsense',
      row('pr-a'),
      row('cs-a', { title: 'Again' }),
    );
    const report = await importFiles(path);
    expect(report).toMatchObject({ read: 5, created: 2, updated: 0, unchanged: 0, refused: 3, warnings: [] });
    expect(report.rejected).toEqual([
      expect.objectContaining({ file: path, line: 3, id: 'cs-b', field: 'country' }),
      expect.objectContaining({ file: path, line: 3, id: 'cs-b', field: 'year' }),
      expect.objectContaining({
        file: path,
        line: 4,
        field: '',
        message: expect.stringContaining('is not JSON'),
      }),
      {
        file: path,
        line: 6,
        id: 'cs-a',
        field: 'id',
        message: 'is also the id of an earlier row of this file',
      },
    ]);
    expect((await store.get('cs-a'))?.body).toMatchObject({ title: 'A square that stores rain' });
  });

  it('changes nothing the second time', async () => {
    const path = await file('same.jsonl', row('cs-a'), row('pr-a'));
    await importFiles(path);
    await database.db.delete(outbox);
    expect(await importFiles(path)).toMatchObject({ created: 0, updated: 0, unchanged: 2, refused: 0 });
    expect(await database.db.$count(outbox)).toBe(0);
  });

  it('lets a later file change the entries of an earlier one', async () => {
    const first = await file('first.jsonl', row('cs-a'));
    const second = await file('second.jsonl', row('cs-a', { title: 'Again' }));
    const report = await importFiles(first, second);
    expect(report.refused).toBe(0);
    expect((await store.get('cs-a'))?.body).toMatchObject({ title: 'Again' });
  });

  it('takes a good row whose id a bad row before it has', async () => {
    const report = await importFiles(await file('twice.jsonl', row('cs-a', { year: 'x' }), row('cs-a')));
    expect(report).toMatchObject({ created: 1, refused: 1 });
  });

  it('warns of a provider that is nowhere, and not of one that comes later', async () => {
    const path = await file(
      'links.jsonl',
      row('cs-a', { providers: ['pr-later', 'pr-none'] }),
      row('pr-later'),
    );
    const report = await importFiles(path);
    expect(report).toMatchObject({ created: 2, refused: 0 });
    expect(report.warnings).toEqual([
      {
        file: path,
        line: 1,
        id: 'cs-a',
        field: 'providers.1',
        message: 'names a provider that the catalogue does not have: pr-none',
      },
    ]);
  });

  it('goes on with the other files when one cannot be read', async () => {
    const missing = join(folder, 'missing.jsonl');
    const report = await importFiles(missing, folder, await file('good.jsonl', row('cs-a')));
    expect(report).toMatchObject({ created: 1, refused: 2 });
    expect(report.rejected.map(({ line, message }) => [line, message])).toEqual([
      [0, 'cannot be read: there is no such file'],
      [0, 'cannot be read: it is a folder'],
    ]);
  });

  it('counts all bad rows of a file of nonsense and keeps the first thousand for the report', async () => {
    const report = await importFiles(await file('nonsense.txt', ...Array.from({ length: 3_000 }, () => '?')));
    expect(report).toMatchObject({ read: 3_000, refused: 3_000, created: 0 });
    expect(report.rejected).toHaveLength(1_000);
  });

  it('saves in batches, so that what a failing database had taken before stays', async () => {
    const many = Array.from({ length: 450 }, (_, i) => row(`cs-${i}`));
    const failing: CatalogueStore = {
      ...store,
      save: (batch) =>
        batch.some(({ id }) => id === 'cs-420') ? Promise.reject(new Error('away')) : store.save(batch),
    };
    const source = fileSource(await file('many.jsonl', ...many));
    const seen: number[] = [];
    const importing = importEntries({
      store: failing,
      sources: [source],
      onProgress: (read) => seen.push(read),
    });
    await expect(importing).rejects.toThrow('away');
    expect(seen).toEqual([200, 400]);
    expect((await store.count()).total).toBe(400);
  });
});

describe('a row with any text in it', () => {
  it('that is accepted is also kept, as it was', async () => {
    const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), {
      numRuns: 300,
      seed: 1,
    });
    const rows = texts.map((text, i) => row(`cs-${i}`, { title: text, outcomes: text, measures: [text] }));
    const report = await importFiles(await file('texts.jsonl', ...rows));
    expect(report.created + report.refused).toBe(300);
    expect(report.created).toBeGreaterThan(100);
    for await (const batch of store.all()) {
      for (const { id, body } of batch)
        expect(body).toMatchObject({ measures: [texts[Number(id.slice(3))]?.trim()] });
    }
  });
});

describe('the index on providers', () => {
  it('is what finds the case studies of a provider', async () => {
    const plan = await database.db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan to off`);
      const where = sql`${entries.body} -> 'providers' @> '["pr-a"]'::jsonb`;
      return tx.execute(sql`explain select id from ${entries} where ${where}`);
    });
    expect(JSON.stringify(plan)).toContain('entries_providers');
  });
});
