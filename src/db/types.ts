import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/**
 * The database as features see it, on either driver. Use the query builder: what `execute` gives back differs
 * between the drivers.
 */
export type Database = PgDatabase<PgQueryResultHKT>;
