import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/catalogue/entry.js';
import type { CatalogueStore } from '../../src/catalogue/port.js';
import { createCatalogueStore } from '../../src/catalogue/store.js';
import type { DatabaseHandle } from '../../src/db/client.js';
import { entries, outbox } from '../../src/db/schema.js';
import { caseStudyEntry, providerEntry } from '../helpers/catalogue.js';

/** What every database behind the catalogue must do. */
export function describeCatalogueStore(name: string, open: () => Promise<DatabaseHandle>): void {
  describe(`catalogue store on ${name}`, () => {
    let database: DatabaseHandle;
    let store: CatalogueStore;
    beforeAll(async () => {
      database = await open();
      store = createCatalogueStore(database.db);
    });
    afterAll(() => database?.close());
    beforeEach(async () => {
      await database.db.delete(entries);
      await database.db.delete(outbox);
    });
    const changes = async () => {
      const rows = await database.db.select().from(outbox).orderBy(asc(outbox.id));
      return rows.map(({ topic, key, relayedAt }) => ({ topic, key, relayedAt }));
    };
    const changed = (key: string) => ({ topic: 'entry-changed', key, relayedAt: null });

    it('gives back what was saved, with its version, hash and place', async () => {
      const entry = caseStudyEntry('cs-a', {
        city: 'Lima',
        country: 'PE',
        summary: '"日本" \\ \u{1f30a} O\'Higgins',
      });
      expect(await store.save([entry])).toEqual({ created: 1, updated: 0, unchanged: 0 });
      const stored = await store.get('cs-a');
      expect(stored).toMatchObject({ ...entry, status: 'published', version: 1 });
      expect(stored?.contentHash).toMatch(/^[0-9a-f]{64}$/);
      expect(stored?.updatedAt).toBeInstanceOf(Date);
      expect(stored?.location).toEqual({
        latitude: expect.closeTo(-12.04, 1),
        longitude: expect.closeTo(-77.03, 1),
        approximate: false,
      });
    });

    it('places an entry whose city is unknown in the middle of its country, and says so', async () => {
      await store.save([providerEntry('pr-a', { headquarters: { city: null, country: 'PE' } })]);
      expect((await store.get('pr-a'))?.location).toEqual({
        latitude: -10,
        longitude: -76,
        approximate: true,
      });
    });

    it('notes each change for the index once, and none where nothing changed', async () => {
      await store.save([caseStudyEntry('cs-a'), caseStudyEntry('cs-b')]);
      expect(await changes()).toEqual([changed('cs-a'), changed('cs-b')]);
      const counts = await store.save([caseStudyEntry('cs-a', { title: 'Other' }), caseStudyEntry('cs-b')]);
      expect(counts).toEqual({ created: 0, updated: 1, unchanged: 1 });
      expect(await changes()).toEqual([changed('cs-a'), changed('cs-b'), changed('cs-a')]);
      expect(await store.get('cs-a')).toMatchObject({ version: 2, body: { title: 'Other' } });
      expect(await store.get('cs-b')).toMatchObject({ version: 1 });
    });

    it('takes the later of two entries with one id in a batch', async () => {
      const batch = [caseStudyEntry('cs-a', { title: 'First' }), caseStudyEntry('cs-a', { title: 'Second' })];
      expect(await store.save(batch)).toEqual({ created: 1, updated: 0, unchanged: 0 });
      expect((await store.get('cs-a'))?.body).toMatchObject({ title: 'Second' });
    });

    it('leaves neither rows nor notes when a batch fails in the middle', async () => {
      const good = Array.from({ length: 501 }, (_, i) => caseStudyEntry(`cs-${i}`));
      // A NUL is what PostgreSQL cannot keep; the schema refuses it, so it comes from elsewhere here.
      const bad = caseStudyEntry('cs-bad', { title: 'a\0b' });
      await expect(store.save([...good, bad])).rejects.toThrow();
      expect((await store.count()).total).toBe(0);
      expect(await changes()).toEqual([]);
    });

    it('saves and reads more entries than one statement takes', async () => {
      const many = Array.from({ length: 1234 }, (_, i) => caseStudyEntry(`cs-${String(i).padStart(4, '0')}`));
      expect((await store.save(many)).created).toBe(1234);
      const sizes: number[] = [];
      const ids: string[] = [];
      for await (const batch of store.all(500)) {
        sizes.push(batch.length);
        ids.push(...batch.map(({ id }) => id));
      }
      expect(sizes).toEqual([500, 500, 234]);
      expect(ids).toEqual(many.map(({ id }) => id));
      expect((await store.contentHashes()).size).toBe(1234);
      expect(await store.getMany(ids)).toHaveLength(1234);
    });

    it('yields no empty batch when the entries fill the last one', async () => {
      await store.save([caseStudyEntry('cs-a'), caseStudyEntry('cs-b')]);
      const sizes: number[] = [];
      for await (const batch of store.all(2)) sizes.push(batch.length);
      expect(sizes).toEqual([2]);
    });

    it('gives entries in the order asked for, unknown ids left out', async () => {
      await store.save([caseStudyEntry('cs-a'), caseStudyEntry('cs-b'), providerEntry('pr-a')]);
      const found = await store.getMany(['pr-a', 'cs-none', 'cs-b', 'pr-a', "'; drop table entries; --"]);
      expect(found.map(({ id }) => id)).toEqual(['pr-a', 'cs-b', 'pr-a']);
      expect(await store.getMany([])).toEqual([]);
      expect(await store.get('cs-none')).toBeUndefined();
    });

    it('hides an archived entry everywhere, notes it once, and shows it again when it is saved', async () => {
      const entry = caseStudyEntry('cs-a', { providers: ['pr-a'] });
      await store.save([entry, caseStudyEntry('cs-b')]);
      expect(await store.archive('cs-a')).toBe(true);
      expect(await store.archive('cs-a')).toBe(false);
      expect(await store.archive('cs-none')).toBe(false);
      expect((await changes()).map(({ key }) => key)).toEqual(['cs-a', 'cs-b', 'cs-a']);
      expect(await store.get('cs-a')).toBeUndefined();
      expect([...(await store.contentHashes()).keys()]).toEqual(['cs-b']);
      expect(await store.deliveredBy(['pr-a'])).toEqual([]);
      expect(await store.count()).toEqual({ total: 1, byKind: { 'case-study': 1, provider: 0 } });
      expect(await store.save([entry])).toEqual({ created: 0, updated: 1, unchanged: 0 });
      expect(await store.get('cs-a')).toMatchObject({ version: 3 });
    });

    it('finds the case studies that name a provider, whole ids only', async () => {
      await store.save([
        caseStudyEntry('cs-a', { providers: ['pr-water', 'pr-sun'] }),
        caseStudyEntry('cs-b', { providers: ['pr-water-two'] }),
        caseStudyEntry('cs-c', { providers: ['pr-water'] }),
        providerEntry('pr-water'),
      ]);
      const ids = async (...providers: string[]) => (await store.deliveredBy(providers)).map(({ id }) => id);
      expect(await ids('pr-water')).toEqual(['cs-a', 'cs-c']);
      expect(await ids('pr-sun', 'pr-water-two')).toEqual(['cs-a', 'cs-b']);
      expect(await ids('pr-none')).toEqual([]);
      expect(await ids()).toEqual([]);
    });

    it('counts each change once when two processes save the same entries at the same time', async () => {
      const batch: Entry[] = Array.from({ length: 50 }, (_, i) => caseStudyEntry(`cs-${i}`));
      const counts = await Promise.all([store.save(batch), store.save(batch), store.save(batch)]);
      expect(counts.reduce((sum, { created }) => sum + created, 0)).toBe(50);
      expect(await changes()).toHaveLength(50);
    });

    it('tells which entry it is when a row cannot be read', async () => {
      await store.save([providerEntry('pr-a')]);
      await database.db.update(entries).set({ body: { id: 'pr-a', name: 5 } });
      await expect(store.get('pr-a')).rejects.toThrow(/entry pr-a .*name/);
    });
  });
}
