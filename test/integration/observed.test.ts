import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/client.js';
import { outbox } from '../../src/db/schema.js';
import { DATABASES } from '../helpers/both-databases.js';
import { openTestDatabase } from '../helpers/database.js';
import { startPostgres } from '../helpers/postgres.js';

describe.each(DATABASES)('statements on %s', (kind) => {
  it('are observed from beginning to end, in transactions too, and answer as ever', async () => {
    const seen: string[] = [];
    const onStatement = (text: string) => {
      const verb = /\w+/.exec(text)?.[0] ?? '';
      seen.push(`${verb} begins`);
      return (error?: unknown) => void seen.push(error === undefined ? `${verb} ends` : `${verb} fails`);
    };
    const server = kind === 'PostgreSQL' ? await startPostgres() : undefined;
    const log = pino({ level: 'silent' });
    const { db, close } =
      server === undefined
        ? await openTestDatabase({ onStatement })
        : await openDatabase({ dataDir: '', databaseUrl: await server.createDatabase(), log, onStatement });
    const seenBy = async (work: () => Promise<unknown>) => {
      seen.length = 0;
      await work();
      return [...seen];
    };
    expect(await seenBy(() => db.insert(outbox).values({ topic: 'mail-queued', key: 'a' }))).toEqual([
      'insert begins',
      'insert ends',
    ]);
    const inside = await seenBy(() =>
      db.transaction(async (tx) => {
        expect(await tx.select({ key: outbox.key }).from(outbox)).toEqual([{ key: 'a' }]);
        await tx.transaction((below) => below.delete(outbox)).catch(() => undefined);
      }),
    );
    expect(inside).toEqual(
      expect.arrayContaining(['select begins', 'select ends', 'delete begins', 'delete ends']),
    );
    expect(await db.$count(outbox)).toBe(0);
    const failing = await seenBy(() =>
      expect(db.execute(sql`select 1 / 0`)).rejects.toMatchObject({ cause: { code: '22012' } }),
    );
    expect(failing).toEqual(['select begins', 'select fails']);
    await close();
    await server?.stop();
  });
});
