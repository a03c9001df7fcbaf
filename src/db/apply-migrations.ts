import { readMigrationFiles } from 'drizzle-orm/migrator';
import { type CopySession, type MigrationSteps, quoted } from './copying.js';
import { MIGRATIONS } from './migrate.js';

/** Applies migrations, and notes that it did, as drizzle's migrator does. */
export function migrationSteps(): MigrationSteps {
  const files = readMigrationFiles(MIGRATIONS);
  const schema = quoted(MIGRATIONS.migrationsSchema);
  const table = `${schema}.${quoted(MIGRATIONS.migrationsTable)}`;
  const apply = async (session: CopySession, wanted: (at: number) => boolean) => {
    for (const { sql, hash, folderMillis } of files.filter((file) => wanted(file.folderMillis))) {
      for (const statement of sql) await session.run(statement);
      await session.run(`insert into ${table} (hash, created_at) values ('${hash}', ${folderMillis})`);
    }
  };
  return {
    known: files.map(({ folderMillis }) => folderMillis).sort((a, b) => a - b),
    async begin(session, upTo) {
      await session.run(`drop schema if exists ${schema} cascade; create schema ${schema};
        create table ${table} (id serial primary key, hash text not null, created_at bigint)`);
      await apply(session, (at) => at <= upTo);
    },
    finish: (session, after) => apply(session, (at) => at > after),
  };
}
