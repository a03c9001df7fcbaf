import { customType, pgSchema, timestamp } from 'drizzle-orm/pg-core';

/** Our tables' schema; the job queue's tables live in `bullmq`, apart from ours. */
export const citymatch = pgSchema('citymatch');

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** A point in time, with its zone. */
export const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
