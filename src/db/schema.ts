/** Every table, as drizzle-kit reads them. */
export * from './schema/accounts.js';
export * from './schema/audit.js';
export { citymatch } from './schema/base.js';
export * from './schema/catalogue.js';
export * from './schema/challenges.js';
export * from './schema/changes.js';
export * from './schema/evaluation.js';
export * from './schema/exposure.js';
export * from './schema/harvest.js';
export * from './schema/imports.js';
export * from './schema/introductions.js';
export * from './schema/learning.js';
export * from './schema/mail.js';
export * from './schema/partners.js';
export * from './schema/search.js';
export * from './schema/upkeep.js';
export * from './schema/webhooks.js';
